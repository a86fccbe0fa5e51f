from django.urls import path

from reminders.off import views

urlpatterns = [
    path("<slug:school>/deadlines/<int:pk>/put-off/", views.put_off, name="put_off"),
    path("<slug:school>/deadlines/<int:pk>/put-off/back/", views.take_back, name="take_back"),
]
