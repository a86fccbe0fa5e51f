from django.urls import path

from iep.handover.views import pages, planning, reading, sheets, writing

app_name = "handover"
urlpatterns = [
    path("<slug:slug>/handover/", pages.overview, name="list"),
    path("<slug:slug>/handover/as/<slug:kind>/", sheets.overview_sheet, name="sheet"),
    path("<slug:slug>/handover/new/", planning.start, name="start"),
    path("handovers/<int:pk>/", pages.page, name="page"),
    path("handovers/<int:pk>/pdf/", pages.paper, name="pdf"),
    path("handovers/<int:pk>/days/", planning.change, name="change"),
    path("handovers/<int:pk>/reading/", planning.open_reading, name="open"),
    path("handovers/<int:pk>/call-off/", planning.call_off, name="call-off"),
    path("handovers/<int:pk>/children/", writing.add_child, name="add"),
    path("handovers/<int:pk>/hand-over/", writing.hand_over, name="hand-over"),
    path("handovers/<int:pk>/take-back/", writing.take_back, name="take-back"),
    path("handovers/<int:pk>/read/", reading.read_all, name="read-all"),
    path("handover-notes/<int:pk>/", writing.write, name="write"),
    path("handover-notes/<int:pk>/read/", reading.read_one, name="read"),
    path("handover-notes/<int:pk>/question/", reading.ask, name="ask"),
    path("handover-notes/<int:pk>/answer/", reading.answer, name="answer"),
]
