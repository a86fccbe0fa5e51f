from django.urls import path

from pupils.consents import views

app_name = "consents"
urlpatterns = [
    path("pupils/<int:pk>/consents/new/", views.new, name="new"),
    path("consents/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:school>/consents/", views.consent_list, name="list"),
    path("<slug:school>/consents/as/<slug:kind>/", views.consent_sheet, name="sheet"),
]
