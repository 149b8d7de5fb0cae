from django.urls import path

from editorial.views import agency


app_name = "agency"

urlpatterns = [
    path("", agency.home, name="home"),
    path("submissions/<int:pk>/", agency.submission, name="submission"),
]
