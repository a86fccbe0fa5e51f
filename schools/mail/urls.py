"""Included under <school>/mail/."""

from django.urls import path

from schools.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<int:pk>/again/", views.send_again, name="again"),
    path("<int:pk>/arrived/", views.arrived, name="arrived"),
]
