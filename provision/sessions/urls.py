from django.urls import path

from provision.sessions.views import changing, lists, paper, sheets, ticking

app_name = "sessions"
urlpatterns = [
    path("<slug:slug>/sessions/", lists.mine, name="mine"),
    path("<slug:slug>/sessions/all/", lists.everybody, name="all"),
    path("<slug:slug>/sessions/all/as/<slug:kind>/", sheets.day_sheet, name="day_sheet"),
    path("<slug:slug>/sessions/late/", lists.late, name="late"),
    path("<slug:slug>/sessions/late/as/<slug:kind>/", sheets.late_sheet, name="late_sheet"),
    path("<slug:slug>/sessions/paper/", paper.week, name="paper"),
    path("interventions/<int:pk>/sessions/", lists.of_intervention, name="of"),
    path("interventions/<int:pk>/sessions/as/<slug:kind>/", sheets.its_sheet, name="sheet"),
    path("interventions/<int:pk>/sessions/new/", changing.extra, name="new"),
    path("sessions/<int:pk>/", ticking.page, name="page"),
    path("sessions/<int:pk>/tick/", ticking.tick, name="tick"),
    path("sessions/<int:pk>/note/", changing.note, name="note"),
    path("sessions/<int:pk>/cover/", changing.cover, name="cover"),
    path("sessions/<int:pk>/move/", changing.move, name="move"),
]
