"""Below /r/: short, for it stands on paper."""

from django.urls import path

from letters.replies import views

app_name = "replies"
urlpatterns = [
    path("", views.type_code, name="code"),
    path("<str:code>/", views.answer, name="answer"),
]
