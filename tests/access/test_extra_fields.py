"""What nobody was asked is never stored: school, role, state, author, and who agreed."""

import pytest

from tests.access.asking import ask
from tests.access.plainly import everything, plainly_done
from tests.access.rows import POST, body_of, make_ready, who_may

pytestmark = pytest.mark.django_db
PEOPLE = [
    "author", "by", "created_by", "user_id", "owner", "raised_by", "decided_by", "prepared_by",
    "approved_by", "issued_by", "agreed_by", "shared_by", "reviewed_by", "recorded_by", "made_by",
    "granted_by", "edited_by", "invited_by", "deputy_for",
]  # fmt: skip
DAYS = ["agreed_at", "approved_at", "shared_at", "submitted_at", "decided_at", "issued_on",
        "closed_at", "closed_on", "ended_on", "ended_at", "family_told_on", "left_at"]  # fmt: skip
TICKS = ["is_demo", "is_active", "is_staff", "is_superuser", "is_revising", "on_register",
         "is_legal", "is_waiting", "is_monitoring", "for_young_person"]  # fmt: skip


def not_asked(cast, body) -> dict:
    """Inputs of no form here, with values that would do harm if they were stored."""
    extra = {
        "school": cast.elm.pk, "school_id": cast.elm.pk, "pupil": cast.b.pupil.pk,
        "pupil_id": cast.b.pupil.pk, "contact": cast.b.contact.pk, "plan": cast.b.draft.pk,
        "role": "head", "state": "closed", "status": "closed", "census_code": "E",
        "stage_name": "None", "slug": "elm", "trust": "", "needs": "pupil_view",
        "register_entry": cast.b.entry.pk, "carried_from": cast.b.draft.pk, "preset": "x",
        **dict.fromkeys(PEOPLE, cast.people["other_senco"].pk),
        **dict.fromkeys(DAYS, "2020-01-01"), **dict.fromkeys(TICKS, "on"),
    }  # fmt: skip
    return {name: value for name, value in extra.items() if name not in body}


@pytest.mark.parametrize("row", [r for r in POST if ":" in r.route], ids=lambda row: row.label)
def test_a_field_nobody_asked_for_is_ignored(cast, row):
    who, body = who_may(row), body_of(row, cast.a)
    plain = plainly_done(cast, row)
    more = ask(
        cast, who, "post", row.address(cast.a), body | not_asked(cast, body),
        look=everything, first=make_ready(row, cast.a),
    )  # fmt: skip
    assert more.status == plain.status == row.expected[who]
    assert more.wrote == plain.wrote
    assert more.seen == plain.seen
