from django.urls import path

from iep.lesson import views

app_name = "lesson"
urlpatterns = [
    path("<slug:slug>/lesson/<int:pk>/", views.of_class, name="class"),
    path("<slug:slug>/lesson/<int:pk>/pdf/", views.of_class_pdf, name="class-pdf"),
    path("<slug:slug>/lesson/group/<int:pk>/", views.of_group, name="group"),
    path("<slug:slug>/lesson/group/<int:pk>/pdf/", views.of_group_pdf, name="group-pdf"),
]
