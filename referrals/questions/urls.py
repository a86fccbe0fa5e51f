from django.urls import path

from referrals.questions import views

app_name = "questions"
urlpatterns = [
    path("<slug:school>/policy/questions/", views.edit_list, name="list"),
    path("pupils/<int:pk>/questions/new/", views.ask, name="ask"),
    path("questions/<int:pk>/", views.answer, name="answer"),
    path("questions/rounds/<int:pk>/", views.round_page, name="round"),
    path("questions/rounds/<int:pk>/remind/", views.remind, name="remind"),
    path("questions/rounds/<int:pk>/close/", views.close, name="close"),
]
