from django.urls import path

from ehcp.packs import views, views_story

app_name = "ehc_packs"
urlpatterns = [
    path("ehc-packs/for-request/<int:pk>/", views.for_request, name="for_request"),
    path("ehc-packs/for-review/<int:pk>/", views.for_review, name="for_review"),
    path("ehc-packs/<int:pk>/", views.page, name="page"),
    path("ehc-packs/<int:pk>/progress/", views.progress, name="progress"),
    path("ehc-packs/<int:pk>/stop/", views.stop, name="stop"),
    path("ehc-packs/<int:pk>/again/", views.again, name="again"),
    path("pupils/<int:pk>/ehc-chronology/", views_story.story, name="chronology"),
    path("pupils/<int:pk>/ehc-chronology/as/<slug:kind>/", views_story.story_sheet, name="sheet"),
    path("pupils/<int:pk>/ehc-chronology/print/", views_story.story_paper, name="paper"),
]
