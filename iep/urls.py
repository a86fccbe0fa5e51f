from django.urls import path

from iep import sheets
from iep.reviews.views import one
from iep.views import editing, reading, steps

app_name = "iep"
urlpatterns = [
    path("<slug:slug>/plans/", reading.plan_list, name="list"),
    path("<slug:slug>/plans/as/<slug:kind>/", sheets.plan_sheet, name="sheet"),
    path("pupils/<int:pk>/plan/new/", editing.start, name="start"),
    path("plans/<int:pk>/", reading.plan_page, name="plan"),
    path("plans/<int:pk>/edit/", editing.edit, name="edit"),
    path("plans/<int:pk>/agree/", steps.agree, name="agree"),
    path("plans/<int:pk>/share/", steps.share, name="share"),
    path("plans/<int:pk>/revise/", steps.revise, name="revise"),
    path("plans/<int:pk>/undo/", steps.undo, name="undo"),
    path("plans/<int:pk>/review/", one.review, name="review"),
    path("plans/<int:pk>/next/", steps.follow, name="next"),
    path("plans/<int:pk>/close/", steps.close, name="close"),
    path("plans/<int:pk>/pdf/", reading.draft_paper, name="pdf"),
    path("plans/<int:pk>/versions/<int:number>/", reading.version_paper, name="version"),
]
