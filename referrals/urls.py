from django.urls import path

from referrals import sheets, triage_views, views
from referrals.meetings import concern_views
from referrals.meetings import sheets as meeting_sheets
from referrals.meetings import views as meetings

app_name = "referrals"
urlpatterns = [
    path("<slug:school>/referrals/", views.referral_list, name="list"),
    path("<slug:school>/referrals/as/<slug:kind>/", sheets.referral_sheet, name="sheet"),
    path("<slug:school>/referrals/new/", views.new, name="new"),
    path("referrals/<int:pk>/", views.detail, name="detail"),
    path("referrals/<int:pk>/edit/", views.edit, name="edit"),
    path("referrals/<int:pk>/check/", views.check, name="check"),
    path("referrals/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("referrals/<int:pk>/print/", views.print_form, name="print"),
    path("referrals/<int:pk>/decide/", triage_views.decide, name="decide"),
    path("referrals/<int:pk>/told/", triage_views.told, name="told"),
    path("<slug:school>/progress/", meetings.overview, name="meetings"),
    path(
        "<slug:school>/progress/as/<slug:kind>/",
        meeting_sheets.overview_sheet,
        name="meetings-sheet",
    ),
    path("progress/classes/<int:pk>/", meetings.of_class, name="class-meetings"),
    path(
        "progress/classes/<int:pk>/as/<slug:kind>/",
        meeting_sheets.class_sheet,
        name="class-meetings-sheet",
    ),
    path("progress/classes/<int:pk>/start/", meetings.start, name="start-meeting"),
    path("progress/<int:pk>/", meetings.meeting, name="meeting"),
    path("progress/<int:pk>/as/<slug:kind>/", meeting_sheets.meeting_sheet, name="meeting-sheet"),
    path("progress/<int:pk>/check/", meetings.check, name="meeting-check"),
    path("progress/concerns/<int:pk>/", concern_views.decide, name="concern"),
    path("progress/concerns/<int:pk>/refer/", concern_views.refer, name="concern-refer"),
]
