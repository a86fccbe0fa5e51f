from django.urls import path

from reports.board import views

app_name = "board"
urlpatterns = [
    path("<slug:school>/board-report/", views.editions, name="list"),
    path("<slug:school>/board-report/open/", views.begin, name="open"),
    path("<slug:school>/board-report/questions/", views.questions, name="questions"),
    path("board-reports/due/<int:pk>/", views.due, name="due"),
    path("board-reports/<int:pk>/", views.page, name="page"),
    path("board-reports/<int:pk>/words/", views.words, name="words"),
    path("board-reports/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("board-reports/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("board-reports/<int:pk>/publish/", views.publish, name="publish"),
    path("board-reports/<int:pk>/draft/", views.draft, name="draft"),
    path("board-reports/<int:pk>/pdf/", views.paper, name="pdf"),
]
