from django.urls import path

from sendcase.drafts import views
from sendcase.drafts.sign_in import SignInAgain

app_name = "drafts"
sign_in = SignInAgain.as_view()
sign_in.access = "public"
urlpatterns = [
    path("keep/", views.keep, name="keep"),
    path("sign-in/", sign_in, name="sign_in"),
    path("typed/<uuid:form_id>/", views.typed, name="typed"),
    path("<uuid:form_id>/discard/", views.discard, name="discard"),
]
