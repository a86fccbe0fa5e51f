from django.urls import path

from ehcp.giving import views

app_name = "ehc_giving"
urlpatterns = [
    path("ehc-plans/<int:pk>/provisions/<int:line>/given-by/", views.line, name="line"),
]
