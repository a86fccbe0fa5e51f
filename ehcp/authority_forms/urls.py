from django.urls import URLPattern

app_name = "ehc_authority_forms"
urlpatterns: list[URLPattern] = []
