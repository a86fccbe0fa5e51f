from django.urls import path

from iep.readers import views

app_name = "readers"
urlpatterns = [
    path("<slug:slug>/plans/to-read/", views.mine, name="mine"),
    path("<slug:slug>/plans/readers/", views.reader_list, name="list"),
    path("plans/<int:pk>/read/", views.confirm, name="confirm"),
]
