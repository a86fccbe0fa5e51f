"""The school, its people, its mail, its log, and Today. By hand from the agreed policy.

A dash is 404. Governors and trust leads see who is responsible and nothing of a child; a guest
sees no page of the school; the SENCO keeps no accounts and the office none of its own.
"""

from datetime import timedelta

from reminders.forecast import durations
from reminders.leads import leads
from schools.models import Membership
from sendcase import moment
from tests.access.asking import table
from tests.access.files import picture

TODAY = moment.today()

GET = table("""
                                 senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
schools:about slug             | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
schools:edit slug              | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:logo slug              | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
schools:change_logo slug       | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:change_signature slug/senco | 200 403 - - - - - - - - - - - 302
schools:change_signature slug/head  | 403 200 - - - - - - - - - - - 302
schools:signature slug/senco   | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:page slug               | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
policy:version slug/1          | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
policy:edit slug               | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:areas slug              | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:start slug              | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:add_stage slug          | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:stage slug/stage        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:add_kind slug           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
policy:kind slug/kind          | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
schools:classes slug           | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:class_sheet slug/csv    | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:new_class slug         | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
schools:class klass            | 200   200  403   -     -     -     -   200 -     -     -   -    -       302
schools:edit_class klass       | 200   403  403   -     -     -     -   200 -     -     -   -    -       302
schools:close_class klass      | 200   403  403   -     -     -     -   200 -     -     -   -    -       302
schools:put_in_class klass     | 200   403  403   -     -     -     -   200 -     -     -   -    -       302
schools:end_place place        | 200   403  403   -     -     -     -   200 -     -     -   -    -       302
schools:terms slug             | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:add_term slug          | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
schools:add_closure slug       | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
schools:change_term term       | 200   403  403   403   403   403   403 200 403   403   403 -    -       302
schools:change_closure closure | 200   403  403   403   403   403   403 200 403   403   403 -    -       302
people:list slug               | -     200  -     -     -     -     -   200 -     -     -   -    -       302
people:invite slug             | -     -    -     -     -     -     -   200 -     -     -   -    -       302
people:deputy slug             | -     200  -     -     -     -     -   -   -     -     -   -    -       302
people:member slug/clerk       | -     403  -     -     -     -     -   200 -     -     -   -    -       302
people:member slug/deputy      | -     200  -     -     -     -     -   200 -     -     -   -    -       302
mail:list slug                 | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
mail:sheet slug/csv            | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
mail:came_back_sheet slug/csv  | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
schools:health slug            | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
auditpages:list slug           | 200   200  200   200   200   200   -   200 -     -     200 -    -       302
auditpages:sheet slug/csv      | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reminders:today slug           | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
demo:filling slug              | 200   200  200   200   200   200   200 200 200   -     200 -    -       302
reminders:group slug/late      | 200   200  200   200   200   200   -   200 -     -     200 -    -       302
reminders:sheet slug/csv       | 200   200  200   200   -     -     -   200 -     -     200 -    -       302
reminders:forecast slug        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reminders:times slug           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
reminders:leads slug           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                         senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
schools:edit slug                      | 302   302  -     -     -     -     -   302 -     -     -   -    -       401
schools:change_logo slug               | 302   302  -     -     -     -     -   302 -     -     -   -    -       401
schools:remove_logo slug               | 302   302  -     -     -     -     -   302 -     -     -   -    -       401
schools:change_signature slug/senco    | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
schools:remove_signature slug/senco    | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
schools:remove_signature slug/head     | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
schools:new_class slug                 | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
schools:edit_class klass               | 302   403  403   -     -     -     -   302 -     -     -   -    -       401
schools:close_class empty_class        | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
schools:put_in_class klass             | 302   403  403   -     -     -     -   302 -     -     -   -    -       401
schools:end_place place                | 302   403  403   -     -     -     -   302 -     -     -   -    -       401
schools:add_term slug                  | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
schools:add_closure slug               | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
schools:change_term term               | 302   403  403   403   403   403   403 302 403   403   403 -    -       401
schools:remove_term empty_term         | 302   403  403   403   403   403   403 302 403   403   403 -    -       401
schools:change_closure closure         | 302   403  403   403   403   403   403 302 403   403   403 -    -       401
schools:remove_closure closure         | 302   403  403   403   403   403   403 302 403   403   403 -    -       401
policy:edit slug                       | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
policy:areas slug                      | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
policy:start slug                      | 200   200  -     -     -     -     -   -   -     -     -   -    -       401
policy:add_stage slug                  | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
policy:stage slug/stage                | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
policy:add_kind slug                   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
policy:kind slug/kind                  | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
people:invite slug                     | -     -    -     -     -     -     -   302 -     -     -   -    -       401
people:invitation slug/waiting/approve | -     302  -     -     -     -     -   403 -     -     -   -    -       401
people:invitation slug/waiting/refuse  | -     302  -     -     -     -     -   403 -     -     -   -    -       401
people:invitation slug/waiting/revoke  | -     403  -     -     -     -     -   302 -     -     -   -    -       401
people:invitation slug/invited/resend  | -     403  -     -     -     -     -   302 -     -     -   -    -       401
people:member slug/clerk               | -     403  -     -     -     -     -   302 -     -     -   -    -       401
people:member slug/deputy              | -     302  -     -     -     -     -   302 -     -     -   -    -       401
people:second_step slug/clerk          | -     403  -     -     -     -     -   302 -     -     -   -    -       401
people:deputy slug                     | -     302  -     -     -     -     -   -   -     -     -   -    -       401
reminders:times slug                   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
reminders:leads slug                   | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
mail:again slug/failed                 | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
mail:arrived slug/uncertain            | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
mail:came_back slug                    | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
mail:goes_again slug/gone_address      | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
""")  # noqa: E501

TERM = {"name": "Spring", "starts_on": "2027-01-04", "ends_on": "2027-03-26"}
CLOSURE = {"name": "Half-term", "starts_on": "2027-05-31", "ends_on": "2027-06-04"}


def span(row):
    return lambda at: {
        "name": "Moved", "starts_on": "2027-04-13", "ends_on": "2027-07-20",
        "version": getattr(at, row).version,
    }  # fmt: skip


def deputised(at) -> dict:
    senco = Membership.objects.get(school=at.school, role="senco", deputy_for=None)
    return {
        "membership": senco.pk, "deputy": at.clerk.user_id, "from_on": TODAY.isoformat(),
        "until_on": (TODAY + timedelta(days=7)).isoformat(),
    }  # fmt: skip


def ended(row):
    return lambda at: {
        "what": "role",
        "gone_on": TODAY.isoformat(),
        "version": getattr(at, row).version,
    }


CONFIRMED = {"confirmed": "1", "version": 1, "after": ""}
DAYS = ("referral_answer_days", "plan_write_days", "question_days", "tell_parents_days",
        "letter_answer_days", "register_review_weeks", "reminder_lead_days",
        "digest_hour", "chase_days")  # fmt: skip
STAGE = CONFIRMED | {
    "name": "Early help", "census_code": "K", "on_register": "on", "is_monitoring": "",
    "is_referral_start": "on", "is_closed": "",
}  # fmt: skip
KIND = CONFIRMED | {
    "name": "Short plan", "short_name": "Short", "layout": "plain", "targets_least": "1",
    "targets_most": "2", "review_cycle": "weeks", "review_weeks": "5", "agreed_by": "senco",
    "second_approver": "on",
    "is_closed": "",
}  # fmt: skip


def areas(at) -> dict:
    rows = at.school.areas.all()
    names = {f"name_{area.pk}": f"{area.name} (new)" for area in rows}
    return CONFIRMED | names | {f"is_used_{area.pk}": "on" for area in rows}


BODIES = {
    "reminders:times": lambda at: {"hours": "6.5", **durations.of_school(at.school)},
    "reminders:leads": lambda at: {
        **leads.after_of(None), **leads.days_of(at.school), "review-plan": "14",
    },
    "policy:edit": lambda at: CONFIRMED | dict.fromkeys(DAYS, "9") | {
        "referral_name": "Concern form", "register_name": "List", "senco_title": "SENCO",
        "teacher_title": "tutor", "letters_signed_by": "head", "chase_times": "3",
        "progress_meetings": "term",
        "review_invite_weeks": "3", "review_papers_weeks": "3", "review_report_weeks": "1",
        "transfer_months": "7", "plan_check": "term", "wave_name": "Tier",
        "provision_review": "term", "promise_percent": "75",
        "parent_meetings_a_year": "6",
        "outcome_not_started": "Not yet", "outcome_some": "A little",
        "outcome_partly": "Nearly", "outcome_met": "Met", "outcome_exceeded": "More than met",
    },
    "policy:areas": areas,
    "policy:start": lambda at: CONFIRMED | {"chosen": "preset:tutor_led"},  # in use: it says so
    "policy:add_stage": lambda at: STAGE,
    "policy:stage": lambda at: STAGE,
    "policy:add_kind": lambda at: KIND,
    "policy:kind": lambda at: KIND,
    "schools:edit": lambda at: {
        "name": "Oakfield School", "urn": at.school.urn, "laestab": at.school.laestab,
        "version": at.school.version,
    },
    "schools:change_logo": lambda at: {"logo": picture()},
    "schools:change_signature": lambda at: {"signature": picture()},
    "schools:new_class": lambda at: {"name": "3 Hazel", "year": "3"},
    "schools:edit_class": lambda at: {"name": "3 Hazel", "year": "3", "version": at.klass.version},
    "schools:close_class": lambda at: {"on": TODAY.isoformat()},
    "schools:put_in_class": lambda at: {
        "user": at.spare_teacher.pk, "from_on": TODAY.isoformat(), "is_lead": "on"
    },
    "schools:end_place": lambda at: {"on": TODAY.isoformat(), "version": at.place.version},
    "schools:add_term": lambda at: TERM,
    "schools:add_closure": lambda at: CLOSURE,
    "schools:change_term": span("term"),
    "schools:change_closure": lambda at: CLOSURE | {"version": at.closure.version},
    "mail:came_back": lambda at: {"address": at.failed.to, "why": "Mailbox unknown"},
    "people:invite": lambda at: {
        "name": "Mr New", "email": "other@example.org", "role": "teacher"
    },
    "people:member slug/clerk": ended("clerk"),
    "people:member slug/deputy": ended("deputy"),
    "people:deputy": deputised,
}  # fmt: skip
