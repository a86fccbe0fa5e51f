from django.urls import path

from ehcp.disclosure import views, views_guests

app_name = "ehc_disclosures"
urlpatterns = [
    path("<slug:school>/ehc/disclosures/", views.register, name="register"),
    path("<slug:school>/ehc/disclosures/as/<slug:kind>/", views.sheet, name="sheet"),
    path("<slug:school>/ehc/disclosures/paper/", views.paper, name="paper"),
    path("ehc-plans/<int:pk>/disclosures/new/", views.new, name="new"),
    path("ehc-disclosures/<int:pk>/", views.page, name="page"),
    path("ehc-disclosures/<int:pk>/<slug:key>/", views.step, name="step"),
    path("ehc-reviews/<int:pk>/readers/", views_guests.people, name="people"),
    path("ehc-reviews/<int:pk>/readers/<int:person>/", views_guests.let_in, name="let_in"),
    path("ehc-reviews/<int:pk>/readers/<int:person>/end/", views_guests.end, name="end"),
    path("review-packs/", views_guests.mine_list, name="mine_list"),
    path("review-packs/<int:pk>/", views_guests.mine, name="mine"),
    path("review-packs/<int:pk>/paper/", views_guests.mine_paper, name="mine_paper"),
]
