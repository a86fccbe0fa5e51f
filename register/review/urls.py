from django.urls import path

from register.review import sheets, views

app_name = "reviews"
urlpatterns = [
    path("<slug:school>/register/review/", views.review_list, name="list"),
    path("<slug:school>/register/review/as/<slug:kind>/", sheets.review_sheet, name="sheet"),
    path("<slug:school>/register/review/start/", views.start, name="start"),
    path("register/reviews/due/<int:pk>/", views.due, name="due"),
    path("register/reviews/<int:pk>/", views.screen, name="screen"),
    path("register/reviews/<int:pk>/as/<slug:kind>/", sheets.child_sheet, name="child_sheet"),
    path("register/reviews/<int:pk>/progress/", views.progress, name="progress"),
    path("register/reviews/<int:pk>/check/", views.check, name="check"),
    path("register/reviews/<int:pk>/stop/", views.stop, name="stop"),
    path("register/reviews/<int:pk>/again/", views.try_again, name="again"),
    path("register/reviews/told/<int:pk>/", views.told, name="told"),
]
