from django.urls import path

from incidents.views import public


app_name = "incidents"

urlpatterns = [
    path("", public.report, name="report"),
    path("received/", public.received, name="received"),
    path("track/", public.track, name="track"),
]
