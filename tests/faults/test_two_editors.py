"""Two people write one plan: whatever they do in whatever order, no word is overwritten unseen.

A random story of two editors, through the site's own pages, beside a record of what must be stored
(tests.faults.editors). 20 stories a round; FAULT_ROUNDS=50 in `make faults` makes them 1,000.
"""

import http.client
import json
import random
import socket
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import transaction

from accounts.permissions import Role
from audit.models import Event
from iep import services
from iep.models import SupportPlan
from sendcase.drafts.models import Draft
from tests.factories.iep import PlanFactory, TargetFactory, shared_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.faults.editors import HEAD, MARK, ROW, TAKEN_OUT, Editor, Page, Truth, rows_of
from tests.faults.harness import PATIENCE_SECONDS, seeds, wait_until
from tests.faults.saving import CSRF
from tests.faults.working import WorkingHouse

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
STORIES, MOVES = 20, 14
SAVES_IN_A_ROUND = 3
TWO_AT_WORK = "from tests.faults.load_data import people_at_work\npeople_at_work(2)"
SAVED = "SELECT count(*) FROM audit_event WHERE verb = 'plan.saved'"
WEIGHTS = {"type": 6, "save": 4, "open": 3, "keep": 2, "look": 2, "again": 1, "afresh": 1,
           "leave": 1, "killed": 1, "undo": 2, "revise": 3}  # fmt: skip


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF-1.7 stands for the paper")


def people_of(school):
    return [member(school, Role.SENCO) for _ in range(2)]


class Story:
    """One plan, two editors, and what is true of it."""

    def __init__(self, seed: int, editors: list[Editor], school):
        self.chance, self.editors = random.Random(seed), editors
        self.happened, self.number = Counter(), 0
        pupil, words = PupilFactory(school=school), {name: self.word() for name in HEAD}
        by = editors[0].person
        if self.chance.random() < 0.5:
            plan = shared_plan(pupil, by=by, **words)
            services.revise(plan=plan, by=by)
        else:
            plan = PlanFactory(pupil=pupil, lead=by, targets=0, **words)
            for position in (1, 2):
                row = {name: self.word() for name in ROW}
                TargetFactory(plan=plan, position=position, **row)
        self.truth = Truth(SupportPlan.objects.get(pk=plan.pk))
        self.truth.remember()
        for editor in editors:
            editor.begin(plan)

    def word(self) -> str:
        """A text like no other."""
        self.number += 1
        return f"Reads m{self.number}m words"

    def goes_on(self):
        editor = self.chance.choice(self.editors)
        able = [name for name in WEIGHTS if getattr(self, f"may_{name}", lambda e: e.page)(editor)]
        [move] = self.chance.choices(able, [WEIGHTS[name] for name in able])
        self.happened[move] += 1
        getattr(self, move)(editor)
        self.is_stored()

    # What can be done now

    def may_open(self, editor):
        return editor.page is None

    def may_again(self, editor):
        return editor.sent

    def may_afresh(self, editor):
        return editor.page and editor.drafted

    def may_look(self, editor):
        return True

    def may_undo(self, editor):
        return editor.looked and editor.looked.button("/undo/")

    def may_revise(self, editor):
        return editor.looked and editor.looked.button("/revise/")

    # Doing it

    def open(self, editor):
        answer = editor.open()
        assert answer.status_code == (200 if self.truth.open else 302)
        if editor.page and editor.drafted:
            assert typed(editor.page) == typed(editor.drafted)
        elif editor.page:
            assert {name: editor.page[name] for name in HEAD} == self.truth.head
            rows = {int(r["id"]): {n: r[n] for n in ROW} for r in rows_of(editor.page) if r["id"]}
            assert rows == self.truth.rows

    def type(self, editor):
        page, boxes = editor.page, sorted(editor.boxes)
        of_rows = [name for name in boxes if name.startswith("targets-")]
        chance = self.chance.random()
        if chance < 0.1 and f"targets-0-{ROW[-1]}" in boxes:  # on the form, not the clash page
            number = int(page["targets-TOTAL_FORMS"])
            page["targets-TOTAL_FORMS"] = str(number + 1)
            page |= {f"targets-{number}-{name}": self.word() for name in ("target", "criteria")}
            page[f"targets-{number}-id"] = ""
        elif chance < 0.2 and len(of_rows) > len(ROW):
            number = self.chance.choice(of_rows).split("-")[1]
            page[f"targets-{number}-DELETE"] = "on"
        else:
            words = [name for name in boxes if name in HEAD or name.split("-")[-1] in ROW]
            if words:
                page[self.chance.choice(words)] = self.word()

    def keep(self, editor):
        assert "Saved" in editor.keep().json()["words"]

    def save(self, editor):
        truth, sent = self.truth, dict(editor.page)
        stale = int(sent["version"]) != truth.version
        status, page = editor.save()
        self.happened[status] += 1
        if stale:
            assert status == 409
            self.both_are_shown(sent, page)
            assert int(editor.page["version"]) == truth.version
        elif not truth.open:
            assert status == 200 and "shared with the family" in page.words
            assert marks(typed(sent)) <= marks(typed(editor.page))
        else:
            assert status == 302
            before = truth.texts()
            rows = truth.plan.targets.exclude(pk__in=[*truth.rows, *truth.gone])
            truth.takes(sent, dict(rows.values_list("target", "pk")))
            assert before - truth.texts() <= editor.saw, "somebody's words went unseen"

    def both_are_shown(self, sent, page):
        """Where the two differ, theirs and mine stand on the page."""
        truth = self.truth
        pairs = [(truth.head[name], sent[name]) for name in HEAD]
        for row in rows_of(sent):
            pk = int(row["id"] or 0)
            if pk in truth.rows:
                pairs += [(truth.rows[pk][name], row[name]) for name in ROW]
            elif pk and not row["DELETE"]:
                pairs.append((TAKEN_OUT, row["target"]))
        for theirs, mine in pairs:
            if theirs != mine:
                assert theirs in page.words and mine in page.words, (theirs, mine)

    def again(self, editor):
        assert editor.again().status_code == 302

    def afresh(self, editor):
        assert editor.afresh().status_code == 302

    def leave(self, editor):
        """The page goes, and sends what it has on its way out."""
        editor.keep()
        editor.page = None

    def killed(self, editor):
        editor.page = None

    def look(self, editor):
        editor.look(self.chance.choice(["", "undo/"]))

    def undo(self, editor):
        before = self.truth.texts()
        self.pressed(editor, "undo", self.truth.open, self.truth.undone)
        assert before - self.truth.texts() <= editor.saw, "words were dropped unseen"

    def revise(self, editor):
        def opened():
            self.truth.version, self.truth.open = self.truth.version + 1, True

        self.pressed(editor, "revise", not self.truth.open, opened)

    def pressed(self, editor, step, allowed, done):
        """A button works on the version that was looked at, or not at all."""
        same = int(editor.looked.button(f"/{step}/")["version"]) == self.truth.version
        editor.press(step)
        editor.looked = None
        if allowed and same:
            done()

    # What must be so after each

    def is_stored(self):
        truth, plan = self.truth, SupportPlan.objects.get(pk=self.truth.plan.pk)
        assert plan.version == truth.version
        assert {name: getattr(plan, name) for name in HEAD} == truth.head
        rows = {row.pk: row for row in plan.targets.filter(removed_at=None)}
        found = {pk: {name: getattr(row, name) for name in ROW} for pk, row in rows.items()}
        assert found == truth.rows
        saves = Event.objects.filter(
            verb="plan.saved", object_type="iep.supportplan", object_id=plan.pk
        )
        assert saves.count() == truth.saves
        for editor in self.editors:
            kept = Draft.objects.filter(author=editor.person, key=f"plan-{plan.pk}")
            words = [{name: values[-1] for name, values in row.data.items()} for row in kept]
            drafted = [typed(editor.drafted)] if editor.drafted else []
            assert [typed(row) for row in words] == drafted


def typed(form: dict) -> dict:
    """The texts of a form, without ticks, numbers and rows left empty."""
    names = [name for name in form if name in HEAD or name.split("-")[-1] in ROW]
    return {name: form[name].strip() for name in names if form[name].strip()}


def marks(form: dict) -> set[str]:
    return set(MARK.findall(" ".join(form.values())))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds())
def test_whatever_two_editors_do_no_word_is_overwritten_unseen(seed):
    school, happened = SchoolFactory(), Counter()
    editors = [Editor(person, SimpleNamespace(pk=0)) for person in people_of(school)]
    for number in range(STORIES):
        with transaction.atomic():
            story = Story(seed * 100 + number, editors, school)
            try:
                for _ in range(MOVES):
                    story.goes_on()
            except AssertionError:
                print(f"FAULT_SEED={seed} story {number}: {dict(story.happened)}", flush=True)
                raise
            transaction.set_rollback(True)
        happened += story.happened
    print(
        f"FAULT_SEED={seed}: {STORIES} stories, {happened[302]} saves, {happened[409]} clashes, "
        f"{happened.total() - happened[302] - happened[409] - happened[200]} moves",
        flush=True,
    )
    assert happened[302] and happened[409]


def test_of_two_who_save_in_one_moment_one_is_shown_both_texts(tmp_path):
    """In processes of their own, as in production: two of gunicorn's answer at once."""
    with WorkingHouse(tmp_path) as house:
        house.begin(mail_port=9)
        people = json.loads(house.script(TWO_AT_WORK))
        house.start_web()
        wait_until(lambda: listens(house.port), "the web server answers", house)
        rounds = [seed for seed in seeds() for _ in range(SAVES_IN_A_ROUND)]
        for number, seed in enumerate(rounds):
            save_in_one_moment(house, people, number, random.Random(seed + number))
        print(f"{len(rounds)} times two saves in one moment", flush=True)
        assert house.rows(SAVED) == [(len(rounds),)]


def save_in_one_moment(house, people, number, chance):
    """Both saw the same version: one is saved, the other sees both texts."""
    plan, field, version = people[0]["plan"], chance.choice(HEAD), people[0]["version"] + number
    texts = [f"Words {number} of {person['user']}" for person in people]
    forms = [people[0]["fields"] | {"version": version, field: text} for text in texts]
    answers = at_once(house.port, f"/plans/{plan}/edit/", people, forms)
    assert sorted(status for status, _ in answers) == [302, 409]
    [first] = [n for n in (0, 1) if answers[n][0] == 302]
    words = Page(answers[1 - first][1]).words
    assert texts[0] in words and texts[1] in words
    stored = house.rows(f"SELECT {field}, version FROM iep_supportplan WHERE id = {plan}")
    assert stored == [(texts[first], version + 1)]


def listens(port) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def posted(port, person, path, form) -> tuple[int, str]:
    """The form as this person sends it: (status, the page that came)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, PATIENCE_SECONDS)
    words = form | {"form_id": str(uuid.uuid4()), "csrfmiddlewaretoken": CSRF}
    connection.request("POST", path, urlencode(words), {
        "Host": "localhost", "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={person['session']}; csrftoken={CSRF}",
    })  # fmt: skip
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def at_once(port, path, people, forms) -> list[tuple[int, str]]:
    """Each posts their form in a thread of their own, begun in the same moment."""
    together = threading.Barrier(len(people), timeout=PATIENCE_SECONDS)

    def act(person, form):
        together.wait()
        return posted(port, person, path, form)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(act, people, forms))
