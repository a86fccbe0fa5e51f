from django.urls import path

from reports.census import views

app_name = "census"
urlpatterns = [
    path("census-days/due/<int:pk>/", views.due, name="due"),
    path("census-days/<int:pk>/", views.handed, name="handed"),
    path("<slug:school>/census/", views.days_list, name="list"),
    path("<slug:school>/census/<slug:day>/", views.one_day, name="day"),
    path("<slug:school>/census/<slug:day>/as/<slug:kind>/", views.day_sheet, name="sheet"),
    path("<slug:school>/census/<slug:day>/hand-in/", views.hand_in, name="hand_in"),
    path("<slug:school>/census/<slug:day>/approve/", views.approve, name="approve"),
    path("<slug:school>/census/<slug:day>/versions/<int:number>/", views.version, name="version"),
    path("<slug:school>/census/<slug:day>/versions/<int:number>/as/<slug:kind>/",
         views.version_sheet, name="version_sheet"),
]  # fmt: skip
