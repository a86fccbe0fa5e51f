from django.urls import path

from letters.batches import sheets
from letters.batches.views import moves, page, writing

app_name = "batches"
urlpatterns = [
    path("<slug:school>/letters/write/", writing.about_what, name="write"),
    path("<slug:school>/letters/write/<slug:purpose>/", writing.who, name="who"),
    path("<slug:school>/letters/write/<slug:purpose>/prepare/", writing.check, name="check"),
    path("<slug:school>/letters/batches/", page.batch_list, name="list"),
    path("<slug:school>/letters/batches/as/<slug:kind>/", sheets.batch_sheet, name="sheet"),
    path("batches/<int:pk>/", page.batch_page, name="page"),
    path("batches/<int:pk>/as/<slug:kind>/", sheets.child_sheet, name="child_sheet"),
    path("batches/<int:pk>/progress/", page.progress, name="progress"),
    path("batches/<int:pk>/approve/", moves.approve, name="approve"),
    path("batches/<int:pk>/send/", moves.issue, name="issue"),
    path("batches/<int:pk>/cancel/", moves.cancel, name="cancel"),
    path("batches/<int:pk>/go-on/", moves.go_on, name="go-on"),
    path("batches/<int:pk>/print/", moves.print_again, name="print"),
    path("batch-rows/<int:pk>/again/", moves.try_again, name="again"),
    path("batch-rows/<int:pk>/leave-out/", moves.leave_out, name="leave-out"),
    path("batch-papers/<int:pk>/", page.paper, name="paper"),
]
