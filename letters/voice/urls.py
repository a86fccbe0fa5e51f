from django.urls import path

from letters.voice import views

app_name = "voice"
urlpatterns = [
    path("<slug:school>/family-words/", views.word_list, name="list"),
    path("<slug:school>/family-words/as/<slug:kind>/", views.word_sheet, name="sheet"),
    path("pupils/<int:pk>/family-words/new/", views.new, name="new"),
    path("pupils/<int:pk>/family-words/pdf/", views.printed, name="pdf"),
    path("family-words/<int:pk>/", views.page, name="page"),
    path("family-words/<int:pk>/place/", views.place, name="place"),
    path("family-words/<int:pk>/answer/", views.answer, name="answer"),
    path("family-words/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
