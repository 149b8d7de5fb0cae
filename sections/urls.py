from django.urls import path

from sections.views import public


app_name = "sections"

urlpatterns = [
    path("sections/<slug:code>/", public.section, name="section"),
    path("articles/<str:slug>-<int:pk>/", public.article, name="article"),
]
