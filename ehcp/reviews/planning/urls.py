from django.urls import path

from ehcp.reviews.planning import lists, views, views_advice, views_letter

urlpatterns = [
    path("<slug:school>/ehc/reviews/", lists.review_list, name="list"),
    path("<slug:school>/ehc/reviews/as/<slug:kind>/", lists.review_sheet, name="sheet"),
    path("ehc-plans/<int:pk>/reviews/new/", views.new, name="new"),
    path("ehc-reviews/<int:pk>/", views.page, name="page"),
    path("ehc-reviews/<int:pk>/kind/", views.kind, name="kind"),
    path("ehc-reviews/<int:pk>/day/", views.day, name="day"),
    path("ehc-reviews/<int:pk>/wishes/", views.wishes, name="wishes"),
    path("ehc-reviews/<int:pk>/invite/", views.invite, name="invite"),
    path("ehc-reviews/<int:pk>/circulate/", views.circulate, name="circulate"),
    path("ehc-reviews/<int:pk>/call-off/", views.call_off, name="call_off"),
    path("ehc-reviews/<int:pk>/people/new/", views.person, name="person_new"),
    path("ehc-reviews/<int:pk>/people/<int:person>/", views.person, name="person"),
    path("ehc-reviews/<int:pk>/people/<int:person>/off/", views.person_off, name="person_off"),
    path("ehc-reviews/<int:pk>/people/<int:person>/letter/", views_letter.write, name="letter"),
    path("ehc-reviews/<int:pk>/people/<int:person>/told/", views.they_know, name="they_know"),
    path("ehc-reviews/<int:pk>/advice/", views_advice.advice_list, name="advice_list"),
    path("ehc-reviews/<int:pk>/advice/<int:person>/", views_advice.advice, name="advice"),
    path("ehc-reviews/<int:pk>/advice/<int:person>/none/", views_advice.none, name="no_advice"),
    path(
        "ehc-reviews/<int:pk>/advice/<int:person>/link/", views_advice.new_link, name="advice_link"
    ),
    path("ehc-reviews/awaited/<int:person>/", views_advice.awaited, name="awaited"),
    path("ehc-reviews/<int:pk>/my-advice/", views_advice.mine, name="my_advice"),
]
