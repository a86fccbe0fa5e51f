from django.urls import path

from provision.costs import sheets, views

app_name = "costs"
urlpatterns = [
    path("<slug:school>/provision/cost/", views.year, name="year"),
    path("<slug:school>/provision/cost/file/<str:kind>/", sheets.year_sheet, name="sheet"),
    path("<slug:school>/provision/cost/rules/", views.rules, name="rules"),
    path("<slug:school>/provision/cost/rates/", views.rates, name="rates"),
    path("<slug:school>/provision/cost/rates/new/", views.add_grade, name="add_grade"),
    path("<slug:school>/provision/cost/charges/", views.charges, name="charges"),
    path(
        "<slug:school>/provision/cost/charges/as/<slug:kind>/",
        sheets.charge_sheet,
        name="charge_sheet",
    ),  # fmt: skip
    path("<slug:school>/provision/cost/charges/new/", views.add_charge, name="add_charge"),
    path("<slug:school>/provision/cost/funding/", views.funding, name="funding"),
    path(
        "<slug:school>/provision/cost/funding/as/<slug:kind>/",
        sheets.funding_sheet,
        name="funding_sheet",
    ),  # fmt: skip
    path("<slug:school>/provision/cost/funding/new/", views.add_funding, name="add_funding"),
    path("pupils/<int:pk>/cost/", views.of_pupil, name="pupil"),
    path("grades/<int:pk>/rate/", views.set_rate, name="set_rate"),
    path("grades/<int:pk>/people/", views.put_on, name="put_on"),
    path("grades/<int:pk>/default/", views.grade_move, {"move": "default"}, name="make_default"),
    path("grades/<int:pk>/retire/", views.grade_move, {"move": "retire"}, name="retire_grade"),
    path("charges/<int:pk>/remove/", views.remove_charge, name="remove_charge"),
    path("charges/<int:pk>/stop/", views.stop_charge, name="stop_charge"),
    path("funding/<int:pk>/end/", views.end_funding, name="end_funding"),
]
