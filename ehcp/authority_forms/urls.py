from django.urls import path

from ehcp.authority_forms import views

app_name = "ehc_forms"
urlpatterns = [
    path("<slug:school>/ehc/forms/", views.form_list, name="list"),
    path("<slug:school>/ehc/forms/new/", views.new, name="new"),
    path("<slug:school>/ehc/forms/starter/", views.use_starter, name="starter"),
    path("ehc-forms/<int:pk>/", views.marks, name="marks"),
    path("ehc-forms/<int:pk>/preview/", views.preview, name="preview"),
    path("ehc-forms/<int:pk>/remove/", views.remove, name="remove"),
    path("ehc-reviews/<int:pk>/form/", views.fill, name="fill"),
    path("ehc-requests/<int:pk>/authority/form/", views.fill_request, name="fill_request"),
]
