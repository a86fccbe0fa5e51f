from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [path("<slug:school>/filling/", views.filling, name="filling")]
