from django.urls import path

from provision.family_meetings.views import booking, coverage, many, page, together, writing

app_name = "parent_meetings"
urlpatterns = [
    path("<slug:school>/parent-meetings/", coverage.coverage, name="list"),
    path("<slug:school>/parent-meetings/as/<slug:kind>/", coverage.sheet, name="sheet"),
    path("<slug:school>/parent-meetings/plan/", many.plan_many, name="plan"),
    path("<slug:school>/parent-meetings/invite/", together.invite_many, name="invite_many"),
    path("<slug:school>/parent-meetings/invite/check/", together.check_many, name="invite_check"),
    path("pupils/<int:pk>/parent-meetings/new/", booking.new, name="new"),
    path("parent-meetings/<int:pk>/", page.page, name="page"),
    path("parent-meetings/<int:pk>/pdf/", page.printed, name="pdf"),
    path("parent-meetings/<int:pk>/booking/", booking.booked, name="booking"),
    path("parent-meetings/<int:pk>/change/", booking.change, name="change"),
    path("parent-meetings/<int:pk>/invite/", booking.invite, name="invite"),
    path("parent-meetings/<int:pk>/end/", booking.end, name="end"),
    path("parent-meetings/<int:pk>/record/", writing.record, name="record"),
    path("parent-meetings/<int:pk>/note/", writing.note, name="note"),
    path("parent-meeting-actions/<int:pk>/", writing.action, name="action"),
]
