from django.urls import path

from iep.reviews.views import checking, one, sheets, together

app_name = "plan_reviews"
urlpatterns = [
    path("<slug:slug>/plans/review-together/", together.page, name="together"),
    path("<slug:slug>/plans/check/", checking.check_all, name="check"),
    path("<slug:slug>/plans/check/as/<slug:kind>/", sheets.check_sheet, name="check_sheet"),
    path("plans/check/<int:pk>/", checking.due, name="due"),
    path("plan-checks/<int:pk>/", checking.asked, name="asked"),
    path("plan-reviews/<int:pk>/stage/", one.stage, name="stage"),
]
