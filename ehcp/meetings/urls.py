from django.urls import URLPattern

app_name = "ehc_meetings"
urlpatterns: list[URLPattern] = []
