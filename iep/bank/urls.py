from django.urls import path

from iep.bank.views import choosing, lists, proposing, sheets, strategies, targets

app_name = "bank"
urlpatterns = [
    path("<slug:slug>/bank/", lists.target_list, name="targets"),
    path("<slug:slug>/bank/as/<slug:kind>/", sheets.target_sheet, name="target_sheet"),
    path("<slug:slug>/bank/strategies/", lists.strategy_list, name="strategies"),
    path(
        "<slug:slug>/bank/strategies/as/<slug:kind>/", sheets.strategy_sheet, name="strategy_sheet"
    ),
    path("<slug:slug>/bank/starter/", lists.put_starter_in, name="starter"),
    path("<slug:slug>/bank/targets/new/", targets.new, name="new-target"),
    path("<slug:slug>/bank/strategies/new/", strategies.new, name="new-strategy"),
    path("bank-targets/<int:pk>/", targets.page, name="target"),
    path("bank-targets/<int:pk>/edit/", targets.edit, name="edit-target"),
    path("bank-targets/<int:pk>/decide/", targets.decide, name="decide-target"),
    path("strategies/<int:pk>/", strategies.page, name="strategy"),
    path("strategies/<int:pk>/edit/", strategies.edit, name="edit-strategy"),
    path("strategies/<int:pk>/decide/", strategies.decide, name="decide-strategy"),
    path("strategies/<int:pk>/phrases/<int:phrase>/away/", strategies.take_away, name="away"),
    path("plans/<int:pk>/bank/", choosing.choose, name="choose"),
    path("plans/<int:pk>/targets/<int:target>/bank/", proposing.from_plan, name="from-plan"),
]
