from django.urls import path

from ehcp.reviews.after import late, views

urlpatterns = [
    path("<slug:school>/ehc/late/", late.page, name="late"),
    path("<slug:school>/ehc/late/as/<slug:kind>/", late.sheet, name="late_sheet"),
    path("ehc-reviews/<int:pk>/report/", views.report, name="report"),
    path("ehc-reviews/<int:pk>/report/paper/", views.report_paper, name="report_paper"),
    path("ehc-reviews/<int:pk>/report/sent/", views.report_sent, name="report_sent"),
    path("ehc-reviews/<int:pk>/report/letters/", views.letters_home, name="report_letters"),
    path("ehc-reviews/<int:pk>/after/<slug:key>/", views.step, name="after"),
]
