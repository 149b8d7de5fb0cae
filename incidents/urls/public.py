from django.http import HttpResponse
from django.urls import path


app_name = "incidents"
urlpatterns = [
    path("", lambda request: HttpResponse("report"), name="report"),
    path("track/", lambda request: HttpResponse("track"), name="track"),
]
