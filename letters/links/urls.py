"""Below /l/: the link in a mail."""

from django.urls import path

from letters.links import views

app_name = "links"
urlpatterns = [
    path("<str:token>/", views.link, name="link"),
    path("<str:token>/code/", views.send_code, name="code"),
    path("<str:token>/letter/", views.letter, name="letter"),
]
