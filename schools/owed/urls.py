from django.urls import path

from schools.owed import views

app_name = "owed"
urlpatterns = [
    path("<slug:school>/owed/", views.owed, name="list"),
    path("<slug:school>/owed/policies/new/", views.add_policy, name="add_policy"),
    path("<slug:school>/owed/sencos/new/", views.add_senco, name="add_senco"),
    path("owed/<int:pk>/", views.page, name="page"),
    path("owed/<int:pk>/edit/", views.edit, name="edit"),
    path("owed/<int:pk>/done/", views.done, name="done"),
    path("owed/<int:pk>/changed/", views.changed, name="changed"),
    path("owed/<int:pk>/end/", views.end, name="end"),
    path("owed-done/<int:pk>/take-back/", views.take_back, name="take_back"),
]
