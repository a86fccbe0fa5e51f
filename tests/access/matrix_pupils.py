"""Pupils and the register: who may open and do what. By hand from the agreed policy.

A dash is 404. `off` may know who the child is and where the family lives, and nothing of the need.
"""

from datetime import timedelta

from register.review.finishing import as_seen
from register.review.forms import seen_of
from register.review.models import RegisterReview
from sendcase import moment
from tests.access.asking import table
from tests.access.files import (
    classes_file,
    contacts_file,
    history_file,
    photos_file,
    picture,
    roll_file,
    scores_file,
    staff_file,
)

TODAY = moment.today()
SOON = (TODAY + timedelta(days=30)).isoformat()

GET = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
pupils:list slug                 | 200   200  200   200   200   200   -   200 -     200   200 -    -       302
pupils:find slug                 | 302   302  302   302   302   302   -   302 -     302   302 -    -       302
pupils:sheet slug/csv            | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
pupils:sheet slug/xlsx           | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
register:sheet slug/csv          | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
pupils:new slug                  | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:detail pupil              | 200   200  200   -     200   -     -   200 -     200   -   -    -       302
pupils:panel pupil/people        | 200   200  200   -     200   -     -   200 -     200   -   -    -       302
pupils:panel pupil/facts         | 200   200  403   -     403   -     -   403 -     403   -   -    -       302
pupils:panel pupil/timeline      | 200   200  200   -     200   -     -   200 -     200   -   -    -       302
pupils:panel pupil/sharing       | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:panel pupil/register      | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
pupils:panel pupil/referrals     | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
pupils:panel pupil/plan          | 200   200  200   -     200   -     -   403 -     200   -   -    -       302
pupils:panel pupil/letters       | 200   200  403   -     403   -     -   200 -     403   -   -    -       302
pupils:panel pupil/scores        | 200   200  200   -     200   -     -   403 -     403   -   -    -       302
pupils:score_sheet pupil/csv     | 200   200  200   -     403   -     -   403 -     403   -   -    -       302
pupils:new-score pupil           | 200   403  200   -     403   -     -   403 -     403   -   -    -       302
pupils:edit-score score          | 200   403  200   -     403   -     -   -   -     -     -   -    -       302
pupils:scores-import slug        | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
pupils:panel pupil/nothing       | -     -    -     -     -     -     -   -   -     -     -   -    -       302
pupils:edit pupil                | 200   403  403   -     403   -     -   200 -     403   -   -    -       302
pupils:edit-context pupil        | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:new-contact pupil         | 200   403  403   -     403   -     -   200 -     403   -   -    -       302
pupils:edit-contact contact      | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
pupils:assign pupil              | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:new-share pupil           | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:extend-share share        | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
pupils:new-exam-access pupil     | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:edit-exam-access exam     | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
pupils:document plan_paper       | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
pupils:document letter_paper     | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
pupils:document withdrawn_paper  | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
pupils:roll-import slug          | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:photo pupil               | 200   200  200   -     200   -     -   200 -     200   -   -    -       302
pupils:change-photo pupil        | 200   403  403   -     403   -     -   200 -     403   -   -    -       302
pupils:photos-import slug        | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:photos-preview slug/batch | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:contacts-import slug      | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:classes-import slug       | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:staff-import slug         | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-progress slug/upload | -     -    -     -     -     -     -   302 -     -     -   -    -       302
pupils:roll-progress slug/long   | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-who slug/upload      | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-who slug/taken       | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-preview slug/upload  | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-problems slug/upload | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-columns slug/upload  | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:roll-leavers slug/taken    | -     -    -     -     -     -     -   200 -     -     -   -    -       302
pupils:new-list slug             | 200   200  200   200   200   200   -   200 -     200   200 -    -       302
pupils:edit-list saved_list      | -     -    200   -     -     -     -   -   -     -     -   -    -       302
pupils:edit-list shared_list     | -     -    200   -     -     -     -   -   -     -     -   -    -       302
register:list slug               | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
register:history-import slug     | 200   -    -     -     -     -     -   -   -     -     -   -    -       302
register:place pupil             | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
register:close entry             | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
register:told entry              | 200   403  403   -     403   -     -   -   -     403   -   -    -       302
reviews:list slug                | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reviews:sheet slug/csv           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reviews:due this_term            | 302   302  -     -     -     -     -   -   -     -     -   -    -       302
reviews:screen review            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reviews:child_sheet review/csv   | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reviews:progress review          | 204   204  -     -     -     -     -   -   -     -     -   -    -       302
reviews:check review             | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
reviews:stop review              | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
reviews:told review_row          | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
pupils:new slug                  | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:edit pupil                | 302   403  403   -     403   -     -   302 -     403   -   -    -       401
pupils:edit-context pupil        | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
pupils:new-score pupil           | 302   403  302   -     403   -     -   403 -     403   -   -    -       401
pupils:edit-score score          | 302   403  302   -     403   -     -   -   -     -     -   -    -       401
pupils:scores-import slug        | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
pupils:new-contact pupil         | 302   403  403   -     403   -     -   302 -     403   -   -    -       401
pupils:edit-contact contact      | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
pupils:end-contact contact       | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
pupils:assign pupil              | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
pupils:end-assignment assignment | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
pupils:new-share pupil           | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
pupils:extend-share share        | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
pupils:end-share share           | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
pupils:new-exam-access pupil     | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
pupils:end-exam-access exam      | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
pupils:edit-exam-access exam     | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
pupils:new-list slug?year=3      | 302   302  302   302   302   302   -   302 -     302   302 -    -       401
pupils:edit-list saved_list      | -     -    302   -     -     -     -   -   -     -     -   -    -       401
pupils:edit-list shared_list     | -     -    302   -     -     -     -   -   -     -     -   -    -       401
pupils:delete-list saved_list    | -     -    302   -     -     -     -   -   -     -     -   -    -       401
pupils:delete-list shared_list   | -     -    302   -     -     -     -   -   -     -     -   -    -       401
pupils:roll-import slug          | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:change-photo pupil        | 302   403  403   -     403   -     -   302 -     403   -   -    -       401
pupils:remove-photo pupil        | 302   403  403   -     403   -     -   302 -     403   -   -    -       401
pupils:photos-import slug        | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:photos-confirm slug/batch | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:photos-discard slug/batch | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:contacts-import slug      | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:classes-import slug       | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:staff-import slug         | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-look slug/unseen     | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-discard slug/long    | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-confirm slug/upload  | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-discard slug/upload  | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-columns slug/upload  | -     -    -     -     -     -     -   302 -     -     -   -    -       401
pupils:roll-leavers slug/taken   | -     -    -     -     -     -     -   302 -     -     -   -    -       401
register:history-import slug     | 302   -    -     -     -     -     -   -   -     -     -   -    -       401
register:place pupil             | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
register:close entry             | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
register:told entry              | 302   403  403   -     403   -     -   -   -     403   -   -    -       401
reviews:start slug               | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reviews:screen review            | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reviews:check review             | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reviews:stop review              | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reviews:again review             | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
reviews:told review_row          | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def who(at) -> dict:
    return {
        "legal_first_name": "Niamh", "legal_last_name": "Oakes", "born_on": "2018-05-02",
        "year": "3", "class_group": at.klass.pk, "version": at.pupil.version,
    }  # fmt: skip


def contact(at) -> dict:
    return {
        "title": "Mr", "first_name": "Sami", "last_name": "Brightwater", "relationship": "Father",
        "priority": 2, "household": 2, "address": "3 High Street", "postcode": "WB1 2AC",
        "language": "English",
        "version": at.contact.version,
    }  # fmt: skip


def place(at) -> dict:
    return {
        "stage": at.school.stages.get(code="ehc-plan").pk, "on": TODAY.isoformat(),
        "reason": "The authority made a plan.", "need_0": "SLCN", "note_0": "finding words",
        "version": at.entry.version,
    }  # fmt: skip


def digest(at) -> dict:
    from pupils.roll.services import look

    return {"digest": look(at.upload).digest}


SCORE = {"test": "Maths", "kind": "scaled", "result": "95", "taken_on": "2026-10-05"}
BODIES = {
    "pupils:new": who,
    "pupils:edit": who,
    "pupils:edit-context": lambda at: {
        "how_to_help": "Wait for me.", "disability": "yes", "version": at.pupil.version
    },
    "pupils:new-score": lambda at: SCORE | {"test": "Spelling"},
    "pupils:edit-score": lambda at: SCORE | {"version": at.score.version},
    "pupils:scores-import": lambda at: {"roll": scores_file()},
    "pupils:new-contact": contact,
    "pupils:edit-contact": contact,
    "pupils:assign": lambda at: {"user": at.spare_support.pk, "from_on": TODAY.isoformat()},
    "pupils:new-share": lambda at: {
        "name": "Dr E. Psych", "email": "ep@example.org", "reason": "Assessment",
        "consent_note": "Mother, by phone", "until_on": SOON,
    },
    "pupils:new-list": lambda at: {"name": "Year 3"},
    "pupils:edit-list": lambda at: {"name": "Yours", "version": at.saved_list.version},
    "pupils:extend-share": lambda at: {
        "until_on": (at.share.until_on + timedelta(days=1)).isoformat(), "consent_note": "Mother",
    },
    "pupils:new-exam-access": lambda at: {
        "kind": "school", "arrangement": "A reader", "expires_on": SOON,
    },
    "pupils:edit-exam-access": lambda at: {
        "kind": "adjustment", "arrangement": "A reader", "expires_on": SOON,
        "version": at.exam.version,
    },
    "pupils:roll-import": lambda at: {"roll": roll_file()},
    "pupils:change-photo": lambda at: {"photo": picture()},
    "pupils:photos-import": lambda at: {"photos": photos_file()},
    "pupils:contacts-import": lambda at: {"roll": contacts_file()},
    "pupils:classes-import": lambda at: {"roll": classes_file()},
    "pupils:staff-import": lambda at: {"roll": staff_file()},
    "pupils:roll-confirm": digest,
    "pupils:roll-columns": lambda at: {
        "admission_number": 1, "legal_last_name": 2, "legal_first_name": 3, "born_on": 4,
        "year": 5, "sex": 0,
    },
    "pupils:roll-leavers": lambda at: {
        f"gone_{at.pupil.pk}": "on", "on": TODAY.isoformat()
    },
    "register:history-import": lambda at: {"roll": history_file()},
    "register:place": place,
    "register:close": lambda at: {
        "on": TODAY.isoformat(), "end_reason": "Targets met", "version": at.entry.version
    },
    "reviews:screen": lambda at: {
        f"choice_{at.review_row.pk}": "close", f"reason_{at.review_row.pk}": "Targets met",
        f"seen_{at.review_row.pk}": seen_of(at.review_row.version, "keep", ""),
    },
    "reviews:check": lambda at: {"seen": as_seen([at.review_row])},
    "reviews:told": lambda at: {"on": TODAY.isoformat(), "how": "By phone"},
    "register:told": lambda at: {"on": TODAY.isoformat(), "how": "By phone"},
}  # fmt: skip


def no_review(at) -> None:
    at.review.rows.all().delete()
    RegisterReview.objects.filter(pk=at.review.pk).delete()


def not_carried_out(at) -> None:
    """The review was finished, and its work stopped half way."""
    who = {"finished_by": at.review.started_by, "finished_at": moment.now()}
    RegisterReview.objects.filter(pk=at.review.pk).update(state="finishing", **who)


# What has to be so before the button does something; undone with it.
BEFORE = {"reviews:start": no_review, "reviews:again": not_carried_out}
