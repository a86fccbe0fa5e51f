from django.urls import URLPattern

app_name = "ehc_reviews"
urlpatterns: list[URLPattern] = []
