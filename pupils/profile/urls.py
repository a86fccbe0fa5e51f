from django.urls import path

from pupils.profile.views import asking, profiles, reading, sheets

app_name = "profile"
urlpatterns = [
    path("pupils/<int:pk>/profile/edit/", profiles.edit, name="edit"),
    path("pupils/<int:pk>/profile/pdf/", profiles.printed, name="pdf"),
    path("pupils/<int:pk>/profile/keep/", profiles.keep, name="keep"),
    path("pupils/<int:pk>/own-views/", asking.start, name="start"),
    path("pupils/<int:pk>/own-views/as/<slug:kind>/", sheets.view_sheet, name="sheet"),
    path("pupils/<int:pk>/own-views/new/", asking.answer, name="answer"),
    path("pupils/<int:pk>/own-views/blank/", asking.blank, name="blank"),
    path("own-views/<int:pk>/", reading.view, name="view"),
    path("own-views/<int:pk>/pdf/", reading.printed, name="view-pdf"),
    path("own-views/<int:pk>/withdraw/", reading.withdraw, name="withdraw"),
]
