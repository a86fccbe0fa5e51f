"""Notes on the pages: under their target, all together, from a phone in three taps."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep import services as plans
from iep.notes import services
from iep.notes.models import PlanNote
from reminders.today import extra_sections
from sendcase import moment
from sendcase.drafts.models import Draft
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.posting import inputs, queries

pytestmark = pytest.mark.django_db


def add(plan, by, text, **fields):
    return services.add_note(plan=plan, by=by, text=text, **fields)


def new_url(plan):
    return reverse("notes:new", args=[plan.pk])


def all_url(plan):
    return reverse("notes:plan", args=[plan.pk])


def test_under_each_target_stand_its_newest_three_and_one_box(client, shared, helper):
    first, second, _ = shared.targets.all()
    for n in range(1, 6):
        day = moment.today() - timedelta(days=10 - n)
        add(shared, helper, f"Note {n}", target=first.pk, on=day)
    add(shared, helper, "Of the plan")

    page = sign_in(client, helper).get(shared.get_absolute_url()).content.decode()

    card = page.split(f'id="notes-{first.pk}"', 1)[1].split(f'id="notes-{second.pk}"', 1)[0]
    assert re.findall(r"Note \d", card) == ["Note 5", "Note 4", "Note 3"]
    assert f"{all_url(shared)}?target={first.pk}" in card
    assert "2 more" in card
    assert card.count("<textarea") == 1
    assert shared.school.safeguarding_lead in card
    assert "Of the plan" in page.split('id="notes-whole"', 1)[1]


def test_a_note_by_the_box_leads_back_to_its_target_and_is_saved_once(client, shared, helper):
    target = shared.targets.first()
    sign_in(client, helper)
    page = client.get(shared.get_absolute_url()).content.decode()
    card = page.split(f'id="notes-{target.pk}"', 1)[1].split("</form>", 1)[0]
    sent = inputs(f"<form{card.rsplit('<form', 1)[1]}") | {"text": "Read 24 of 45."}
    assert sent["target"] == str(target.pk)

    answers = [client.post(new_url(shared), sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {f"/plans/{shared.pk}/#notes-{target.pk}"}
    note = PlanNote.objects.get()
    assert (note.text, note.target, note.on) == ("Read 24 of 45.", target, moment.today())


def test_an_empty_note_and_a_wrong_day_come_back_with_what_was_typed(client, shared, helper):
    sign_in(client, helper)
    target = shared.targets.first()
    body = {"text": "", "target": target.pk, "back": "plan"}
    assert "Write the note." in client.post(new_url(shared), body).content.decode()
    ahead = (moment.today() + timedelta(days=1)).isoformat()
    page = client.post(new_url(shared), body | {"text": "Kept", "on": ahead}).content.decode()
    assert "but today is" in page
    assert "Kept" in page
    assert f'<option value="{target.pk}" selected' in page
    foreign = PlanFactory(pupil=PupilFactory(school=shared.school)).targets.first().pk
    assert client.post(new_url(shared), body | {"text": "x", "target": foreign}).status_code == 200
    assert not PlanNote.objects.exists()


def test_what_is_typed_into_a_box_is_kept_for_that_box(client, shared, helper):
    target = shared.targets.last()
    sign_in(client, helper)
    kept = {"text": "Half a sent", "target": target.pk, "back": "plan", "save_draft": "1"}
    client.post(new_url(shared), kept)
    assert Draft.objects.get().key == f"plan-{shared.pk}-{target.pk}"

    page = client.get(shared.get_absolute_url()).content.decode()

    assert page.count("Half a sent") == 1
    assert "Half a sent" in page.split(f'id="notes-{target.pk}"', 1)[1]
    address = f"{new_url(shared)}?target={target.pk}"
    assert "Half a sent" in client.get(address).content.decode()


def test_a_withdrawn_note_keeps_its_words_for_the_senco_and_the_head(
    client, case, shared, helper, head
):
    note = add(shared, helper, "About somebody else", target=shared.targets.first().pk)
    url = reverse("notes:withdraw", args=[note.pk])
    sign_in(client, helper)
    assert "About somebody else" in client.get(url).content.decode()
    assert "Say why" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "The wrong child."})

    for person, sees in [(case.senco, True), (head, True), (case.teacher, False), (helper, False)]:
        sign_in(client, person)
        for address in (all_url(shared), shared.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "note was withdrawn" in page
            assert ("About somebody else" in page, "The wrong child." in page) == (sees, sees)
    assert client.get(url).url == all_url(shared)


def test_who_may_withdraw_is_asked_again_by_the_page(client, case, shared, helper):
    url = reverse("notes:withdraw", args=[add(shared, case.teacher, "Hers").pk])
    sign_in(client, helper)
    assert url not in client.get(all_url(shared)).content.decode()
    assert client.get(url).status_code == 403
    assert client.post(url, {"reason": "x"}).status_code == 403


def test_a_guest_adds_and_reads_only_their_own(client, shared, helper, guest):
    note = add(shared, helper, "Of a colleague")
    sign_in(client, guest)
    sent = client.post(new_url(shared), {"text": "Of the guest", "back": "notes"})
    assert sent.url == all_url(shared)
    for address in (all_url(shared), shared.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Of the guest" in page
        assert "Of a colleague" not in page
    assert client.get(reverse("notes:withdraw", args=[note.pk])).status_code == 404


def test_a_guest_neither_reads_nor_notes_before_the_plan_is_shared(client, case, guest):
    draft = PlanFactory(pupil=case.pupil)
    sign_in(client, guest)
    assert client.get(new_url(draft)).status_code == 403
    assert client.post(new_url(draft), {"text": "x"}).status_code == 403
    page = client.get(reverse("notes:mine", args=[case.school.slug])).content.decode()
    assert draft.targets.first().target not in page


def test_a_plan_that_ended_shows_its_notes_and_no_box(client, case, shared, helper):
    add(shared, helper, "While it ran")
    plans.close(plan=shared, by=case.senco, reason="Over")
    page = sign_in(client, helper).get(shared.get_absolute_url()).content.decode()
    assert "While it ran" in page
    assert "<textarea" not in page
    refused = client.post(new_url(shared), {"text": "x"}).content.decode()
    assert "takes no more notes" in refused


def test_readers_note_on_the_targets_they_read(client, case, shared, helper):
    """While the plan is changed, nobody learns of new words from the notes."""
    revising = plans.revise(plan=shared, by=case.senco)
    rows = [{"id": t.pk, "target": t.target} for t in revising.targets.all()]
    rows.append({"id": None, "target": "Not shared yet"})
    plans.save_plan(plan=revising, version=revising.version, by=case.senco, head={}, rows=rows)
    fresh = revising.targets.get(target="Not shared yet")
    add(revising, case.senco, "On the new one", target=fresh.pk)

    sign_in(client, helper)
    for address in (new_url(shared), all_url(shared), shared.get_absolute_url(),
                    reverse("notes:mine", args=[case.school.slug])):  # fmt: skip
        assert "Not shared yet" not in client.get(address).content.decode()


def test_all_notes_by_day_and_by_target(client, shared, helper):
    first, second, _ = shared.targets.all()
    add(shared, helper, "Older", target=first.pk, on=shared.starts_on)
    add(shared, helper, "Newer", target=second.pk)
    add(shared, helper, "Whole")
    sign_in(client, helper)

    def texts(asked=""):
        return [note["text"] for note in client.get(all_url(shared) + asked).context["notes"]]

    assert texts() == ["Whole", "Newer", "Older"]
    assert texts(f"?target={first.pk}") == ["Older"]
    assert texts("?target=whole") == ["Whole"]
    for wrong in ("9" * 30, "x", str(PlanFactory().targets.first().pk)):
        assert client.get(f"{all_url(shared)}?target={wrong}").status_code == 400


def test_a_carried_target_points_at_the_notes_on_the_earlier_plan(
    client, case, helper, no_printing
):
    old = reviewed_plan(case.pupil, by=case.senco)
    target = old.targets.first()
    for n in range(3):
        add(old, helper, f"Then {n}", target=target.pk)
    plans.next_plan(plan=old, by=case.senco)
    new = old.next_plan

    page = sign_in(client, helper).get(new.get_absolute_url()).content.decode()

    assert page.count("3 notes on the earlier plan") == 1
    assert f"{all_url(old)}?target={target.pk}" in page
    assert "Then 1" not in page


def test_from_today_it_is_three_taps_and_back(client, case, shared, helper):
    sign_in(client, helper)
    today = client.get(f"/{case.school.slug}/today/").content.decode()
    mine = reverse("notes:mine", args=[case.school.slug])
    assert mine in today
    target = shared.targets.first()
    page = client.get(mine).content.decode()
    link = re.search(rf'href="([^"]*target={target.pk}[^"]*)"', page)[1].replace("&amp;", "&")
    form = client.get(link).content.decode()

    answer = client.post(new_url(shared), inputs(form) | {"target": target.pk, "text": "Seen."})

    assert answer.url == mine
    assert PlanNote.objects.get().target == target


def test_the_list_is_of_ones_own_children_and_by_class(client, case, shared, helper):
    oak = ClassGroupFactory(school=case.school, name="Oak")
    hers = PlanFactory(pupil=PupilFactory(school=case.school, class_group=oak))
    hold_class(case.teacher, oak)
    foreign = PlanFactory()
    at = reverse("notes:mine", args=[case.school.slug])
    sign_in(client, case.teacher)

    page = client.get(at)
    only = client.get(f"{at}?class={oak.pk}")

    assert {row["pupil"] for row in page.context["rows"]} == {shared.pupil.name, hers.pupil.name}
    assert [row["pupil"] for row in only.context["rows"]] == [hers.pupil.name]
    assert f"back=mine-{oak.pk}" in only.content.decode()
    assert foreign.pupil.name not in page.content.decode()
    sign_in(client, helper)
    assert [row["pupil"] for row in client.get(at).context["rows"]] == [shared.pupil.name]


def test_today_has_the_line_for_those_who_work_with_some_children(case, shared, helper, head):
    stranger = member(case.school, Role.SUPPORT)
    told = {
        person: "notes/new" in str(extra_sections(person, case.school))
        for person in (helper, case.teacher, case.senco, head, stranger)
    }
    assert [person for person, line in told.items() if line] == [helper, case.teacher]


@pytest.mark.parametrize("count", [10, 200])
def test_the_notes_cost_the_same_at_any_length(client, shared, helper, count):
    target = shared.targets.first()
    PlanNote.objects.bulk_create(
        PlanNote(school=shared.school, pupil=shared.pupil, plan=shared, author=helper,
                 text="Seen.", target=target if n % 2 else None) for n in range(count)
    )  # fmt: skip
    sign_in(client, helper)
    client.get(all_url(shared))
    with queries(at_most=8):  # session, person, roles, plan, version, notes, the log
        page = client.get(all_url(shared))
    assert len(page.context["notes"]) == min(count, 50)
    with queries(at_most=14):
        client.get(shared.get_absolute_url())


@pytest.mark.parametrize("count", [10, 200])
def test_the_list_of_plans_costs_the_same_at_any_length(client, case, count):
    pupils = [PupilFactory(school=case.school, class_group=case.klass) for _ in range(count)]
    for pupil in pupils:
        PlanFactory(pupil=pupil, lead=case.teacher, targets=1)
    at = reverse("notes:mine", args=[case.school.slug])
    sign_in(client, case.teacher)
    client.get(at)
    with queries(at_most=9):
        page = client.get(at)
    assert len(page.context["rows"]) == min(count, 20)


def test_opening_and_adding_are_in_the_log(client, shared, helper):
    sign_in(client, helper)
    client.get(all_url(shared))
    client.post(new_url(shared), {"text": "Seen."})
    verbs = list(Event.objects.filter(actor_id=helper.pk).values_list("verb", flat=True))
    assert verbs == ["supportplan.read", "plannote.added"]
