from django.urls import path

from pupils.complaints import views

app_name = "complaints"
urlpatterns = [
    path("<slug:school>/complaints/", views.complaint_list, name="list"),
    path("<slug:school>/complaints/as/<slug:kind>/", views.complaint_sheet, name="sheet"),
    path("pupils/<int:pk>/complaints/new/", views.new, name="new"),
    path("pupils/<int:pk>/complaints/pdf/", views.printed, name="pdf"),
    path("complaints/<int:pk>/", views.page, name="page"),
    path("complaints/<int:pk>/change/", views.change, name="change"),
    path("complaints/<int:pk>/ask/", views.ask, name="ask"),
    path("complaints/<int:pk>/answer/", views.answer, name="answer"),
    path("complaints/<int:pk>/step/", views.step, name="step"),
    path("complaints/<int:pk>/close/", views.close, name="close"),
    path("complaints/<int:pk>/open/", views.open_again, name="open"),
]
