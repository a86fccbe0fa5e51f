"""Addresses: lists and new things below a school, records by their own number."""

from django.apps import apps
from django.urls import include, path

handler400 = "sendcase.failures.bad_request"
handler403 = "sendcase.failures.forbidden"
handler404 = "sendcase.failures.not_found"
handler500 = "sendcase.failures.broken"

urlpatterns = [
    path("", include("sendcase.site_urls")),
    path("r/", include("letters.replies.urls")),
    path("l/a/", include("ehcp.reviews.planning.urls_outside")),
    path("l/", include("letters.links.urls")),
    path("p/", include("reports.public.urls_outside")),
    path("accounts/", include("accounts.urls")),
    path("", include("reports.trust.urls")),  # before a school’s pages: a trust may be called alike
    path("drafts/", include("sendcase.drafts.urls")),
    path("<slug:school>/mail/", include("schools.mail.urls")),
    path("<slug:school>/audit/", include("schools.auditpages.urls")),
    path("<slug:school>/policy/", include("schools.policy.urls")),
    path("", include("schools.people.urls")),
    path("", include("schools.owed.urls")),
    path("", include("schools.training.urls")),
    path("", include("schools.urls")),
    path("", include("pupils.profile.urls")),
    path("", include("pupils.groups.urls")),
    path("", include("pupils.consents.urls")),
    path("", include("pupils.complaints.urls")),
    path("", include("provision.family_meetings.urls")),
    path("", include("ehcp.packs.urls")),  # a page of a pupil, else taken for a tab
    path("", include("provision.costs.urls")),  # as well
    path("", include("provision.map.urls")),
    path("", include("provision.measures.urls")),
    path("", include("provision.ledger.urls")),  # a page of a pupil, else taken for a tab
    path("", include("agencies.urls")),
    path("", include("pupils.urls")),
    path("", include("reminders.urls")),
    path("", include("letters.batches.urls")),
    path("", include("letters.voice.urls")),
    path("", include("letters.urls")),
    path("", include("register.review.urls")),
    path("", include("register.urls")),
    path("", include("referrals.questions.urls")),
    path("", include("referrals.urls")),
    path("", include("provision.interventions.urls")),
    path("", include("provision.sessions.urls")),
    path("", include("iep.handover.urls")),
    path("", include("iep.moves.urls")),
    path("", include("iep.reviews.urls")),
    path("", include("iep.versions.urls")),
    path("", include("iep.bank.urls")),
    path("", include("iep.notes.urls")),
    path("", include("iep.readers.urls")),
    path("", include("iep.lesson.urls")),
    path("", include("iep.giving.urls")),
    path("", include("iep.urls")),
    path("", include("reports.public.urls")),
    path("", include("reports.census.urls")),
    path("", include("reports.register_list.urls")),
    path("", include("reports.trail.urls")),
    path("", include("reports.board.urls")),
    path("", include("reports.head.urls")),
    path("", include("reports.past.urls")),
    path("", include("reports.sampler.urls")),
    path("", include("reports.export.urls")),
    path("", include("reports.urls")),
    path("", include("ehcp.dates.urls")),
    path("", include("ehcp.giving.urls")),
    path("", include("ehcp.plans.urls")),
    path("", include("ehcp.requests.urls")),
    path("", include("ehcp.reviews.urls")),
    path("", include("ehcp.authority_forms.urls")),
    path("", include("ehcp.disclosure.urls")),
    *([path("", include("demo.urls"))] if apps.is_installed("demo") else []),
]
