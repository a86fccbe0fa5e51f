"""Below /l/a/: the link by which somebody invited sends advice."""

from django.urls import path

from ehcp.reviews.planning import views_outside

app_name = "ehc_advice"
urlpatterns = [path("<str:token>/", views_outside.link, name="link")]
