from django.urls import path

from schools.policy import views

app_name = "policy"
STAGES, PLANS = {"kind": "stages"}, {"kind": "plans"}
urlpatterns = [
    path("", views.page, name="page"),
    path("edit/", views.edit, name="edit"),
    path("areas/", views.edit_areas, name="areas"),
    path("start/", views.start, name="start"),
    path("stages/new/", views.add, STAGES, name="add_stage"),
    path("stages/<int:number>/", views.change, STAGES, name="stage"),
    path("plans/new/", views.add, PLANS, name="add_kind"),
    path("plans/<int:number>/", views.change, PLANS, name="kind"),
    path("versions/<int:number>/", views.version, name="version"),
]
