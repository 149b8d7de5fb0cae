from django.urls import path

from accounts import views


app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("account/", views.home, name="home"),
    path("account/password/", views.ChangePassword.as_view(), name="change_password"),
    path("account/contact/", views.contact, name="contact"),
    path("account/language/", views.change_language, name="change_language"),
]
