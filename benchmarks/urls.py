from django.urls import include, path

from benchmarks import floor

urlpatterns = [
    path("floor/list/", floor.pupil_list),
    path("floor/pupil/<int:pk>/", floor.pupil_page),
    path("floor/form/<int:pk>/", floor.plan_form),
    path("floor/save/<int:pk>/", floor.plan_save),
    path("floor/day/", floor.day),
    path("", include("sendcase.urls")),
]
