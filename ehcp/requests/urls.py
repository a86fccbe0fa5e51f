from django.urls import path

from ehcp.requests import consultation_list, views, views_beside

app_name = "ehc_requests"
urlpatterns = [
    path("<slug:school>/ehc/requests/", views.request_list, name="list"),
    path("<slug:school>/ehc/requests/as/<slug:kind>/", views.request_sheet, name="sheet"),
    path("<slug:school>/ehc/requests/consultations/", consultation_list.page,
         name="consultations"),
    path("<slug:school>/ehc/requests/consultations/as/<slug:kind>/", consultation_list.sheet,
         name="consultations_sheet"),
    path("pupils/<int:pk>/ehc-requests/new/", views.new, name="new"),
    path("ehc-requests/<int:pk>/", views.page, name="page"),
    path("ehc-requests/<int:pk>/correct/", views.correct, name="correct"),
    path("ehc-requests/<int:pk>/<slug:key>/", views.step, name="step"),
    path("pupils/<int:pk>/ehc-consultations/new/", views_beside.new_consultation,
         name="new_consultation"),
    path("ehc-consultations/<int:pk>/", views_beside.consultation, name="consultation"),
    path("ehc-consultations/<int:pk>/reply/", views_beside.reply, name="reply"),
    path("ehc-consultations/<int:pk>/correct/", views_beside.correct_consultation,
         name="correct_consultation"),
    path("pupils/<int:pk>/ehc-disputes/new/", views_beside.new_dispute, name="new_dispute"),
    path("ehc-disputes/<int:pk>/", views_beside.dispute, name="dispute"),
    path("ehc-disputes/<int:pk>/change/", views_beside.change_dispute, name="change_dispute"),
    path("ehc-disputes/<int:pk>/end/", views_beside.end_dispute, name="end_dispute"),
]  # fmt: skip
