from django.urls import path

from schools.views import classes, health, school, signature, terms

app_name = "schools"
urlpatterns = [
    path("<slug:school>/school/", school.about, name="about"),
    path("<slug:school>/school/edit/", school.edit, name="edit"),
    path("<slug:school>/school/logo/", school.logo, name="logo"),
    path("<slug:school>/school/logo/change/", school.change_logo, name="change_logo"),
    path("<slug:school>/school/logo/remove/", school.remove_logo, name="remove_logo"),
    path("<slug:school>/school/signature/<slug:role>/", signature.signature, name="signature"),
    path(
        "<slug:school>/school/signature/<slug:role>/change/",
        signature.change_signature,
        name="change_signature",
    ),
    path(
        "<slug:school>/school/signature/<slug:role>/remove/",
        signature.remove_signature,
        name="remove_signature",
    ),
    path("<slug:school>/school/health/", health.health, name="health"),
    path("<slug:school>/classes/", classes.class_list, name="classes"),
    path("<slug:school>/classes/as/<slug:kind>/", classes.class_sheet, name="class_sheet"),
    path("<slug:school>/classes/new/", classes.new_class, name="new_class"),
    path("classes/<int:pk>/", classes.class_page, name="class"),
    path("classes/<int:pk>/edit/", classes.edit_class, name="edit_class"),
    path("classes/<int:pk>/close/", classes.close_class, name="close_class"),
    path("classes/<int:pk>/staff/", classes.put_in_class, name="put_in_class"),
    path("class-staff/<int:pk>/end/", classes.end_place, name="end_place"),
    path("<slug:school>/terms/", terms.terms, name="terms"),
    path("<slug:school>/terms/new/", terms.add, {"kind": "terms"}, name="add_term"),
    path("<slug:school>/closures/new/", terms.add, {"kind": "closures"}, name="add_closure"),
    path("terms/<int:pk>/", terms.change, {"kind": "terms"}, name="change_term"),
    path("terms/<int:pk>/remove/", terms.remove, {"kind": "terms"}, name="remove_term"),
    path("closures/<int:pk>/", terms.change, {"kind": "closures"}, name="change_closure"),
    path("closures/<int:pk>/remove/", terms.remove, {"kind": "closures"}, name="remove_closure"),
]
