from django.urls import path

from editorial.views import desk, desk_acts, desk_texts


app_name = "desk"

urlpatterns = [
    path("", desk.home, name="home"),
    path("<int:pk>/", desk.submission, name="submission"),
    path("<int:pk>/edit/", desk_texts.edit, name="edit"),
    path("<int:pk>/revisions/<int:key>/", desk.revision, name="revision"),
    path("<int:pk>/<slug:language>/preview/", desk.preview, name="preview"),
    path("<int:pk>/<slug:language>/translate/", desk_texts.translate, name="translate"),
    path("<int:pk>/<slug:language>/take_down/", desk_acts.take_down, name="take_down"),
    path("<int:pk>/<slug:language>/<slug:action>/", desk_acts.act, name="act"),
]
