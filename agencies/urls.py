from django.urls import path

from agencies.views import advice, guests, lists, requests, sheets

app_name = "agencies"
urlpatterns = [
    path("<slug:school>/agencies/", lists.request_list, name="list"),
    path("<slug:school>/agencies/as/<slug:kind>/", sheets.request_sheet, name="sheet"),
    path("<slug:school>/agencies/advice/", lists.advice_list, name="advice_list"),
    path("<slug:school>/agencies/advice/as/<slug:kind>/", sheets.advice_sheet, name="advice_sheet"),
    path("<slug:school>/agencies/directory/", lists.directory_list, name="directory"),
    path(
        "<slug:school>/agencies/directory/as/<slug:kind>/",
        sheets.directory_sheet,
        name="directory_sheet",
    ),  # fmt: skip
    path("<slug:school>/agencies/directory/new/", lists.new_agency, name="agency_new"),
    path("agencies/<int:pk>/", lists.edit_agency, name="agency"),
    path("pupils/<int:pk>/agencies/new/", requests.new, name="new"),
    path("pupils/<int:pk>/agencies/report/", advice.unasked, name="unasked"),
    path("agency-requests/<int:pk>/", requests.page, name="request"),
    path("agency-requests/<int:pk>/advice/", advice.new, name="advice_new"),
    path("agency-requests/<int:pk>/shut/", requests.shut, name="shut"),
    path("agency-requests/<int:pk>/<slug:key>/", requests.step, name="step"),
    path("agency-advice/<int:pk>/", advice.page, name="advice"),
    path("agency-advice/<int:pk>/<slug:key>/", advice.step, name="advice_step"),
    path("agency-recommendations/<int:pk>/", advice.decide, name="decide"),
    path("agency-cases/", guests.mine_list, name="mine_list"),
    path("agency-cases/<int:pk>/", guests.mine, name="mine"),
    path("agency-cases/<int:pk>/advice/", guests.add, name="mine_add"),
    path("agency-cases/<int:pk>/advice/<int:advice>/", guests.paper, name="mine_paper"),
]
