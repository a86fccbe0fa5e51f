from django.urls import path

from reminders.given import views

urlpatterns = [
    path("<slug:school>/deadlines/<int:pk>/give/", views.give, name="give"),
    path("<slug:school>/deadlines/<int:pk>/give/back/", views.give_back, name="give_back"),
]
