from django.urls import path, re_path

from ehcp.plans.views import lists, page, writing

app_name = "ehc_plans"
LINE = r"^ehc-plans/(?P<pk>\d{1,18})/(?P<kind>needs|outcomes|provisions)"
urlpatterns = [
    path("<slug:school>/ehc/", lists.plan_list, name="list"),
    path("<slug:school>/ehc/as/<slug:kind>/", lists.plan_sheet, name="sheet"),
    path("pupils/<int:pk>/ehc-plans/new/", writing.new, name="new"),
    path("ehc-plans/<int:pk>/", page.page, name="page"),
    path("ehc-plans/<int:pk>/compare/", page.compare, name="compare"),
    path("ehc-plans/<int:pk>/read/", page.confirm, name="read"),
    path("ehc-plans/<int:pk>/details/", writing.details, name="details"),
    path("ehc-plans/<int:pk>/section/<str:letter>/", writing.section, name="section"),
    path("ehc-plans/<int:pk>/keep/", writing.keep, name="keep"),
    path("ehc-plans/<int:pk>/take-back/", page.take_back, name="take_back"),
    path("ehc-plans/<int:pk>/end/", writing.end, name="end"),
    path("ehc-plans/<int:pk>/move/", writing.move, name="move"),
    re_path(rf"{LINE}/new/$", writing.line, name="line_new"),
    re_path(rf"{LINE}/(?P<line>\d{{1,18}})/$", writing.line, name="line"),
    re_path(rf"{LINE}/(?P<line>\d{{1,18}})/out/$", writing.line_out, name="line_out"),
]
