from django.urls import path

from pupils.groups import sheets, views

app_name = "groups"
urlpatterns = [
    path("<slug:slug>/groups/", views.group_list, name="list"),
    path("<slug:slug>/groups/as/<slug:kind>/", sheets.group_sheet, name="sheet"),
    path("groups/<int:pk>/as/<slug:kind>/", sheets.pupil_sheet, name="pupil_sheet"),
    path("<slug:slug>/groups/new/", views.new, name="new"),
    path("groups/<int:pk>/", views.page, name="page"),
    path("groups/<int:pk>/edit/", views.edit, name="edit"),
    path("groups/<int:pk>/staff/", views.put_staff, name="staff"),
    path("group-staff/<int:pk>/end/", views.end_staff, name="end-staff"),
    path("groups/<int:pk>/pupils/", views.choose, name="pupils"),
    path("groups/<int:pk>/close/", views.close, name="close"),
]
