from django.urls import URLPattern

app_name = "ehc_plans"
urlpatterns: list[URLPattern] = []
