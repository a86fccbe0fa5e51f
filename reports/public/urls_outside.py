"""Stable addresses for everybody: a school's website and the Local Offer link to them."""

from django.urls import path

from reports.public.views import outside

app_name = "published"
urlpatterns = [
    path("<slug:school>/logo.png", outside.logo, name="logo"),
    path("<slug:school>/<slug:document>.pdf", outside.pdf, name="pdf"),
    path("<slug:school>/<slug:document>/", outside.page, name="page"),
]
