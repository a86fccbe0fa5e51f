from ehcp.reviews.after import urls as after
from ehcp.reviews.meeting import urls as meeting
from ehcp.reviews.planning import urls as planning

app_name = "ehc_reviews"
urlpatterns = [*planning.urlpatterns, *meeting.urlpatterns, *after.urlpatterns]
