from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [path("<slug:school>/reports/", views.index, name="index")]
