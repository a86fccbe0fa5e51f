"""Included under <school>/audit/."""

from django.urls import path

from schools.auditpages import views

app_name = "auditpages"
urlpatterns = [path("", views.event_list, name="list")]
