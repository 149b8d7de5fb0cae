from django.urls import path

from incidents.views import aftercare, notices, public


app_name = "incidents"

urlpatterns = [
    path("", public.report, name="report"),
    path("received/", public.received, name="received"),
    path("track/", public.track, name="track"),
    path("track/rate/", aftercare.rate, name="rate"),
    path("track/again/", aftercare.ask_again, name="ask_again"),
    path("track/notices/<int:pk>.pdf", notices.public_file, name="notice"),
]
