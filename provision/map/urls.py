from django.urls import path

from provision.map import views

app_name = "provision_map"
urlpatterns = [
    path("<slug:school>/provision/map/", views.page, name="page"),
    path("<slug:school>/provision/map/paper/", views.paper, name="paper"),
    path("<slug:school>/provision/map/next-term/", views.copy, name="copy"),
]
