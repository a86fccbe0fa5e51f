from django.urls import path

from reports.trust import views

app_name = "trust"
urlpatterns = [
    path("trust/<slug:slug>/", views.page, name="page"),
    path("<slug:school>/trust/", views.of_school, name="of_school"),
]
