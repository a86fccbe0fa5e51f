"""What a pupil says: page by page, kept as chosen, dated, never changed, on paper too."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import Role
from audit.models import Event
from pupils.models import PupilView
from pupils.profile import questions, services, symbols
from pupils.profile.words import latest_words
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.pdf.assets import FOLDER
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.profile import said_by
from tests.factories.pupils import PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.sendcase.pdf_reading import alternatives, flat, opened, tags

pytestmark = pytest.mark.django_db
TODAY = moment.today()


@pytest.fixture
def pupil():
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    return PupilFactory(school=school, class_group=willow, legal_first_name="Amina")


@pytest.fixture
def teacher(pupil):
    person = member(pupil.school, Role.TEACHER, name="Mrs Lamb")
    hold_class(person, pupil.class_group)
    return person


@pytest.fixture
def helper(pupil):
    person = member(pupil.school, Role.SUPPORT, name="Mr Obi")
    assign(person, pupil)
    return person


def at(pupil, step=""):
    return f"/pupils/{pupil.pk}/own-views/new/" + (f"?step={step}" if step else "")


def inputs(page) -> dict:
    """What a browser without scripts would post of this page as it is: [name: values]."""
    found = {}
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        found.setdefault(name, []).append(html.unescape(text.strip()))
    for tag in re.findall(r"<input[^>]*>", page):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") not in ("radio", "checkbox") or " checked" in tag:
            found.setdefault(facts["name"], []).append(facts.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return found


def step_on(client, pupil, step, go="next", **chosen):
    """Open the page of a step, choose, press a button; where it leads."""
    page = client.get(at(pupil, step)).content.decode()
    return client.post(at(pupil, step), inputs(page) | chosen | {"go": go})


def test_a_child_goes_from_page_to_page_and_looks_at_it_before_it_is_kept(client, pupil, helper):
    sign_in(client, helper)
    answer = step_on(client, pupil, "lessons", feel_reading="sad", feel_maths="happy")
    assert answer.url.endswith("step=day")
    step_on(client, pupil, "day", feel_noise="angry")
    step_on(client, pupil, "like", like=["friends", "sport"], like_words="I like <em>horses</em>.")
    step_on(client, pupil, "helps", go="back", helps=["quiet-place"])
    assert not PupilView.objects.exists()

    page = client.get(at(pupil, "check")).content.decode()
    assert "I like &lt;em&gt;horses&lt;/em&gt;." in page and "A quiet place" in page
    answer = step_on(client, pupil, "check", go="send", told="symbol")
    assert answer.url.endswith("step=done")

    row = PupilView.objects.get()
    assert (row.on, row.told, row.helped_by, row.recorded_by) == (TODAY, "symbol", "Mr Obi", helper)
    assert json.loads(row.content) == {
        "way": "pictures",
        "feelings": [{"about": "reading", "face": "sad"}, {"about": "maths", "face": "happy"},
                     {"about": "noise", "face": "angry"}],
        "like": {"symbols": ["friends", "sport"], "words": "I like <em>horses</em>."},
        "helps": {"symbols": ["quiet-place"], "words": ""},
        "hard": {"symbols": [], "words": ""},
        "change": {"symbols": [], "words": ""},
    }  # fmt: skip
    line = pupil.chronology.get()
    assert (line.needs, line.url) == ("profile_view", f"/own-views/{row.pk}/")
    # The next time begins empty.
    assert "friends" not in inputs(client.get(at(pupil, "like")).content.decode()).get("like", [])


def test_pressed_twice_it_is_kept_once(client, pupil, teacher):
    page = sign_in(client, teacher).get(at(pupil, "check")).content.decode()
    body = inputs(page) | {"go": "send", "told": "said", "like_words": "Horses."}
    for _ in range(2):
        assert client.post(at(pupil, "check"), body).status_code == 302
    assert PupilView.objects.count() == 1
    # A page of it that is still open somewhere leads on and keeps nothing.
    late = client.post(at(pupil, "like"), body | {"go": "next"})
    assert late.url.endswith("step=done")


@pytest.mark.parametrize("step", [*(one.key for one in questions.STEPS), "check", "done"])
def test_the_childs_page_holds_nothing_but_the_question(client, pupil, teacher, step):
    """No name, no need, no search, and one way out."""
    PupilFactory(school=pupil.school, class_group=pupil.class_group, legal_first_name="Bruno")
    page = sign_in(client, teacher).get(at(pupil, step)).content.decode()
    for unwanted in ("Amina", "Brightwater", "Bruno", "Willow", "How to help me", 'type="search"'):
        assert unwanted not in page
    links = set(re.findall(r'<a [^>]*href="([^"]+)"', page))
    assert links <= {f"/pupils/{pupil.pk}/profile/"}
    assert "Give it back to the adult" in page


def test_giving_it_back_keeps_what_is_chosen(client, pupil, teacher):
    sign_in(client, teacher)
    answer = step_on(client, pupil, "hard", go="leave", hard=["noise"])
    assert answer.url == f"/pupils/{pupil.pk}/profile/"
    assert inputs(client.get(at(pupil, "hard")).content.decode())["hard"] == ["noise"]
    assert "You began on" in client.get(f"/pupils/{pupil.pk}/own-views/").content.decode()


def test_words_come_first_for_older_ones_and_for_whoever_wants_them(client, pupil, teacher):
    def words_first(page):
        return page.index('name="like_words"') < page.index('name="like"')

    sign_in(client, teacher)
    assert not words_first(client.get(at(pupil, "like")).content.decode())
    step_on(client, pupil, "like", go="words", like=["friends"])
    page = client.get(at(pupil, "like")).content.decode()
    assert words_first(page) and "Break time" in page
    assert inputs(page)["like"] == ["friends"]
    older = PupilFactory(school=pupil.school, class_group=pupil.class_group, year="8")
    assert words_first(client.get(at(older, "like")).content.decode())
    assert not words_first(client.get(at(older, "like") + "&way=pictures").content.decode())


def test_hidden_characters_and_a_missing_answer_are_said_where_they_are(client, pupil, teacher):
    sign_in(client, teacher)
    answer = step_on(client, pupil, "like", like_words="a\u202eb")
    assert (answer.status_code, b"hidden character" in answer.content) == (200, True)
    answer = step_on(client, pupil, "check", go="send", told="said")
    assert b"Nothing is chosen and nothing is written yet." in answer.content
    assert not PupilView.objects.exists()


def test_no_day_to_come_and_no_child_who_has_left(pupil, teacher):
    with pytest.raises(IllegalMove, match="still to come"):
        said_by(pupil, teacher, on=TODAY + timedelta(days=1))
    type(pupil).objects.filter(pk=pupil.pk).update(left_on=TODAY)
    with pytest.raises(IllegalMove, match="has left"):
        said_by(pupil, teacher)


def test_what_was_said_is_never_changed(pupil, teacher):
    row = said_by(pupil, teacher)
    for change in ("content = '{}'", "helped_by = ''", "\"on\" = '2020-01-01'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE pupils_pupilview SET {change}")
    with pytest.raises(DatabaseError), transaction.atomic():
        PupilView.objects.all().delete()
    services.withdraw(view=row, why="The wrong child.", by=teacher)
    with pytest.raises(DatabaseError), transaction.atomic():
        PupilView.objects.update(withdrawn_why="Another reason.")


def test_a_mistake_is_withdrawn_by_who_made_it_or_keeps_the_profile(client, pupil, teacher, helper):
    by_teacher, by_helper = said_by(pupil, teacher), said_by(pupil, helper)
    where = "/own-views/{}/withdraw/".format
    sign_in(client, helper)
    assert client.post(where(by_teacher.pk), {"why": "x"}).status_code == 403
    assert b"Say why." in client.post(where(by_helper.pk), {"why": ""}).content
    assert client.post(where(by_helper.pk), {"why": "The wrong child."}).status_code == 302
    again = client.post(where(by_helper.pk), {"why": "Twice."})
    assert again.status_code == 404

    # It may be another child's words: only the SENCO and the head still read them.
    assert client.get(f"/own-views/{by_helper.pk}/").status_code == 404
    senco = member(pupil.school, Role.SENCO)
    page = sign_in(client, senco).get(f"/own-views/{by_helper.pk}/").content.decode()
    assert "The wrong child." in page
    with pytest.raises(IllegalMove):
        services.withdraw(view=by_helper, why="x", by=senco)


def test_other_rooms_get_the_newest_words_that_stand(pupil, teacher, at_most):
    said_by(pupil, teacher, on=TODAY - timedelta(days=40), like_words="Old.")
    said_by(pupil, teacher, like_words="I like horses.", hard=["noise"])
    wrong = said_by(pupil, teacher, like_words="Another child's.")
    services.withdraw(view=wrong, why="The wrong child.", by=teacher)

    assert latest_words(teacher, pupil) == [
        ("How I feel about school", "Noise: angry."),
        ("What I like", "Friends, Playtime. I like horses."),
        ("What is hard for me", "Noise."),
    ]
    guest = UserFactory()
    share(pupil, guest)
    assert latest_words(guest, pupil) == []
    assert latest_words(teacher, PupilFactory(school=pupil.school)) == []


def test_the_tab_costs_the_same_with_many_views(client, pupil, teacher, at_most):
    sign_in(client, teacher)
    for count in (10, 190):
        for _ in range(count):
            said_by(pupil, teacher)
        with at_most(24):
            page = client.get(f"/pupils/{pupil.pk}/profile/").content.decode()
    assert "?after=" in page  # the rest is on further pages


def test_on_paper_it_is_tagged_and_every_drawing_has_words(client, pupil, teacher):
    row = said_by(pupil, teacher, like_words="I like horses.")
    data = sign_in(client, teacher).get(f"/own-views/{row.pk}/pdf/").content
    assert "What Amina says" in flat(data) and "Noise: angry" in flat(data)
    assert "I like horses." in flat(data)
    assert {"A loudspeaker", "An angry face", "Two children side by side"} <= alternatives(data)
    assert tags(data).count("/H1") == 1 and tags(data).count("/H2") == 2
    assert client.get(f"/own-views/{row.pk}/pdf/?size=large").status_code == 200
    assert Event.objects.filter(verb__contains="printed").count() == 2


def test_the_questions_print_for_a_pencil_without_a_name(client, pupil, teacher):
    data = sign_in(client, teacher).get(f"/pupils/{pupil.pk}/own-views/blank/").content
    text = flat(data)
    for step in questions.OPEN:
        assert step.question in text
    assert "Amina" not in text and "My name:" in text
    assert len(opened(data).pages) == 3
    assert {symbols.title(key) for key in symbols.WORDS} <= alternatives(data)


def test_every_symbol_is_ours_in_one_colour_with_a_title():
    files = {path.stem for path in (FOLDER / "symbols").glob("*.svg")}
    assert files == {*symbols.WORDS, "heart", "star"}
    for key in files:
        text = (FOLDER / "symbols" / f"{key}.svg").read_text()
        assert 'stroke="currentColor"' in text and symbols.title(key)
        assert not re.findall(r"#[0-9a-f]{3}|href|style|<script|rgb", text)
