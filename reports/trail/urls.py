from django.urls import path

from reports.trail import views

app_name = "case_trails"
urlpatterns = [
    path("<slug:school>/case-trail/", views.trails, name="list"),
    path("<slug:school>/case-trail/new/", views.new, name="new"),
    path("case-trails/<int:pk>/", views.page, name="page"),
    path("case-trails/<int:pk>/progress/", views.progress, name="progress"),
    path("case-trails/<int:pk>/stop/", views.stop, name="stop"),
    path("case-trails/<int:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("case-trails/<int:pk>/pdf/", views.paper, name="paper"),
    path("case-trails/<int:pk>/pdf/<int:position>/", views.paper_of, name="paper_of"),
]
