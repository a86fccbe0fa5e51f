"""The termly review's pages: one screen, two people at it, the check, what stays to be read."""

import re
from datetime import timedelta

import pytest

from accounts.permissions import Role
from letters import wording
from letters.models import Letter
from letters.purposes import purposes
from register import purposes as register_purposes
from register.models import RegisterEntry
from register.review import facts, services
from register.review.facts import Fact
from register.review.forms import seen_of, value_of
from sendcase import moment
from sendcase.drafts.models import Draft
from sendcase.jobs import running
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.factories.reviews import decided, finish, row_of, started, term
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TODAY = moment.today()
BEFORE = TODAY - timedelta(days=40)


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupils(school):
    made = []
    for number, klass in enumerate(("10 Oak", "3 Willow", "3 Willow")):
        group = school.classes.filter(name=klass).first()
        group = group or ClassGroupFactory(school=school, name=klass)
        pupil = PupilFactory(
            school=school, class_group=group, legal_first_name=("Amina", "Bo", "Cai")[number]
        )
        ContactFactory(pupil=pupil)
        placed(pupil, on=BEFORE)
        made.append(pupil)
    return made


@pytest.fixture
def review(school, senco, pupils):
    return started(school, senco)


@pytest.fixture
def page(client, senco, review):
    """The screen's address, with the SENCO signed in."""
    sign_in(client, senco)
    return review.get_absolute_url()


def fields(*rows, **answers) -> dict:
    """What a browser posts of these rows: as they stood, but for `answers`: {choice_7: keep}."""
    posted = {}
    for row in rows:
        value = value_of(row.choice, row.to_stage_id)
        posted |= {
            f"choice_{row.pk}": value, f"reason_{row.pk}": row.reason,
            f"seen_{row.pk}": seen_of(row.version, value, row.reason),
        }  # fmt: skip
    return posted | answers


def answer(row, choice, reason="") -> dict:
    return {f"choice_{row.pk}": choice, f"reason_{row.pk}": reason}


def lines(response) -> list[dict]:
    return [row for group in response.context["groups"] for row in group["rows"]]


# --- the screen ------------------------------------------------------------------------------


def test_the_register_leads_to_the_review_which_says_what_it_is_for(client, school, senco, pupils):
    term(school)
    sign_in(client, senco)
    assert "/oakfield/register/review/" in client.get("/oakfield/register/").content.decode()
    text = client.get("/oakfield/register/review/").content.decode()
    assert "No review has been finished yet" in text
    assert "to be finished by" in text
    begun = client.post("/oakfield/register/review/start/")
    assert client.post("/oakfield/register/review/start/").url == begun.url  # one at a time
    assert len(lines(client.get(begun.url))) == 3


def test_the_line_on_today_leads_there(client, school, senco):
    autumn = term(school)
    sign_in(client, senco)
    today = client.get("/oakfield/today/").content.decode()
    assert f"/register/reviews/due/{autumn.pk}/" in today
    answer = client.get(f"/register/reviews/due/{autumn.pk}/")
    assert answer.url == "/oakfield/register/review/"


def test_the_screen_shows_classes_in_order_with_need_since_plan_and_what_was_decided_last(
    client, school, senco, pupils, review
):
    decided(review, pupils[1], "keep", senco, reason="Steady progress")
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)
    plan = PlanFactory(pupil=pupils[1], agreed=True)
    type(plan).objects.filter(pk=plan.pk).update(
        state="shared", starts_on=BEFORE, review_on=TODAY - timedelta(days=3)
    )
    again = started(school, senco)
    seen = sign_in(client, senco).get(again.get_absolute_url())

    assert [group["name"] for group in seen.context["groups"]] == ["3 Willow", "10 Oak"]
    row = lines(seen)[0]
    assert (row["name"], row["stage"]) == ("Bo Brightwater", "SEN Support")
    assert row["need"] == "finding the right words"
    assert row["last"] == "Stays (Autumn 2026): Steady progress"
    assert row["facts"][0].state == "late"
    assert "review late since" in row["facts"][0].words
    late = client.get(f"{again.get_absolute_url()}?show=late")
    assert [line["name"] for line in lines(late)] == ["Bo Brightwater"]
    by_stage = client.get(f"{again.get_absolute_url()}?by=stage")
    assert [group["name"] for group in by_stage.context["groups"]] == ["SEN Support"]
    assert len(lines(client.get(f"{again.get_absolute_url()}?show=nonsense"))) == 3


def test_decisions_are_saved_together_and_the_rest_stays_in_one_press(client, page, review, pupils):
    first, second, third = (row_of(review, pupil) for pupil in pupils)
    ehc = review.school.stages.get(code="ehc-plan")
    body = fields(first, second, third, **answer(first, f"move-{ehc.pk}", "A plan was made"))
    client.post(page, body)
    assert (row_of(review, pupils[0]).to_stage, row_of(review, pupils[1]).choice) == (ehc, "")
    body = fields(*(row_of(review, p) for p in pupils), **answer(second, "close", "Targets met"))
    said = client.post(page, body | {"keep_rest": "1"}, follow=True).content.decode()
    assert "Saved. 1 more stay. Nobody still to decide." in said
    assert [row_of(review, p).choice for p in pupils] == ["move", "close", "keep"]


@pytest.mark.parametrize(
    ("choice", "reason", "words"),
    [
        ("close", "", "Say why"),
        ("move-{ehc}", " ", "Say why"),
        ("keep", "x" * 1001, "1000"),
        ("keep", "He\u202ello", "hidden character"),
        ("move-{other}", "Because", "Choose one of the answers"),
        ("move", "Because", "Choose one of the answers"),
        ("vanish", "Because", "Choose one of the answers"),
    ],
)
def test_a_bad_answer_comes_back_by_its_child_and_nothing_is_saved(
    client, page, review, pupils, choice, reason, words
):
    row, beside = row_of(review, pupils[0]), row_of(review, pupils[1])
    ehc = review.school.stages.get(code="ehc-plan").pk
    choice = choice.format(ehc=ehc, other=SchoolFactory().stages.first().pk)
    body = fields(row, beside, **answer(row, choice, reason), **answer(beside, "keep", "My words"))
    shown = client.post(page, body)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert words in text
    assert f'<a href="#choice_{row.pk}">Amina Brightwater: ' in text
    assert "My words" in text
    assert not review.rows.exclude(choice="").exists()


def test_a_move_that_the_census_rules_out_is_said_before_it_is_saved(client, page, review, school):
    watched = PupilFactory(school=school)
    placed(watched, "monitoring", on=BEFORE)
    row = row_of(review, watched)
    stage = school.stages.get(code="sen-support").pk
    text = client.post(page, fields(row, **answer(row, f"move-{stage}", "Behind"))).content.decode()
    assert "Choose a main type of need" in text
    assert "own page" in text
    assert row_of(review, watched).choice == ""


def test_two_people_at_one_review_both_texts_are_shown_and_nothing_is_overwritten(
    client, page, review, pupils, school
):
    row, beside = row_of(review, pupils[0]), row_of(review, pupils[1])
    other = member(school, Role.SENCO, name="Mx Deputy")
    decided(review, pupils[0], "close", other, reason="Targets met, says the deputy")
    body = fields(row, beside, **answer(row, "keep", "Not yet"), **answer(beside, "keep"))
    clash = client.post(page, body | {"keep_rest": "1"})

    assert clash.status_code == 409
    text = clash.content.decode()
    assert "Mx Deputy" in text
    assert "Targets met, says the deputy" in text
    assert "Not yet" in text
    assert row_of(review, pupils[0]).choice == "close"
    assert row_of(review, pupils[1]).choice == "keep"  # the rest of mine is saved
    assert row_of(review, pupils[2]).choice == ""  # and the rest waits until that is settled

    newer = next(line for line in lines(clash) if line["pk"] == row.pk)
    assert (newer["value"], newer["reason"]) == ("keep", "Not yet")
    again = answer(row, "keep", "Not yet") | {f"seen_{row.pk}": newer["seen"]}
    client.post(page, again)
    assert row_of(review, pupils[0]).reason == "Not yet"


def test_a_row_i_did_not_touch_is_left_as_somebody_else_decided_it(
    client, page, review, pupils, school
):
    rows = [row_of(review, pupil) for pupil in pupils]
    decided(review, pupils[0], "close", member(school, Role.SENCO))
    answered = client.post(page, fields(*rows, **answer(rows[1], "keep")))
    assert answered.status_code == 302
    assert [row_of(review, p).choice for p in pupils] == ["close", "keep", ""]


def test_what_is_typed_is_kept_and_comes_back_row_by_row(client, page, review, pupils):
    row = row_of(review, pupils[0])
    body = fields(row, **answer(row, "close", "Half a sen")) | {"save_draft": "1"}
    form_id = client.get(page).context["form"].form_id
    client.post(page, body | {"form_id": form_id})
    assert Draft.objects.get().kind == "register-review"
    back = next(line for line in lines(client.get(page)) if line["pk"] == row.pk)
    assert (back["value"], back["reason"]) == ("close", "Half a sen")
    assert row_of(review, pupils[0]).choice == ""


def test_the_same_press_twice_has_one_effect(client, page, review, pupils):
    from audit.models import Event

    row = row_of(review, pupils[0])
    form_id = str(client.get(page).context["form"].form_id)
    body = fields(row, **answer(row, "keep")) | {"form_id": form_id}
    for _ in range(2):
        client.post(page, body)
    assert Event.objects.filter(verb="register_review.decided").count() == 1


@pytest.mark.parametrize("rows", [10, 200])
def test_the_screen_costs_the_same_at_any_size(
    client, school, senco, rows, django_assert_max_num_queries
):
    stage = school.stages.get(code="sen-support")
    for pupil in PupilFactory.create_batch(rows, school=school):
        entry = RegisterEntry.objects.create(
            school=school, pupil=pupil, stage=stage, stage_name=stage.name, on_register=True,
            census_code="K", from_on=BEFORE, decided_by=senco, reason="R", tell_days=10,
            asks_plan=True,
        )  # fmt: skip
        entry.needs.create(school=school, need_type="ASD", rank=1)
        entry.needs.create(school=school, need_type="MLD", rank=2)
    review = started(school, senco)
    sign_in(client, senco)
    with django_assert_max_num_queries(14) as counted:
        seen = client.get(review.get_absolute_url())
    real = [q for q in counted.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= 11
    assert len(lines(seen)) == min(rows, 100)
    assert bool(seen.context["page"].next_url) == (rows > 100)
    body = fields(*review.rows.all()[:100], keep_rest="1")
    with django_assert_max_num_queries(30):
        client.post(review.get_absolute_url(), body)
    with django_assert_max_num_queries(14):
        checked = client.get(f"{review.get_absolute_url()}check/")
    assert checked.context["ahead"]["sentence"] == f"{rows} stay"


# --- the check, and the end ------------------------------------------------------------------


def test_the_check_says_what_changes_for_each_child_and_which_letters_follow(
    client, page, review, pupils, senco
):
    decided(review, pupils[0], "move", senco, to="ehc-plan", reason="The authority made a plan")
    decided(review, pupils[1], "close", senco, reason="Targets met")
    pupils[1].contacts.update(do_not_contact=True)
    text = client.get(f"{page}check/").content.decode()
    assert "Show the 1 not decided" in text
    assert "Finish the review" not in text
    services.keep_the_rest(review=review, by=senco)
    seen = client.get(f"{page}check/")
    text = seen.content.decode()
    assert "1 stays, 1 moves up, 1 comes off all stages." in text
    assert "Amina stays on the SEN register; the census code becomes E" in text
    assert "Takes Bo off the SEN register; the census code becomes N." in text
    assert "1 × “A stage with more support”" in text
    assert "marked “do not contact”" in text

    client.post(f"{page}check/", {"seen": seen.context["ahead"]["seen"]})
    working = client.get(page).content.decode()
    assert "0 of 2" in working
    assert client.get(f"{page}progress/").status_code == 200
    running.sweep()
    assert client.get(f"{page}progress/")["HX-Refresh"] == "true"
    result = client.get(page)
    text = result.content.decode()
    assert "1 stayed, 1 moved, 1 ended" in text
    assert "No letter. There is nobody to write to about Bo" in text
    assert Letter.objects.get().state == "prepared"
    assert client.get(f"{page}check/").status_code == 302  # nothing more to check
    history = client.get("/oakfield/register/review/").content.decode()
    assert "Autumn 2026" in history

    told = next(line for line in lines(result) if line["name"].startswith("Bo"))["letter"]["url"]
    assert "SEN Support ends" in client.get(told).content.decode()
    client.post(told, {"on": TODAY.isoformat(), "how": "Phone call"})
    assert "Family told" in client.get(page).content.decode()


def test_a_finished_review_reads_the_same_later(client, page, review, pupils, senco):
    decided(review, pupils[0], "move", senco, to="monitoring", reason="Keeping up")
    services.keep_the_rest(review=review, by=senco)
    finish(review, senco)
    review.school.stages.update(name="Renamed")
    pupils[0].class_group.name = "Another class"
    pupils[0].class_group.save()
    placed(pupils[0], "ehc-plan")
    row = next(line for line in lines(client.get(page)) if line["name"].startswith("Amina"))
    assert (row["class"], row["stage"], row["decision"]) == (
        "10 Oak", "SEN Support", "Moves to Monitoring",
    )  # fmt: skip
    assert client.post(page, answer(row_of(review, pupils[0]), "keep")).status_code == 302
    assert row_of(review, pupils[0]).choice == "move"


def test_the_head_reads_the_review_and_decides_nothing(client, review, pupils, school):
    page = review.get_absolute_url()
    sign_in(client, member(school, Role.HEAD))
    seen = client.get(page)
    assert seen.context["form"] is None
    assert '<select class="form-select" id="choice_' not in seen.content.decode()
    assert "Start a review" not in client.get("/oakfield/register/review/").content.decode()
    row = row_of(review, pupils[0])
    assert client.post(page, fields(row, **answer(row, "keep"))).status_code == 403
    assert client.get(f"{page}check/").status_code == 403


def test_facts_come_from_the_rooms_to_the_right(client, page, pupils, monkeypatch):
    source = lambda user, school, asked=None: {pupils[0].pk: Fact("Heard elsewhere")}  # noqa: E731
    monkeypatch.setattr(facts, "sources", [source])
    assert "Heard elsewhere" in client.get(page).content.decode()


# --- the letters -----------------------------------------------------------------------------


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted as groups of vowels."""
    sentences = [part for part in re.split(r"[.!?]\s|\n+", text) if re.search(r"\w", part)]
    found = re.findall(r"[A-Za-z’']+", text)
    silent = [re.sub(r"(?<=[^aeiouyl])e[sd]?$", "", word.lower()) or word for word in found]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word))) for word in silent)
    return 0.39 * len(found) / len(sentences) + 11.8 * syllables / len(found) - 15.59


@pytest.mark.parametrize("young", [False, True], ids=["family", "young person"])
@pytest.mark.parametrize("key", ["stage-up", "stage-down", "left-register"])
def test_the_letters_are_easy_to_read(key, young):
    text = wording.default(key, for_young_person=young)["body"]
    text = re.sub(r"\n\n(For free|What our area)[^\n]*(\n[^\n]*)?", "", text)  # addresses
    filled = re.sub(r"\{(\w+)\}", lambda f: purposes[key].facts.get(f[1], "Amina"), text)
    assert grade(filled) <= 6
    assert purposes[key] in (register_purposes.UP, register_purposes.DOWN, register_purposes.LEFT)


def test_a_review_is_stopped_after_a_question_and_the_list_says_so(client, page, review, pupils):
    assert f'href="{page}stop/"' in client.get(f"{page}check/").content.decode()
    assert "0 of 3 children" in client.get(f"{page}stop/").content.decode()
    told = client.post(f"{page}stop/", follow=True)
    assert told.redirect_chain[-1][0] == "/oakfield/register/review/"
    words = told.content.decode()
    assert "Stopped. Nothing was decided on the register." in words
    assert "was stopped on" in words and "Start a review" in words
    for path in (page, f"{page}check/", f"{page}stop/"):
        again = client.get(path, follow=True)
        assert again.redirect_chain[-1][0] == "/oakfield/register/review/"


def test_without_a_term_the_page_says_what_to_do(client, senco):
    sign_in(client, senco)
    words = client.get("/oakfield/register/review/").content.decode()
    assert "Enter your terms first" in words and 'href="/oakfield/terms/"' in words
    assert "Start a review" not in words
    told = client.post("/oakfield/register/review/start/", follow=True).content.decode()
    assert "School, then Terms" in told
