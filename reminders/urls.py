from django.urls import path

from reminders import sheets, views
from reminders.feed import views as feed
from reminders.forecast import views as forecast
from reminders.given.urls import urlpatterns as given
from reminders.leads import views as leads
from reminders.off.urls import urlpatterns as off
from reminders.saved.urls import urlpatterns as saved
from reminders.wishes import views as wishes

app_name = "reminders"
urlpatterns = [
    path("accounts/calendar/", feed.page, name="feed"),
    path("accounts/calendar/new/", feed.new, name="new_feed"),
    path("accounts/calendar/end/", feed.end, name="end_feed"),
    path("accounts/reminders/", wishes.page, name="days"),
    path("c/<str:secret>.ics", feed.calendar, name="calendar"),
    path("<slug:school>/today/", views.today, name="today"),
    path("<slug:school>/today/as/<slug:kind>/", sheets.due_sheet, name="sheet"),
    path("<slug:school>/today/<slug:name>/", views.group, name="group"),
    path("<slug:school>/forecast/", forecast.weeks, name="forecast"),
    path("<slug:school>/forecast/times/", forecast.times, name="times"),
    path("<slug:school>/reminders/", leads.page, name="leads"),
    *off,
    *given,
    *saved,
]
