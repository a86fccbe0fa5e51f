"""Addresses of the site itself."""

from django.conf import settings
from django.urls import path

from schools.home import home
from sendcase import gallery
from sendcase.health import health

urlpatterns = [path("", home, name="home"), path("health/", health, name="health")]
if not settings.PRODUCTION:
    urlpatterns.append(path("gallery/", gallery.show, name="gallery"))
