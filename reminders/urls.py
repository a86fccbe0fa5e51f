from django.urls import path

from reminders import views

app_name = "reminders"
urlpatterns = [
    path("<slug:school>/today/", views.today, name="today"),
    path("<slug:school>/today/<slug:name>/", views.group, name="group"),
]
