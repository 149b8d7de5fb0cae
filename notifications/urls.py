from django.urls import path

from notifications import views


app_name = "notifications"

urlpatterns = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/<int:pk>/read/", views.read, name="read"),
]
