"""Included under <school>/audit/."""

from django.urls import path

from schools.auditpages import sheets, views

app_name = "auditpages"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("as/<slug:kind>/", sheets.event_sheet, name="sheet"),
]
