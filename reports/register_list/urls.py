from django.urls import path

from reports.register_list import views

app_name = "register_list"
urlpatterns = [
    path("<slug:school>/register-list/", views.register_list, name="list"),
    path("<slug:school>/register-list/as/<slug:kind>/", views.list_sheet, name="sheet"),
    path("<slug:school>/register-list/print/", views.list_paper, name="paper"),
]
