from django.urls import path

from reports.past import views

app_name = "past"
urlpatterns = [
    path("<slug:school>/past/", views.page, name="page"),
    path("<slug:school>/past/as/<slug:kind>/", views.sheet, name="sheet"),
    path("<slug:school>/past/children/", views.children, name="children"),
    path("<slug:school>/past/children/as/<slug:kind>/", views.children_sheet,
         name="children_sheet"),
]  # fmt: skip
