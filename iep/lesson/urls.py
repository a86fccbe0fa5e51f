from django.urls import path

from iep.lesson import views

app_name = "lesson"
urlpatterns = [
    path("<slug:slug>/lesson/<int:pk>/", views.of_class, name="class"),
    path("<slug:slug>/lesson/<int:pk>/pdf/", views.of_class_pdf, name="class-pdf"),
]
