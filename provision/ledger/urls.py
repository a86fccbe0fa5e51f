from django.urls import path

from provision.ledger import sheets, views

app_name = "ledger"
urlpatterns = [
    path("<slug:slug>/provision/slipping/", views.slipping_list, name="slipping"),
    path(
        "<slug:slug>/provision/slipping/as/<slug:kind>/",
        sheets.slipping_sheet,
        name="slipping_sheet",
    ),  # fmt: skip
    path("<slug:slug>/provision/slipping/done/", views.looked_through, name="through"),
    path("promises/<int:pk>/", views.promise, name="promise"),
    path("promises/<int:pk>/looked-at/", views.look, name="look"),
    path("pupils/<int:pk>/promised-and-given/", views.of_pupil, name="pupil"),
    path("pupils/<int:pk>/promised-and-given/paper/", views.family_paper, name="paper"),
]
