from django.urls import URLPattern

app_name = "ehc_packs"
urlpatterns: list[URLPattern] = []
