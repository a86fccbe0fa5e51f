from django.urls import path

from register import sheets, views

app_name = "register"
urlpatterns = [
    path("<slug:school>/register/", views.register_list, name="list"),
    path("<slug:school>/register/as/<slug:kind>/", sheets.register_sheet, name="sheet"),
    path("<slug:school>/register/import/", views.import_history, name="history-import"),
    path("pupils/<int:pk>/register/place/", views.place, name="place"),
    path("register/<int:pk>/close/", views.close, name="close"),
    path("register/<int:pk>/told/", views.told, name="told"),
]
