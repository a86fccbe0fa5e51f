from django.urls import path

from iep.giving import views

app_name = "giving"
urlpatterns = [
    path("plans/<int:pk>/targets/<int:target>/given-by/", views.target, name="target"),
]
