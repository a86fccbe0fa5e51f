"""Planted words: a complaint is read by SENCO and head, one by who is asked, and by nobody else.

Everybody opens every page that speaks of the child or lists what is there; the words planted in a
complaint must not come up, and neither must that there is one.
"""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from pupils.complaints import services
from pupils.panels import panels
from reminders.digests import Mornings, digest
from schools.models import ClassStaff
from tests.factories.people import member, sign_in
from tests.factories.pupils import assign, share
from tests.factories.schools import hold_class

pytestmark = pytest.mark.django_db
PLANTED = {
    "about": "aboutzebra", "words": "stepzebra", "outcome": "cameofitzebra",
    "reason": "reasonzebra", "asked": "askedzebra", "answer": "answerzebra",
    "made_by": "Ms Zebra",
}  # fmt: skip


@pytest.fixture
def planted(case):
    """A long story: answered by the head, closed, opened again, now the teacher is asked."""
    row = case.complaint(way="formal", about=PLANTED["about"], made_by=PLANTED["made_by"])
    row = case.asks(row, case.head, words="first question")
    row = services.answer(complaint=row, answer=PLANTED["answer"], by=case.head)
    case.steps(row, "tribunal", words=PLANTED["words"], outcome=PLANTED["outcome"])
    row = case.closes(row, outcome=PLANTED["outcome"])
    row = services.open_again(complaint=row, reason=PLANTED["reason"], by=case.senco)
    return case.asks(row, case.teacher, words=PLANTED["asked"])


def addresses(case):
    """Every page where the child, or what happens at the school, is shown."""
    here, child = f"/{case.school.slug}/", f"/pupils/{case.pupil.pk}/"
    lists = ("today", "today/late", "today/waiting", "today/later", "today/week", "pupils",
             "register", "plans", "letters", "referrals", "family-words", "consents", "moves",
             "progress", "handover", "audit", "complaints")  # fmt: skip
    asked = ("pupils/?q=zebra", "pupils/find/?q=zebra", "audit/?pupil=" + str(case.pupil.pk))
    return [
        child,
        *(f"{child}{key}/" for key in panels),
        *(f"{here}{name}/" for name in lists),
        *(f"{here}{name}" for name in asked),
        f"{here}complaints/as/csv/",
        f"{child}complaints/pdf/",
        f"{child}complaints/new/",
        f"{child}family-words/pdf/",
    ]


def seen(client, person, paths) -> set[str]:
    """The planted words among all that these addresses answer, and the word itself."""
    sign_in(client, person)
    found = set()
    for path in paths:
        page = client.get(path, follow=True)
        body = b"".join(page) if page.streaming else page.content
        text = body.decode(errors="replace").replace("q=zebra", "").replace('value="zebra"', "")
        found |= {words for words in PLANTED.values() if words in text}
        found |= {"complaint"} if "omplaint" in text and page.status_code == 200 else set()
    return found


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SUPPORT, Role.OFFICE, Role.GOVERNOR, "guest"])
def test_nobody_else_comes_across_it(case, planted, client, role, monkeypatch):
    monkeypatch.setattr("letters.voice.printing.render_pdf", lambda html: html.encode())
    if role == "guest":
        person = member(case.school, Role.GOVERNOR)
        share(case.pupil, person)
    else:
        person = member(case.school, role)
    if role == Role.SUPPORT:
        assign(person, case.pupil)
    if role == Role.TEACHER:
        hold_class(person, case.pupil.class_group)
    own = [planted.get_absolute_url(), f"{planted.get_absolute_url()}answer/"]
    assert seen(client, person, [*addresses(case), *own]) == set()


def test_who_is_asked_reads_what_it_is_about_and_what_is_asked(case, planted, client):
    at, today = planted.get_absolute_url(), f"/{case.school.slug}/today/"
    others = [path for path in addresses(case) if "/today/" not in path]
    assert seen(client, case.teacher, others) == set()
    assert seen(client, case.teacher, [today]) == {"complaint"}
    assert at in client.get(today).content.decode()
    read = {PLANTED["about"], PLANTED["asked"], PLANTED["made_by"], "complaint"}
    assert seen(client, case.teacher, [at, f"{at}answer/"]) == read


def test_the_senco_and_the_head_read_all_of_it(case, planted, client, monkeypatch):
    monkeypatch.setattr("pupils.complaints.printing.render_pdf", lambda html: html.encode())
    paper = f"/pupils/{case.pupil.pk}/complaints/pdf/"
    for person in (case.senco, case.head):
        for path in (planted.get_absolute_url(), paper):
            assert seen(client, person, [path]) >= set(PLANTED.values())


@pytest.mark.parametrize("end", ["asked of another", "taken back", "closed", "left the class"])
def test_who_was_asked_reads_it_no_longer(case, planted, client, end):
    at = planted.get_absolute_url()
    if end == "asked of another":
        case.asks(planted, case.head)
    elif end == "taken back":
        services.ask(complaint=planted, asked_of=None, by=case.senco)
    elif end == "closed":
        case.closes(planted)
    else:
        ClassStaff.objects.filter(user=case.teacher).update(until_on=case.ago(1))
    sign_in(client, case.teacher)
    assert client.get(at).status_code == client.get(f"{at}answer/").status_code == 404


def test_the_mail_says_that_something_is_due_and_none_of_it(case, planted):
    monday = case.today + timedelta(days=-case.today.weekday() % 7)  # no mail at a weekend
    planted = case.asks(planted, due_on=monday, words=PLANTED["asked"])
    mail = digest(case.teacher, Mornings(monday))
    assert "Answer about a complaint raised for a pupil" in mail.text
    text = f"{mail.subject} {mail.text} {mail.html}"
    assert not [words for words in (*PLANTED.values(), "Amina") if words in text]
