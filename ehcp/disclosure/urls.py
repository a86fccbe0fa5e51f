from django.urls import URLPattern

app_name = "ehc_disclosure"
urlpatterns: list[URLPattern] = []
