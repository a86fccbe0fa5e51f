app_name = "ehc_forms"
urlpatterns: list = []
