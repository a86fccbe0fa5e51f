from django.urls import path

from reports.sampler import note_views, views

app_name = "sampler"
urlpatterns = [
    path("<slug:school>/samples/", views.samples, name="list"),
    path("<slug:school>/samples/new/", views.draw, name="draw"),
    path("samples/<int:pk>/", views.page, name="page"),
    path("samples/<int:pk>/open/", views.open_it, name="open"),
    path("samples/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("samples/<int:pk>/read/", views.read, name="read"),
    path("samples/<int:pk>/read/pdf/", views.printed, name="pdf"),
    path("sample-items/<int:pk>/", views.item, name="item"),
    path("samples/<int:pk>/notes/new/", note_views.write, name="write"),
    path("visit-notes/<int:pk>/", note_views.note, name="note"),
    path("visit-notes/<int:pk>/answer/", note_views.answer, name="answer"),
    path("visit-notes/<int:pk>/pdf/", note_views.printed, name="note_pdf"),
]
