from django.urls import URLPattern

app_name = "ehc_requests"
urlpatterns: list[URLPattern] = []
