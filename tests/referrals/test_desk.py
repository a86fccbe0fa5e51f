"""The SENCO's desk in the browser's eyes."""

import uuid

import pytest

from referrals import services, triage
from register.models import RegisterEntry
from sendcase.outbox.models import Message
from tests.factories.referrals import draft, sent


def post(client, row, answer, **body):
    body = {"form_id": uuid.uuid4(), "version": row.version, "reason": "Because.", **body}
    return client.post(f"/referrals/{row.pk}/decide/?answer={answer}", body)


def accepting(row, **changes):
    stage = row.school.stages.get(is_referral_start=True)
    return {"stage": stage.pk, "need_1": "SPLD", "note_1": "reading is hard work",
            "areas": [a.pk for a in row.areas.all()], "evidence": "NGRT 78", **changes}  # fmt: skip


def test_four_clicks_from_today_to_the_answer(place, as_):
    """Today → Answer → Accept → save: each page offers the next."""
    row = sent(place.pupil, place.teacher)
    client = as_(place.senco)

    today = client.get(f"/{place.school.slug}/today/").content.decode()
    assert f'href="/referrals/{row.pk}/decide/"' in today
    desk = client.get(f"/referrals/{row.pk}/decide/").content.decode()
    assert "?answer=accepted" in desk
    assert "Loses her place" in desk
    form = client.get(f"/referrals/{row.pk}/decide/?answer=accepted").content.decode()
    stage = place.school.stages.get(is_referral_start=True)
    assert f'value="{stage.pk}" checked' in " ".join(form.split()) or "checked" in form
    assert "On the SEN register; counted as K in the census; the family must be told." in form
    post(client, row, "accepted", **accepting(row))

    row.refresh_from_db()
    assert row.state == "accepted"
    assert row.register_entry.on_register


def test_a_stage_off_the_register_says_so(as_, db):
    from accounts.permissions import Role
    from tests.factories.people import member
    from tests.factories.pupils import PupilFactory
    from tests.factories.schools import SchoolFactory

    school = SchoolFactory(preset="three_tiers")
    senco, pupil = member(school, Role.SENCO), PupilFactory(school=school)
    row = sent(pupil, senco)
    page = as_(senco).get(f"/referrals/{row.pk}/decide/?answer=accepted").content.decode()

    assert "Not on the SEND register; counted as K in the census; the family must be told." in page


@pytest.mark.parametrize(
    ("answer", "body", "missing"),
    [
        ("returned", {"asked": "Which words?"}, "asked"),
        ("in_class", {"advice": "Bigger print."}, "advice"),
        ("pastoral", {"taken_on_by": "Mrs D. Hale, learning mentor"}, "taken_on_by"),
    ],
)
def test_each_answer_asks_for_its_own_words_and_keeps_them(place, as_, answer, body, missing):
    row = sent(place.pupil, place.teacher)
    client = as_(place.senco)

    empty = post(client, row, answer)
    assert missing in empty.context["form"].errors
    assert "Because." in empty.content.decode()
    post(client, row, answer, **body)

    row.refresh_from_db()
    assert row.state == answer
    page = as_(place.teacher).get(f"/referrals/{row.pk}/").content.decode()
    assert body[missing] in page
    assert "Because." in page


def test_the_census_rules_are_told_beside_the_need(place, as_):
    row = sent(place.pupil, place.teacher)

    response = post(as_(place.senco), row, "accepted", **accepting(row, need_1="", note_1=""))

    assert "need_1" in response.context["form"].errors
    assert not RegisterEntry.objects.exists()


def test_another_schools_stage_is_no_choice(place, as_):
    row = sent(place.pupil, place.teacher)
    foreign = place.elsewhere.stages.first().pk

    response = post(as_(place.senco), row, "accepted", **accepting(row, stage=foreign))

    assert "stage" in response.context["form"].errors
    row.refresh_from_db()
    assert row.state == "submitted"


def test_the_same_answer_twice_is_one_answer(place, as_):
    row = sent(place.pupil, place.teacher)
    body = {"form_id": uuid.uuid4(), **accepting(row)}
    client = as_(place.senco)

    post(client, row, "accepted", **body)
    again = post(client, row, "accepted", **body)

    assert again.status_code == 302
    assert RegisterEntry.objects.count() == 1
    assert row.decisions.count() == 1
    assert Message.objects.count() == 1


def test_a_text_changed_under_the_senco_is_read_again_before_the_answer_counts(place, as_):
    row = sent(place.pupil, place.teacher)
    services.revise(referral=row, version=row.version, by=place.teacher, areas=row.areas.all(),
                    values={"reasons": "It was the wrong test."})  # fmt: skip

    response = post(as_(place.senco), row, "in_class", advice="Bigger print.")

    page = response.content.decode()
    assert "changed while you were answering" in page
    assert "It was the wrong test." in page
    assert "Bigger print." in page
    row.refresh_from_db()
    assert row.state == "submitted"
    assert f'name="version" value="{row.version}"' in page


def test_an_answer_that_came_second_sees_both_and_saves_nothing(place, as_):
    row = sent(place.pupil, place.teacher)
    triage.pass_to_pastoral(referral=row, version=row.version, by=place.head, reason="Grief.",
                            taken_on_by="Mrs D. Hale")  # fmt: skip

    page = post(as_(place.senco), row, "in_class", advice="Bigger print.").content.decode()

    assert "Somebody else answered" in page
    assert "Bigger print." in page
    assert "Grief." in page
    assert row.decisions.count() == 1


def test_an_unknown_answer_or_a_draft_has_no_desk(place, as_):
    row = sent(place.pupil, place.teacher)
    own = draft(place.pupil, place.senco)
    client = as_(place.senco)

    assert client.get(f"/referrals/{row.pk}/decide/?answer=delete").status_code == 404
    assert client.get(f"/referrals/{own.pk}/decide/").status_code == 302


def test_the_telling_of_the_parent_is_noted_with_day_and_way(place, as_):
    row = sent(place.pupil, place.teacher, source="parent", raised_by_contact=place.carer)
    triage.resolve_in_class(referral=row, version=row.version, by=place.senco, reason="Fine.",
                            advice="Bigger print.")  # fmt: skip
    client, url = as_(place.senco), f"/referrals/{row.pk}/told/"

    assert (
        "Ms Leila Brightwater asked first" in client.get(f"/referrals/{row.pk}/").content.decode()
    )
    assert url in client.get(f"/{place.school.slug}/today/").content.decode()
    for on, words in (("2099-01-01", "has not come yet"), ("2020-01-01", "before the decision")):
        assert words in client.post(url, {"on": on, "how": "by phone"}).content.decode()
    today = f"{row.submitted_at:%Y-%m-%d}"
    version = triage.Referral.objects.get(pk=row.pk).version
    client.post(url, {"on": today, "how": "by phone", "version": version})

    row.refresh_from_db()
    assert row.raiser_told_how == "by phone"
    assert client.post(url, {"on": today, "how": "twice"}).status_code == 302
    row.refresh_from_db()
    assert row.raiser_told_how == "by phone"
