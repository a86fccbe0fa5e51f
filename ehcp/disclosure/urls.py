app_name = "ehc_disclosures"
urlpatterns: list = []
