from django.urls import path

from provision.interventions.views import (
    library,
    lists,
    pages,
    placing,
    promises,
    sheets,
    writing,
)

app_name = "interventions"
urlpatterns = [
    path("<slug:school>/provision/", lists.intervention_list, name="list"),
    path("<slug:school>/provision/as/<slug:kind>/", sheets.intervention_sheet, name="sheet"),
    path("<slug:school>/provision/new/", writing.new, name="new"),
    path("<slug:school>/provision/unkept/", lists.unkept_list, name="unkept"),
    path(
        "<slug:school>/provision/unkept/as/<slug:kind>/", sheets.unkept_sheet, name="unkept_sheet"
    ),
    path("<slug:school>/provision/library/", library.programme_list, name="library"),
    path(
        "<slug:school>/provision/library/as/<slug:kind>/",
        sheets.library_sheet,
        name="library_sheet",
    ),  # fmt: skip
    path("<slug:school>/provision/library/new/", library.new, name="new-programme"),
    path("<slug:school>/provision/library/starter/", library.starter, name="starter"),
    path("programmes/<int:pk>/", library.page, name="programme"),
    path("programmes/<int:pk>/edit/", library.edit, name="edit-programme"),
    path("programmes/<int:pk>/press/", library.press, name="press-programme"),
    path("interventions/<int:pk>/", pages.page, name="page"),
    path("interventions/<int:pk>/edit/", writing.edit, name="edit"),
    path("interventions/<int:pk>/decide/", pages.decide, name="decide"),
    path("interventions/<int:pk>/review/", pages.review, name="review"),
    path("interventions/<int:pk>/end/", pages.end, name="end"),
    path("interventions/<int:pk>/timetable/", writing.timetable, name="timetable"),
    path("interventions/<int:pk>/staff/", writing.staff, name="staff"),
    path("interventions/<int:pk>/pupils/", placing.pupils, name="pupils"),
    path("intervention-staff/<int:pk>/end/", writing.end_staff, name="end-staff"),
    path("place-wishes/<int:pk>/back/", placing.take_back, name="take-back"),
    path("places/<int:pk>/leave/", placing.leave, name="leave"),
    path("pupils/<int:pk>/promises/new/", promises.new, name="promise"),
    path("promises/<int:pk>/change/", promises.change, name="change-promise"),
    path("promises/<int:pk>/end/", promises.end, name="end-promise"),
    path("promises/<int:pk>/place/", promises.place, name="find-place"),
]
