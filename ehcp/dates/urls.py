from django.urls import path

from ehcp.dates import views

app_name = "ehc_dates"
urlpatterns = [
    path("<slug:school>/ehc-dates/", views.dates, name="one"),
    path("<slug:school>/ehc-dates/year/", views.whole_year, name="year"),
]
