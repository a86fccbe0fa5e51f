from django.urls import path

from provision.measures import sheets, views

app_name = "measures"
urlpatterns = [
    path("<slug:school>/provision/what-works/", views.what_works, name="works"),
    path("<slug:school>/provision/what-works/as/<slug:kind>/", sheets.works_sheet, name="sheet"),
    path("interventions/<int:pk>/measures/", views.of_intervention, name="page"),
    path(
        "interventions/<int:pk>/measures/as/<slug:kind>/", sheets.result_sheet, name="result_sheet"
    ),
    path("interventions/<int:pk>/measures/new/", views.record, name="record"),
]
