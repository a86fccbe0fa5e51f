from django.urls import path

from iep.versions import views

app_name = "versions"
urlpatterns = [
    path("plans/<int:pk>/versions/", views.version_list, name="list"),
    path("plans/<int:pk>/versions/compare/", views.compare, name="compare"),
    path("plans/<int:pk>/correct/", views.correct, name="correct"),
]
