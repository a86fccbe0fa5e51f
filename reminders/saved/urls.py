from django.urls import path

from reminders.saved import views

urlpatterns = [
    path("<slug:school>/today/lists/new/", views.new, name="new_list"),
    path("today-lists/<int:pk>/edit/", views.edit, name="edit_list"),
    path("today-lists/<int:pk>/delete/", views.delete, name="delete_list"),
]
