from django.urls import path, re_path

from schools.people import views

app_name = "people"
urlpatterns = [
    path("join/<str:token>/", views.accept, name="accept"),
    path("<slug:school>/people/", views.people_list, name="list"),
    path("<slug:school>/people/invite/", views.invite, name="invite"),
    path("<slug:school>/people/deputy/", views.deputy, name="deputy"),
    path("<slug:school>/people/<int:pk>/", views.member, name="member"),
    path("<slug:school>/people/<int:pk>/second-step/", views.reset_second_step, name="second_step"),
    re_path(
        r"^(?P<school>[-a-zA-Z0-9_]+)/people/invitations/(?P<pk>[0-9]{1,18})/"
        r"(?P<move>approve|refuse|revoke|resend)/$",
        views.invitation,
        name="invitation",
    ),
]
