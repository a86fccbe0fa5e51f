from django.urls import path

from reports.export import views

app_name = "school_exports"
urlpatterns = [
    path("<slug:school>/export/", views.index, name="index"),
    path("<slug:school>/export/new/", views.new, name="new"),
    path("school-exports/<int:pk>/", views.page, name="page"),
    path("school-exports/<int:pk>/progress/", views.progress, name="progress"),
    path("school-exports/<int:pk>/stop/", views.stop, name="stop"),
    path("school-exports/<int:pk>/remove/", views.remove, name="remove"),
    path("school-exports/<int:pk>/file/", views.file, name="file"),
    path("school-exports/<int:pk>/<slug:key>/", views.step, name="step"),
]
