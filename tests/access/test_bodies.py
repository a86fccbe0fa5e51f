"""Numbers in a body, a formset or a question: somebody else's are as if they did not exist."""

import re

import pytest

from accounts.permissions import Role
from referrals.meetings.models import ProgressRow
from register.review.finishing import as_seen
from schools.models import Membership
from sendcase.drafts.models import Submission
from tests.access.asking import ask
from tests.access.rows import body_of, posting
from tests.factories.people import member
from tests.factories.schools import hold_class

pytestmark = pytest.mark.django_db


def stage(at):
    return at.school.stages.get(code="sen-support").pk


def area(at):
    return at.school.areas.get(code="cl").pk


def kind(at):
    return at.school.plan_kinds.get(code="iep-area").pk


def target(at, plan):
    return getattr(at, plan).targets.first().pk


def senco_role(at):
    return Membership.objects.filter(school=at.school, role="senco", deputy_for=None).first().pk


def place_in_oak(cast):
    return hold_class(member(cast.oakfield, Role.TEACHER), cast.oak).pk


def somebody(cast, actor):
    return cast.people[actor].pk


ACCEPT = "referrals:decide sent?answer=accepted"
# (who, where, input, whose number). Everybody here holds the same rights at the other school.
FOREIGN = [
    ("office", "pupils:new slug", "class_group", lambda c: c.b.klass.pk),
    ("senco", "pupils:edit pupil", "class_group", lambda c: c.b.klass.pk),
    ("senco", "pupils:assign pupil", "user", lambda c: c.b.spare_support.pk),
    ("senco", "pupils:assign pupil", "user", lambda c: somebody(c, "own_teacher")),
    ("senco", "pupils:assign pupil", "user", lambda c: somebody(c, "own_support")),
    ("office", "pupils:roll-confirm slug/upload", "digest", lambda c: "0" * 64),
    ("senco", "register:place pupil", "stage", lambda c: stage(c.b)),
    ("senco", "register:place pupil", "areas", lambda c: area(c.b)),
    ("senco", "referrals:new slug", "pupil", lambda c: c.b.pupil.pk),
    ("own_teacher", "referrals:new slug", "pupil", lambda c: c.b.pupil.pk),
    ("own_teacher", "referrals:new slug", "pupil", lambda c: c.elsewhere.pk),
    ("own_support", "referrals:new slug", "pupil", lambda c: c.elsewhere.pk),
    ("own_teacher", "referrals:new slug", "pupil", lambda c: "1' OR '1'='1"),
    ("own_teacher", "referrals:new slug", "areas", lambda c: area(c.b)),
    ("own_teacher", "referrals:new slug", "raised_by_contact", lambda c: c.b.contact.pk),
    ("own_teacher", "referrals:edit sent", "areas", lambda c: area(c.b)),
    ("senco", "referrals:edit sent", "raised_by_contact", lambda c: c.b.contact.pk),
    ("senco", ACCEPT, "stage", lambda c: stage(c.b)),
    ("senco", ACCEPT, "areas", lambda c: area(c.b)),
    ("senco", "iep:start pupil_without", "kind", lambda c: kind(c.b)),
    ("senco", "iep:start pupil_without", "lead", lambda c: somebody(c, "other_senco")),
    ("senco", "iep:start pupil_without", "lead", lambda c: somebody(c, "leaver")),
    ("own_teacher", "iep:edit draft", "areas", lambda c: area(c.b)),
    ("own_teacher", "iep:edit draft", "lead", lambda c: somebody(c, "other_senco")),
    ("own_teacher", "iep:edit draft", "lead", lambda c: somebody(c, "office")),
    ("own_teacher", "iep:edit draft", "targets-0-id", lambda c: target(c.a, "agreed")),
    ("senco", "iep:edit draft", "targets-0-id", lambda c: target(c.b, "draft")),
    ("senco", "iep:edit draft", "targets-0-id", lambda c: 10**12),
    ("own_teacher", "iep:edit draft", "targets-0-from_bank", lambda c: c.b.bank_target.pk),
    ("own_teacher", "bank:choose draft", "bank", lambda c: c.b.bank_target.pk),
    ("own_teacher", "bank:choose draft", "strategy", lambda c: c.b.strategy.pk),
    ("senco", "bank:new-target slug", "area", lambda c: area(c.b)),
    ("senco", "bank:edit-strategy strategy", "area", lambda c: area(c.b)),
    ("own_teacher", "iep:review shared", "outcomes-0-target", lambda c: target(c.a, "revising")),
    ("senco", "iep:review shared", "outcomes-0-target", lambda c: target(c.b, "shared")),
    ("own_support", "notes:new shared", "target", lambda c: target(c.a, "revising")),
    ("senco", "notes:new shared", "target", lambda c: target(c.b, "shared")),
    ("senco", "letters:approve prepared", "version", lambda c: 99),
    ("senco", "letters:issue approved", "version", lambda c: 99),
    ("office", "schools:put_in_class klass", "user", lambda c: c.b.spare_teacher.pk),
    ("office", "schools:put_in_class klass", "user", lambda c: somebody(c, "leaver")),
    ("office", "schools:put_in_class klass", "replaces", lambda c: c.b.place.pk),
    ("office", "schools:put_in_class klass", "replaces", place_in_oak),
    ("head", "people:deputy slug", "membership", lambda c: senco_role(c.b)),
    ("head", "people:deputy slug", "deputy", lambda c: c.b.clerk.user_id),
    ("head", "people:deputy slug", "deputy", lambda c: somebody(c, "leaver")),
    ("office", "people:invite slug", "role", lambda c: "guest"),
    ("senco", "handover:start slug", "class_group", lambda c: c.b.klass.pk),
    ("office", "handover:start slug", "to_class", lambda c: c.b.klass.pk),
    ("office", "handover:start slug", "receiver", lambda c: c.b.spare_teacher.pk),
    ("senco", "handover:change handed", "to_class", lambda c: c.b.klass.pk),
    ("senco", "handover:change handed", "receiver", lambda c: c.b.spare_teacher.pk),
    ("senco", "handover:change handed", "receiver", lambda c: somebody(c, "leaver")),
    ("senco", "handover:call-off writing", "version", lambda c: 99),
    ("own_teacher", "handover:hand-over writing", "version", lambda c: 99),
    ("own_teacher", "handover:add writing", "pupil", lambda c: c.b.plain.pk),
    ("own_teacher", "handover:add writing", "pupil", lambda c: c.elsewhere.pk),
    ("senco", "moves:start pupil", "direction", lambda c: "sideways"),
    ("senco", "moves:task move_task", "state", lambda c: "late"),
    ("own_teacher", "pupils:new-score pupil", "kind", lambda c: "guess"),
    ("senco", "reviews:check review", "seen", lambda c: as_seen([c.b.review_row])),
    ("own_teacher", "referrals:meeting-check meeting", "version", lambda c: 99),
    ("own_teacher", "profile:edit pupil", "whose", lambda c: "nobody"),
    ("own_teacher", "profile:keep pupil", "version", lambda c: 99),
    ("own_support", "profile:answer pupil", "like", lambda c: "dragons"),
    ("own_support", "profile:answer pupil", "told", lambda c: "guessed"),
    ("senco", "complaints:new pupil", "who", lambda c: c.b.contact.pk),
    ("senco", "complaints:ask quiet", "asked_of", lambda c: somebody(c, "other_teacher")),
    ("senco", "complaints:ask quiet", "asked_of", lambda c: somebody(c, "other_senco")),
    ("senco", "complaints:step complaint", "kind", lambda c: "reopened"),
    ("senco", "reminders:give slug/quiet_due", "given_to", lambda c: somebody(c, "other_teacher")),
    ("senco", "reminders:give slug/quiet_due", "given_to", lambda c: somebody(c, "leaver")),
    ("senco", "sessions:tick session", "marks", lambda c: f"{c.b.its_place.pk}:0"),
    ("own_support", "sessions:tick session", "marks", lambda c: f"{c.b.its_place.pk}:0"),
    ("senco", "sessions:cover session_ahead", "person", lambda c: c.b.spare_support.pk),
    ("senco", "sessions:cover session_ahead", "person", lambda c: somebody(c, "leaver")),
    ("senco", "sessions:cover session_ahead", "person", lambda c: somebody(c, "office")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "where", "name", "whose"), FOREIGN, ids=[f"{w} {a} {n}" for w, a, n, _ in FOREIGN]
)
def test_a_number_that_is_not_ours_is_refused(cast, who, where, name, whose):
    row = posting(where)
    assert ask(cast, who, "post", row.address(cast.a), body_of(row, cast.a)).wrote
    body = body_of(row, cast.a) | {name: whose(cast)}
    sent = Submission.objects.count()
    answer = ask(
        cast, who, "post", row.address(cast.a), body, look=lambda wrote: Submission.objects.count()
    )
    assert answer.status in (200, 302, 404)
    # The mark that a form was sent may have been made and taken back.
    assert (answer.wrote - {"drafts_submission"}, answer.seen) == (set(), sent)


# Our own school in the address, the other's record behind it; both are this person's to work on.
MIXED = [
    ("office", "people:member slug/clerk"),
    ("head", "people:member slug/deputy"),
    ("office", "people:second_step slug/clerk"),
    ("head", "people:invitation slug/waiting/approve"),
    ("head", "people:invitation slug/waiting/refuse"),
    ("office", "people:invitation slug/waiting/revoke"),
    ("office", "people:invitation slug/invited/resend"),
    ("office", "mail:again slug/failed"),
    ("senco", "mail:arrived slug/uncertain"),
    ("office", "pupils:roll-confirm slug/upload"),
    ("office", "pupils:roll-discard slug/upload"),
    ("office", "pupils:roll-columns slug/upload"),
    ("office", "pupils:roll-leavers slug/taken"),
    ("office", "pupils:roll-look slug/unseen"),
    ("office", "pupils:photos-confirm slug/batch"),
    ("office", "pupils:photos-discard slug/batch"),
    ("senco", "reminders:put_off slug/quiet_due"),
    ("senco", "reminders:give slug/quiet_due"),
]


@pytest.mark.parametrize(("who", "where"), MIXED, ids=[where for _, where in MIXED])
def test_the_other_schools_record_is_not_under_our_address(cast, who, where):
    row = posting(where)
    ours, theirs = row.address(cast.a).split("/", 2), row.address(cast.b).split("/", 2)
    answer = ask(cast, who, "post", f"/{ours[1]}/{theirs[2]}", body_of(row, cast.b))
    assert (answer.status, answer.wrote) == (404, frozenset())


def test_a_review_takes_no_row_and_no_stage_of_another_school(cast):
    row, ours, theirs = posting("reviews:screen review"), cast.a.review_row, cast.b.review_row
    good = body_of(row, cast.a)
    stage_of_theirs = good | {f"choice_{ours.pk}": f"move-{stage(cast.b)}"}
    for body in (body_of(row, cast.b), stage_of_theirs):
        answer = ask(cast, "senco", "post", row.address(cast.a), body)
        assert answer.status in (200, 404) and answer.wrote <= {"drafts_submission"}
    assert theirs.review_id != cast.a.review.pk


def test_a_meeting_takes_no_word_about_a_child_of_another_class(cast):
    row = posting("referrals:meeting meeting")
    good = body_of(row, cast.a)
    for child in (cast.b.in_second, cast.elsewhere, cast.a.pupil):
        parts = {f"judgement_{child.pk}": "concern", f"note_{child.pk}": "Cannot read."}

        def about_the_child(wrote, child=child):
            return ProgressRow.objects.filter(note="Cannot read.", pupil=child).exists()

        answer = ask(cast, "own_teacher", "post", row.address(cast.a), good | parts,
                     look=about_the_child)  # fmt: skip
        assert (answer.status, answer.seen) == (302, False)


def test_a_version_belongs_to_its_plan(cast):
    assert ask(cast, "senco", "get", f"/plans/{cast.a.shared.pk}/versions/1/").status == 200
    for plan, number in ((cast.a.draft, 1), (cast.a.shared, 2)):
        assert ask(cast, "senco", "get", f"/plans/{plan.pk}/versions/{number}/").status == 404


KEPT_FORMS = [
    ("senco", "pupils:new-contact pupil"), ("senco", "pupils:edit pupil"),
    ("senco", "register:place pupil"), ("senco", "referrals:new slug"),
    ("senco", "reviews:screen review"),
    ("senco", ACCEPT), ("senco", "iep:review shared"), ("senco", "versions:correct shared"),
    ("senco", "iep:edit draft"),
    ("senco", "letters:edit prepared"), ("office", "schools:edit slug"),
    ("senco", "handover:write note_writing"), ("other_teacher", "handover:ask note_handed"),
    ("senco", "handover:answer note_asked"), ("office", "moves:new slug"),
    ("senco", "moves:start pupil"), ("senco", "moves:edit leaving"),
    ("senco", "moves:note leaving"), ("senco", "moves:task move_task"),
    ("senco", "pupils:edit-score score"), ("senco", "referrals:meeting meeting"),
    ("senco", "referrals:concern concern"), ("senco", "reviews:told review_row"),
    ("senco", "bank:new-target slug"), ("senco", "bank:edit-strategy strategy"),
    ("senco", "profile:edit pupil"), ("own_support", "profile:answer pupil"),
    ("senco", "profile:withdraw said"),
    ("senco", "complaints:new pupil"), ("head", "complaints:answer complaint"),
    ("senco", "reminders:times slug"), ("senco", "reminders:leads slug"),
    ("senco", "reminders:put_off slug/quiet_due"), ("senco", "reminders:give slug/quiet_due"),
    ("senco", "reminders:new_list slug?kind=some"),
    ("senco", "public:section public_doc/now"), ("senco", "public:new_line public_doc"),
    ("senco", "public:line public_line"), ("head", "public:approve public_doc"),
    ("head", "public:take_down public_out"),
    ("senco", "sessions:new ticked_run"), ("own_support", "sessions:note session"),
    ("senco", "sessions:cover session_ahead"), ("own_support", "sessions:move session_ahead"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "where"), KEPT_FORMS, ids=[where for _, where in KEPT_FORMS])
@pytest.mark.parametrize("button", ["send", "save_draft"])
def test_the_number_of_somebody_elses_form_is_refused(cast, who, where, button):
    row = posting(where)
    body = body_of(row, cast.a) | {"form_id": str(cast.a.typing.form_id), button: "1"}
    answer = ask(cast, who, "post", row.address(cast.a), body)
    assert (answer.status, answer.wrote) == (404, frozenset())


QUESTIONS = [
    ("senco", "/oakfield/pupils/?class={b.klass.pk}"),
    ("senco", "/oakfield/pupils/?school={b.school.pk}"),
    ("own_teacher", "/oakfield/pupils/?class={b.klass.pk}"),
    ("own_teacher", "/oakfield/pupils/?q=Amina"),
    ("own_teacher", "/oakfield/referrals/?show=all"),
    ("own_teacher", "/oakfield/plans/?show=live"),
    ("own_teacher", "/oakfield/register/?show="),
    ("own_teacher", "/oakfield/today/?whose=all"),
    ("own_teacher", "/oakfield/today/?whose=senco"),
    ("own_teacher", "/oakfield/today/late/?whose=senco&q=Amina"),
    ("senco", "/oakfield/audit/?pupil={b.pupil.pk}"),
    ("own_teacher", "/oakfield/audit/?pupil={a.pupil.pk}"),
    ("office", "/oakfield/letters/?state=prepared"),
    ("own_teacher", "/oakfield/handover/?year=2026"),
    ("own_teacher", "/oakfield/moves/?who=joining&show=all"),
    ("own_teacher", "/oakfield/moves/?who=leaving&show=all"),
    ("own_teacher", "/oakfield/progress/"),
    ("own_teacher", "/progress/classes/{b.klass.pk}/"),
]


@pytest.mark.parametrize(("who", "question"), QUESTIONS, ids=[f"{w} {q}" for w, q in QUESTIONS])
def test_no_question_widens_a_list(cast, who, question):
    """Neither the other school's children nor, for a teacher, those of another class."""
    page = ask(cast, who, "get", question.format(a=cast.a, b=cast.b)).response.content.decode()
    hidden = [cast.b.pupil] + ([cast.elsewhere] if who == "own_teacher" else [])
    for pupil in hidden:
        assert f"/pupils/{pupil.pk}/" not in page
        # A whole word: “Amina1” stands in “Amina11” as well.
        name = re.compile(rf"(?<!q=){re.escape(pupil.legal_first_name)}\b")
        assert not name.search(page)
    for row in (cast.b.sent, cast.b.draft, cast.b.prepared):
        assert f'href="{row.get_absolute_url()}"' not in page
    if who == "office":
        assert f"/letters/{cast.a.prepared.pk}/" not in page
