from django.urls import path

from iep.moves import sheets, views

app_name = "moves"
urlpatterns = [
    path("<slug:slug>/moves/", views.move_list, name="list"),
    path("<slug:slug>/moves/as/<slug:kind>/", sheets.move_sheet, name="sheet"),
    path("<slug:slug>/moves/new/", views.add_joiner, name="new"),
    path("<slug:slug>/moves/leavers/", views.start_leavers, name="leavers"),
    path("pupils/<int:pk>/moves/new/", views.start, name="start"),
    path("moves/due/<int:pk>/", views.due, name="due"),
    path("moves/<int:pk>/", views.move_page, name="page"),
    path("moves/<int:pk>/edit/", views.edit, name="edit"),
    path("moves/<int:pk>/note/", views.add_note, name="note"),
    path("move-tasks/<int:pk>/", views.task, name="task"),
]
