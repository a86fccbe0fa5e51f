"""Addresses of the site itself."""

from django.conf import settings
from django.urls import path

from schools.home import home
from sendcase import gallery
from sendcase.health import health, metrics, queue_page, vital_signs

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("health/vitals/", vital_signs, name="vital_signs"),
    path("health/metrics/", metrics, name="metrics"),
    path("health/queues/", queue_page, name="queues"),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("gallery/", gallery.show, name="gallery"))
