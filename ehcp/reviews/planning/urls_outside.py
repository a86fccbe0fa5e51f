"""Below /l/a/: the link by which somebody invited sends advice, and the form behind it."""

from django.urls import path

from ehcp.reviews.planning import views_outside

app_name = "ehc_advice"
urlpatterns = [
    path("<str:token>/", views_outside.link, name="link"),
    path("to/<int:pk>/", views_outside.form, name="form"),
]
