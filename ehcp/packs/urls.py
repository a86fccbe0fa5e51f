app_name = "ehc_packs"
urlpatterns: list = []
