"""Included under <school>/mail/."""

from django.urls import path

from schools.mail import sheets, views

app_name = "mail"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("as/<slug:kind>/", sheets.mail_sheet, name="sheet"),
    path("came-back/as/<slug:kind>/", sheets.came_back_sheet, name="came_back_sheet"),
    path("came-back/", views.came_back, name="came_back"),
    path("came-back/<int:pk>/", views.goes_again, name="goes_again"),
    path("<int:pk>/again/", views.send_again, name="again"),
    path("<int:pk>/arrived/", views.arrived, name="arrived"),
]
