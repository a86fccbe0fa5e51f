from django.urls import path

from ehcp.reviews.meeting import papers_views, views

AT = "ehc-reviews/<int:pk>/meeting/"
urlpatterns = [
    path(AT, views.meeting, name="meeting"),
    path(f"{AT}paper/", papers_views.agenda, name="meeting_paper"),
    path(f"{AT}questions/<slug:whose>/", papers_views.questions, name="meeting_questions"),
    path(f"{AT}people/", views.people, name="meeting_people"),
    path(f"{AT}people/new/", views.person, name="meeting_person"),
    path(f"{AT}people/<int:person>/off/", views.person_off, name="meeting_person_off"),
    path(f"{AT}progress/<int:outcome>/", views.progress, name="meeting_progress"),
    path(f"{AT}changes/", views.changes, name="meeting_changes"),
    path(f"{AT}changes/new/", views.change, name="meeting_change_new"),
    path(f"{AT}changes/<int:change>/", views.change, name="meeting_change"),
    path(f"{AT}changes/<int:change>/off/", views.change_off, name="meeting_change_off"),
    path(f"{AT}held/", views.held, name="meeting_held"),
    path(f"{AT}<slug:key>/", views.words, name="meeting_words"),
]
