from django.urls import path

from iep.notes import sheets, views

app_name = "notes"
urlpatterns = [
    path("<slug:slug>/notes/new/", views.mine, name="mine"),
    path("plans/<int:pk>/notes/", views.plan_notes, name="plan"),
    path("plans/<int:pk>/notes/as/<slug:kind>/", sheets.note_sheet, name="sheet"),
    path("plans/<int:pk>/notes/new/", views.new, name="new"),
    path("plan-notes/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
