from django.urls import path

from pupils.views import documents, editing, listing, page, people, roll, saved, sharing, sheets

app_name = "pupils"
urlpatterns = [
    path("documents/<int:pk>/", documents.opened, name="document"),
    path("contacts/<int:pk>/edit/", people.edit_contact, name="edit-contact"),
    path("contacts/<int:pk>/end/", people.end_contact, name="end-contact"),
    path("assignments/<int:pk>/end/", people.end_assignment, name="end-assignment"),
    path("shares/<int:pk>/end/", sharing.end_share, name="end-share"),
    path("exam-access/<int:pk>/edit/", sharing.edit_exam_access, name="edit-exam-access"),
    path("pupils/<int:pk>/", page.now, name="detail"),
    path("pupils/<int:pk>/edit/", editing.edit, name="edit"),
    path("pupils/<int:pk>/facts/edit/", editing.edit_context, name="edit-context"),
    path("pupils/<int:pk>/contacts/new/", people.new_contact, name="new-contact"),
    path("pupils/<int:pk>/assignments/new/", people.assign, name="assign"),
    path("pupils/<int:pk>/sharing/new/", sharing.new_share, name="new-share"),
    path("pupils/<int:pk>/exam-access/new/", sharing.new_exam_access, name="new-exam-access"),
    path("pupils/<int:pk>/<slug:key>/", page.panel, name="panel"),
    path("<slug:school>/pupils/", listing.pupil_list, name="list"),
    path("saved-lists/<int:pk>/edit/", saved.edit, name="edit-list"),
    path("saved-lists/<int:pk>/delete/", saved.delete, name="delete-list"),
    path("<slug:school>/pupils/lists/new/", saved.new, name="new-list"),
    path("<slug:school>/pupils/as/<slug:kind>/", sheets.pupil_sheet, name="sheet"),
    path("<slug:school>/pupils/find/", listing.find, name="find"),
    path("<slug:school>/pupils/new/", editing.new, name="new"),
    path("<slug:school>/roll/import/", roll.choose, name="roll-import"),
    path("<slug:school>/roll/import/<int:pk>/", roll.preview, name="roll-preview"),
    path("<slug:school>/roll/import/<int:pk>/confirm/", roll.confirm, name="roll-confirm"),
    path("<slug:school>/roll/import/<int:pk>/problems.csv", roll.problems, name="roll-problems"),
    path("<slug:school>/roll/import/<int:pk>/discard/", roll.discard, name="roll-discard"),
]
