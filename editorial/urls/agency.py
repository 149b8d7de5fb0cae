from django.urls import path

from editorial.views import agency, agency_form


app_name = "agency"

urlpatterns = [
    path("", agency.home, name="home"),
    path("submissions/new/", agency_form.new, name="new"),
    path("submissions/<int:pk>/", agency.submission, name="submission"),
    path("submissions/<int:pk>/edit/", agency_form.edit, name="edit"),
    path("submissions/<int:pk>/send/", agency.send, name="send"),
    path("submissions/<int:pk>/withdraw/", agency.withdraw, name="withdraw"),
]
