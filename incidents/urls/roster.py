from django.urls import path

from incidents.views import roster


app_name = "roster"

urlpatterns = [
    path("", roster.roster, name="roster"),
    path("add/", roster.add, name="add"),
    path("<int:pk>/", roster.shift, name="shift"),
    path("<int:pk>/swap/", roster.swap, name="swap"),
    path("<int:pk>/cancel/", roster.cancel, name="cancel"),
    path("<int:pk>/hand-over/", roster.hand_over, name="hand_over"),
    path("hand-overs/<int:pk>/take-over/", roster.take_over, name="take_over"),
]
