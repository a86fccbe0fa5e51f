from django.urls import path

from reports.head import views

app_name = "head"
urlpatterns = [
    path("<slug:school>/head/", views.page, name="page"),
    path("<slug:school>/head/pdf/", views.paper, name="pdf"),
]
