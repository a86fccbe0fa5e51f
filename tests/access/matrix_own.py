"""Pages that are one's own: drafts, the way in, the account. And the pages open to everybody."""

from accounts.models import User
from reminders.feed.models import CalendarFeed
from tests.access.asking import table

GET = table("""
                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
drafts:typed rescued        | -     -    200   -     -     -     -   -   -     -     -   -    -       302
home                        | 200   200  200   200   200   200   200 200 200   200   200 302  302     302
account_page                | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
usersessions_list           | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
reminders:days              | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
reminders:feed              | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
account_reauthenticate      | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_reauthenticate          | 302   302  302   302   302   302   302 302 302   302   302 302  302     302
mfa_reauthenticate_webauthn | 302   302  200   302   302   302   302 302 302   302   302 302  200     302
account_change_password     | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_index                   | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_activate_totp           | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_deactivate_totp         | -     -    -     -     -     -     -   -   -     -     -   -    -       302
mfa_view_recovery_codes     | -     -    -     -     -     -     -   -   -     -     -   -    -       302
mfa_generate_recovery_codes | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_download_recovery_codes | -     -    -     -     -     -     -   -   -     -     -   -    -       302
mfa_list_webauthn           | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_add_webauthn            | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
mfa_remove_webauthn key     | -     -    200   -     -     -     -   -   -     -     -   -    -       302
mfa_edit_webauthn key       | -     -    200   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
drafts:keep             | 404   404  200   404   404   404   404 404 404   404   404 404  404     401
drafts:discard typing   | -     -    302   -     -     -     -   -   -     -     -   -    -       401
usersessions_list       | 302   302  302   302   302   302   302 302 302   302   302 302  302     302
reminders:days          | 302   302  302   302   302   302   302 302 302   302   302 302  302     302
reminders:new_feed      | 200   200  200   200   200   200   200 200 200   200   200 200  200     302
reminders:end_feed      | 302   302  302   302   302   302   302 302 302   302   302 302  302     302
mfa_remove_webauthn key | -     -    302   -     -     -     -   -   -     -     -   -    -       302
mfa_edit_webauthn key   | -     -    302   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501


def everybody_reads_a_calendar(at) -> None:
    rows = [CalendarFeed(person=each, token_hash=str(each.pk)) for each in User.objects.all()]
    CalendarFeed.objects.bulk_create(rows)


BEFORE = {"reminders:end_feed": everybody_reads_a_calendar}
BODIES = {
    "reminders:days": lambda at: {"days": ["1", "3"]},
    "drafts:keep": lambda at: {
        "form_id": at.typing.form_id, "kept_as": "referral", "kept_key": "pupil-0", "reasons": "x"
    },
    "mfa_edit_webauthn": lambda at: {"name": "My key"},
}  # fmt: skip

# Whoever opens them, signed in or not. What they do hangs on a secret: password, code, link.
PUBLIC = {
    "health", "vital_signs", "metrics", "queues", "gallery", "account_login", "account_logout",
    "mfa_authenticate",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_welcome", "people:accept", "drafts:sign_in",
    "replies:code", "replies:answer",
    "links:link", "links:code", "links:letter",
    "reminders:calendar",  # its own tests: tests/reminders/test_feed.py
    "published:page", "published:pdf", "published:logo",  # for everybody: test_outside.py
    "ehc_advice:form",  # with the cookie that its link gives
}  # fmt: skip
