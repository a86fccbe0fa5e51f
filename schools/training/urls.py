from django.urls import path

from schools.training import views

app_name = "training"
urlpatterns = [
    path("<slug:school>/training/", views.training_list, name="list"),
    path("<slug:school>/training/as/<slug:kind>/", views.training_sheet, name="sheet"),
    path("<slug:school>/training/new/", views.new, name="new"),
    path("training/<int:pk>/", views.change, name="change"),
    path("training/<int:pk>/end/", views.end, name="end"),
    path("training/<int:pk>/take-back/", views.take_back, name="take_back"),
]
