from django.urls import path

from deadlines.views import notices, year


app_name = "calendar_desk"

urlpatterns = [
    path("", year.calendar, name="year"),
    path("<int:year>/", year.calendar, name="year_of"),
    path("notices/", notices.register, name="notices"),
    path("notices/new/", notices.enter, name="enter"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/edit/", notices.revise, name="revise"),
    path("notices/<int:pk>/<slug:act>/", notices.act, name="act"),
]
