from django.urls import path

from iep.readers import sheets, views

app_name = "readers"
urlpatterns = [
    path("<slug:slug>/plans/to-read/", views.mine, name="mine"),
    path("<slug:slug>/plans/readers/", views.reader_list, name="list"),
    path("<slug:slug>/plans/readers/as/<slug:kind>/", sheets.reader_sheet, name="sheet"),
    path("plans/<int:pk>/read/", views.confirm, name="confirm"),
]
