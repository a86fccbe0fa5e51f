from django.urls import path

from pupils.views import documents

app_name = "pupils"
urlpatterns = [
    path("documents/<int:pk>/", documents.opened, name="document"),
]
