from django.urls import path

from editorial.views import desk


app_name = "desk"

urlpatterns = [
    path("", desk.home, name="home"),
    path("<int:pk>/", desk.submission, name="submission"),
]
