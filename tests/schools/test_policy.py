"""Changing the policy: consequences first, history kept, one effect, nothing overwritten."""

import pytest
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from audit.log import canonical
from audit.models import Event
from schools.models import (
    Area,
    Membership,
    PlanKind,
    Policy,
    PolicyVersion,
    School,
    Stage,
    Trust,
)
from schools.policy import services, snapshot, words
from sendcase import edits, moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
AT = "/oakfield/policy/"


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield", preset="three_tiers")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name="Mr J. Whitlock")


@pytest.fixture
def person(client, senco):
    return sign_in(client, senco)


def rules(school, **changes):
    """What a browser posts for names and days."""
    policy = Policy.objects.get(school=school)
    now = {name: getattr(policy, name) for name in snapshot.RULES}
    return now | {"version": policy.version, "form_id": ""} | changes


def stage_form(stage, **changes):
    before = Stage.objects.filter(school=stage.school, order__lt=stage.order).last()
    now = {
        "name": stage.name, "description": stage.description, "census_code": stage.census_code,
        "plan_kinds": [kind.pk for kind in stage.plan_kinds.all()],
        "after": before.pk if before else "",
        "version": Policy.objects.get(school=stage.school).version,
    }  # fmt: skip
    ticks = ("on_register", "is_referral_start", "is_monitoring")
    now |= {name: "on" for name in ticks if getattr(stage, name)}
    return {k: v for k, v in (now | changes).items() if v is not None}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_check_page_says_what_changes_and_saves_nothing(person, school):
    page = person.post(f"{AT}edit/", rules(school, referral_answer_days=15))

    assert "Days to answer a referral: 10, from now 15." in text(page)
    assert "Nothing that runs now is touched." in text(page)
    assert Policy.objects.get(school=school).referral_answer_days == 10
    assert PolicyVersion.objects.filter(school=school).count() == 1


def test_confirmed_it_is_saved_once_with_a_version_in_words_and_an_audit_row(person, school, senco):
    body = rules(school, referral_answer_days=15, form_id="7f0b1a52-3f5e-4c8e-9a44-52b0cc1a2d11")
    first = person.post(f"{AT}edit/", body | {"confirmed": "1"})
    again = person.post(f"{AT}edit/", body | {"confirmed": "1"}, follow=True)

    assert first.status_code == 302
    assert "This was saved already" in text(again)
    policy = Policy.objects.get(school=school)
    assert (policy.referral_answer_days, policy.version) == (15, 2)
    newest = PolicyVersion.objects.filter(school=school).first()
    assert (newest.number, newest.made_by) == (2, senco)
    assert newest.words == "Days to answer a referral: 10, from now 15."
    assert snapshot.content_of(newest) == snapshot.take(school)
    assert newest.sha256 == snapshot.digest(newest.content)
    assert Event.objects.filter(verb="policy.changed", actor_id=senco.pk).count() == 1


def test_a_version_kept_cannot_be_changed_nor_deleted(school):
    kept = PolicyVersion.objects.get(school=school)
    for harm in (lambda: PolicyVersion.objects.update(words="x"), kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()


def test_somebody_quicker_is_noticed_at_the_check_and_at_the_end(person, school, senco):
    body = rules(school, referral_name="Concern form")
    services.change(
        school=school, by=senco, version=None, write=services.rules(senco_title="SENDCO")
    )

    for step in ({}, {"confirmed": "1"}):
        page = person.post(f"{AT}edit/", body | step)
        assert page.status_code == 409
        assert "SENDCO" in text(page)
        assert "Concern form" in text(page)
    assert Policy.objects.get(school=school).referral_name == "Initial Concerns form"


def test_going_back_shows_what_was_typed(person, school):
    page = person.post(f"{AT}edit/", rules(school, referral_name="Concern form", back="1"))
    assert 'value="Concern form"' in text(page)
    assert PolicyVersion.objects.filter(school=school).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("referral_answer_days", "0", "Write a number from 1 to 180."),
        ("digest_hour", "23", "Write a number from 5 to 20."),
        ("register_name", "", "Name it."),
        ("letters_signed_by", "office", "Choose who signs."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_typed(person, school, field, value, why):
    page = person.post(f"{AT}edit/", rules(school, teacher_title="guide", **{field: value}))
    assert "There is something to put right" in text(page)
    assert why in text(page)
    assert 'value="guide"' in text(page)


def test_nothing_that_differs_is_no_version(person, school):
    page = person.post(f"{AT}edit/", rules(school), follow=True)
    assert "Nothing was saved." in text(page)
    assert PolicyVersion.objects.filter(school=school).count() == 1


def test_a_stage_says_how_many_pupils_are_there_and_their_entries_stay(person, school):
    tier = school.stages.get(code="tier-2")
    entries = [placed(PupilFactory(school=school), tier) for _ in range(3)]
    placed(PupilFactory(school=SchoolFactory(preset="three_tiers")), "tier-2")
    url = f"{AT}stages/{tier.pk}/"

    page = person.post(url, stage_form(tier, on_register="on"))
    assert "3 pupils are at “Tier 2”. From today it puts a pupil on the SEND register" in text(page)
    assert person.post(url, stage_form(tier, on_register="on", confirmed="1")).status_code == 302

    entries[0].refresh_from_db()
    assert entries[0].on_register is False
    assert placed(PupilFactory(school=school), "tier-2").on_register is True


def test_a_stage_is_added_renamed_moved_and_closed_never_lost(person, school):
    one, two = school.stages.get(code="tier-1"), school.stages.get(code="tier-2")
    new = stage_form(two, name="Tier 2 plus", after=two.pk, is_referral_start=None, confirmed="1")
    assert person.post(f"{AT}stages/new/", new).status_code == 302
    made = school.stages.get(name="Tier 2 plus")
    assert [stage.code for stage in school.stages.all()][:3] == ["tier-1", "tier-2", made.code]

    moved = stage_form(made, name="Early help", after="", is_closed="on", confirmed="1")
    assert person.post(f"{AT}stages/{made.pk}/", moved).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.code, made.order) == ("Early help", "tier-2-plus", 1)
    assert made.closed_on
    assert Stage.objects.get(pk=one.pk).order == 2
    with pytest.raises(edits.IllegalMove, match="closed in your policy"):
        placed(PupilFactory(school=school), made)


def test_who_is_at_a_stage_when_it_closes_stays_and_may_be_decided_anew(school, senco):
    tier = school.stages.get(code="tier-3")
    pupil = PupilFactory(school=school)
    placed(pupil, tier)
    Stage.objects.filter(pk=tier.pk).update(closed_on="2026-01-01")
    tier.refresh_from_db()
    assert placed(pupil, tier, reason="Needs changed").stage_id == tier.pk


def test_the_stage_where_referrals_lead_is_always_one_open_stage(person, school):
    two, three = school.stages.get(code="tier-2"), school.stages.get(code="tier-3")
    url = f"{AT}stages/{two.pk}/"
    for wrong, why in (({"is_referral_start": None}, "must lead somewhere"),
                       ({"is_closed": "on"}, "cannot be closed while")):  # fmt: skip
        page = person.post(url, stage_form(two, confirmed="1", **wrong))
        assert why in text(page)
    person.post(f"{AT}stages/{three.pk}/", stage_form(three, is_referral_start="on", confirmed="1"))
    assert school.stages.get(is_referral_start=True) == three


def test_an_area_in_an_open_entry_cannot_be_switched_off_and_it_says_who(person, school):
    pupil = PupilFactory(school=school, legal_first_name="Amina")
    placed(pupil, "tier-3")
    area = pupil.register_entries.get().areas.first()
    rows = school.areas.all()
    body = {f"name_{a.pk}": a.name for a in rows} | {
        f"is_used_{a.pk}": "on" for a in rows if a != area
    }
    page = person.post(f"{AT}areas/", body | {"version": 1, "confirmed": "1"})
    assert f"“{area.name}” stays in use: it stands in the entry of Amina" in text(page)
    assert Area.objects.get(pk=area.pk).is_used

    other = rows.exclude(pk=area.pk).first()
    body = body | {f"is_used_{area.pk}": "on"}
    del body[f"is_used_{other.pk}"]
    assert person.post(f"{AT}areas/", body | {"version": 1, "confirmed": "1"}).status_code == 302
    assert not Area.objects.get(pk=other.pk).is_used
    assert other.name not in text(person.get(f"/pupils/{pupil.pk}/register/place/"))


def test_a_past_version_shows_the_policy_as_it_was(person, school, senco):
    change = services.rules(referral_name="Concern form")
    services.change(school=school, by=senco, version=1, write=change)

    page, past = text(person.get(AT)), text(person.get(f"{AT}versions/1/"))
    assert "“Initial Concerns form”, from now “Concern form”." in page
    assert "Began with the starter policy" in page
    assert "Initial Concerns form" in past
    assert "Concern form</dd>" not in past
    assert person.get(f"{AT}versions/9/").status_code == 404


def test_a_teacher_reads_the_policy_and_its_history_and_changes_nothing(client, school):
    teacher = sign_in(client, member(school, Role.TEACHER))
    page = text(teacher.get(AT))
    assert "What was changed, and when" in page
    assert "Add a stage" not in page
    assert teacher.get(f"{AT}edit/").status_code == 404


def test_another_schools_stage_is_not_found(person, school):
    strange = SchoolFactory(preset="staged_response")
    assert person.get(f"{AT}stages/{strange.stages.first().pk}/").status_code == 404
    assert person.get(f"{AT}plans/{strange.plan_kinds.first().pk}/").status_code == 404


def test_the_last_open_kind_of_plan_stays_open(school, senco):
    PlanKind.objects.filter(school=school).exclude(code="learning-plan").update(
        closed_on="2026-01-01"
    )
    kind = school.plan_kinds.get(code="learning-plan")
    facts = {name: getattr(kind, name) for name in snapshot.KIND[1:9]}
    with pytest.raises(edits.IllegalMove, match="must stay open"):
        services.change(
            school=school, by=senco, version=None,
            write=services.kind(kind, after=None, is_closed=True, **facts),
        )  # fmt: skip
    assert PolicyVersion.objects.filter(school=school).count() == 1


def test_a_new_school_starts_from_a_starter_policy_and_nothing_is_lost(person, school):
    before = set(school.stages.values_list("pk", flat=True))
    page = person.post(f"{AT}start/", {"version": 1, "chosen": "preset:tutor_led"})
    assert "New stage: “External support”." in text(page)
    body = {"version": 1, "chosen": "preset:tutor_led", "confirmed": "1"}
    assert person.post(f"{AT}start/", body).status_code == 302

    open_ones = school.stages.filter(closed_on=None)
    assert [s.name for s in open_ones] == ["SEND support", "External support", "EHC plan"]
    assert before <= set(school.stages.values_list("pk", flat=True))
    assert [a.code for a in school.areas.filter(is_used=True)] == ["ci", "cl", "semh"]
    assert Policy.objects.get(school=school).teacher_title == "tutor"
    assert school.stages.get(is_referral_start=True).name == "SEND support"


def test_a_school_of_the_trust_lends_its_policy_to_who_may_read_it(client, school):
    trust = Trust.objects.create(name="Two Trees", slug="two-trees")
    other, hidden = (SchoolFactory(trust=trust, preset="tutor_led") for _ in range(2))
    stranger = SchoolFactory(preset="tutor_led")
    School.objects.filter(pk=school.pk).update(trust=trust)
    user = member(school, Role.SENCO)
    for place in (other, stranger):
        Membership.objects.create(
            user=user, school=place, role=Role.TEACHER, from_on=moment.today()
        )
    change = services.stage(
        other.stages.first(), name="Own words", description="", census_code="K", after=None,
        on_register=False, is_referral_start=True, is_monitoring=False,
        plan_kinds=other.plan_kinds.all(),
    )  # fmt: skip
    services.change(school=other, by=user, version=None, write=change)

    page = text(sign_in(client, user).get(f"{AT}start/"))
    assert f"As {other.name}" in page
    assert hidden.name not in page
    assert stranger.name not in page
    for school_asked, status in ((other, 302), (hidden, 200)):
        body = {"version": 1, "chosen": f"school:{school_asked.pk}", "confirmed": "1"}
        assert client.post(f"{AT}start/", body).status_code == status
    now, theirs = words.page(snapshot.take(school)), words.page(snapshot.take(other))
    assert now["names"] == theirs["names"]
    plain = [(s["name"], s["plans"], s["start"]) for s in now["stages"] if not s["closed"]]
    assert plain == [(s["name"], s["plans"], s["start"]) for s in theirs["stages"]]


def test_once_a_pupil_is_at_a_stage_the_policy_is_not_replaced(person, school):
    placed(PupilFactory(school=school), "tier-2")
    page = person.get(f"{AT}start/")
    assert "1 pupil is on a stage" in text(page)
    body = {"version": 1, "chosen": "preset:tutor_led", "confirmed": "1"}
    assert "cannot be replaced as a whole" in text(person.post(f"{AT}start/", body))
    assert Policy.objects.get(school=school).teacher_title == "class teacher"


def test_photos_are_off_until_the_policy_says_otherwise_and_each_change_is_said(school):
    off = snapshot.take(school)
    assert ("Photos of pupils", "Not used") in words.page(off)["clocks"]
    Policy.objects.filter(school=school).update(photos_used=True)
    on = snapshot.take(school)
    assert words.differences(off, on) == ["Photos of pupils are used: no, from now yes."]
    assert words.differences(on, off) == ["Photos of pupils are used: yes, from now no."]


def test_a_version_from_before_a_question_was_asked_answers_it_with_its_first_value(school):
    [kept] = PolicyVersion.objects.filter(school=school)
    now, old = snapshot.take(school), snapshot.take(school)
    for name in snapshot.ASKED_LATER:
        del old["rules"][name]
    kept.content = canonical(old)

    first = snapshot.ASKED_LATER | {"wave_name": "Tier"}  # the word of its stages
    assert snapshot.content_of(kept)["rules"] == now["rules"] | first
    assert words.page(snapshot.content_of(kept))["clocks"]
    said = words.differences(snapshot.content_of(kept), now)
    assert [each.partition(":")[0] for each in said] == [words.RULE_WORDS["progress_meetings"]]


@pytest.mark.parametrize("preset", ["staged_response", "three_tiers", "tutor_led"])
def test_a_version_from_before_the_word_was_asked_uses_the_word_of_its_own_stages(preset):
    """Three tiers never were waves: the old version says what the policy says."""
    school = SchoolFactory(preset=preset)
    [kept] = PolicyVersion.objects.filter(school=school)
    old = snapshot.take(school)
    word = old["rules"].pop("wave_name")
    kept.content = canonical(old)
    assert snapshot.content_of(kept)["rules"]["wave_name"] == word
    assert ("Extra help is sorted by", f"{word} 1, 2 and 3") in words.page(
        snapshot.content_of(kept)
    )["clocks"]
    assert words.differences(snapshot.content_of(kept), snapshot.take(school)) == []


def test_a_version_that_says_its_word_keeps_it():
    school = SchoolFactory(preset="three_tiers")
    [kept] = PolicyVersion.objects.filter(school=school)
    said = snapshot.take(school)
    said["rules"]["wave_name"] = "Level"
    kept.content = canonical(said)
    assert snapshot.content_of(kept)["rules"]["wave_name"] == "Level"
