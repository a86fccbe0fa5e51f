"""The meeting on the screen: what stands on it, what does not, what stands beside, the papers."""

import re
from datetime import timedelta

import pytest

from ehcp.plans.models import EhcOutcome
from ehcp.reviews import steps
from ehcp.reviews.meeting import agenda, aids, content, papers, services, stamps
from ehcp.reviews.models import OutcomeProgress
from letters.voice import services as voice
from pupils.profile.services import withdraw
from sendcase import moment
from tests.ehcp.reviews.meeting.conftest import A_PDF
from tests.factories.ehcp import review_in
from tests.factories.iep import PlanFactory
from tests.factories.people import sign_in
from tests.factories.profile import profile_of, said_by
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
PIECES = ("people/", "people/new/", "child/", "family/", "needs/", "adulthood/", "moving/", "pep/",
          "changes/", "changes/new/", "differing/", "recommendation/", "held/")  # fmt: skip


def read(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def value_of(case):
    case.row.refresh_from_db()
    return content.of_review(case.row)


def test_nothing_on_the_wall_leads_to_another_child(client, case):
    PupilFactory(school=case.school, class_group=case.pupil.class_group, legal_first_name="Zebra")
    sign_in(client, case.senco)
    at = [case.at, f"{case.at}progress/{case.outcome.pk}/", *(case.at + key for key in PIECES)]
    for address in at:
        said = read(client, address)
        assert "Amina" in said and "Zebra" not in said, address
        for way in ("Find a pupil", "/today/", f'href="/{case.school.slug}/', "/pupils/?"):
            assert way not in said, (address, way)


def test_the_whole_says_what_is_written_and_the_head_only_reads(client, case):
    services.save_words(
        row=case.row, by=case.senco, pupil_views="zebrapupil", family_views="zebrafamily",
        differing_views="zebradiffers", needs_now="zebraneeds", transfer_words="zebramoves",
        pep_words="zebrapep", adulthood_work="zebrawork", asks="amend", asks_words="zebraasks",
    )  # fmt: skip
    services.save_progress(row=case.row, by=case.senco, outcome=case.outcome, reached="exceeded",
                           words="Seen.")  # fmt: skip
    services.save_change(row=case.row, by=case.senco, letter="F", words="zebrachange")
    case.row.refresh_from_db()
    case.row.interpreter, case.row.advocate = "Somali", "Ms K. Obi"
    case.row.interpreter_arranged_on = case.row.meeting_on
    case.row.save()
    for person, writes in ((case.senco, True), (case.head, False)):
        sign_in(client, person)
        said = read(client, case.at)
        for word in ("zebrapupil", "zebrafamily", "zebradiffers", "zebraneeds", "zebramoves",
                     "zebrapep", "zebrawork", "zebraasks", "zebrachange", "More than met",
                     "Interpreter: Somali, arranged", "Ms K. Obi, not arranged yet"):  # fmt: skip
            assert word in said, word
        assert (f"{case.at}needs/" in said) is writes


def test_a_meeting_written_down_from_point_to_point(client, case, day):
    sign_in(client, case.senco)
    pk = {role: each.pk for role, each in case.people.items()}
    steps_ = [
        ("people/", {f"came_{each}": "yes" if each == pk["parent"] else "no"
                     for each in pk.values()}),
        ("child/", {"pupil_views": "I like art."}),
        ("family/", {"family_views": "Happier."}),
        (f"progress/{case.outcome.pk}/", {"reached": "met", "words": "Counted."}),
        ("needs/", {"needs_now": "Fewer."}),
    ]  # fmt: skip
    at = case.at
    for (key, body), (later, _) in zip(steps_, [*steps_[1:], ("changes/", {})], strict=True):
        page = client.get(at + key)
        seen = page.context["form"]["version"].value()
        answer = client.post(at + key, body | {"version": seen})
        assert (answer.status_code, answer.url) == (302, at + later), key
    body = {"letter": "F", "words": "Three times.", "why": ""}
    assert client.post(f"{at}changes/new/", body).url == f"{at}changes/"
    said = client.post(f"{at}held/", {"held_on": day.isoformat(), "version": stamp(case)})
    assert said.url == at
    value = value_of(case)
    assert (value["held_on"], value["outcomes"][0]["reached"]) == (day.isoformat(), "met")
    assert agenda.missing(value) == ["What the meeting asks for: Nothing yet"]


def stamp(case):
    case.row.refresh_from_db()
    return stamps.of_fields(case.row, services.HELD)


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, case):
    sign_in(client, case.senco)
    tomorrow = (moment.today() + timedelta(days=1)).isoformat()
    for key, body, words in (
        (f"progress/{case.outcome.pk}/", {"words": "zebratyped"}, "Say how far it has come."),
        ("changes/new/", {"words": "zebratyped"}, "Choose the section."),
        ("recommendation/", {"asks_words": "zebratyped"}, "Say what the meeting asks for."),
        ("recommendation/", {"asks": "cease"}, "Say why, in a sentence or two."),
        ("people/new/", {"organisation": "zebratyped"}, "Write down their name."),
        ("held/", {"held_on": tomorrow}, "has not come yet"),
    ):
        seen = client.get(case.at + key).context["form"]["version"].value() or ""
        said = client.post(case.at + key, body | {"version": seen}).content.decode()
        assert words in said and "There is something to put right" in said, key
        assert ("zebratyped" in said) is ("zebratyped" in body.values())


def test_two_who_write_one_piece_see_both_texts(client, case):
    sign_in(client, case.senco)
    seen = client.get(f"{case.at}needs/").context["form"]["version"].value()
    services.save_words(row=case.row, by=case.head, needs_now="zebratheirs")
    answer = client.post(f"{case.at}needs/", {"needs_now": "zebramine", "version": seen})
    said = answer.content.decode()
    assert answer.status_code == 409 and "zebratheirs" in said and "zebramine" in said
    assert "Find a pupil" not in said
    now = re.search(r'name="version" value="(\d+)"', said).group(1)
    client.post(f"{case.at}needs/", {"needs_now": "Both.", "version": now})
    assert value_of(case)["views"]["needs_now"] == "Both."


def test_what_was_said_before_stands_beside_and_is_not_filled_in(client, case, day):
    wrong = said_by(case.pupil, case.senco, like_words="zebrawithdrawn")
    withdraw(view=wrong, why="Another child's.", by=case.senco)
    said_by(case.pupil, case.senco, on=moment.today() - timedelta(days=1), like_words="zebrasaid")
    profile_of(case.pupil, case.senco, help="zebrahelp")
    PlanFactory(pupil=case.pupil, lead=case.senco, state="shared", agreed_by=case.senco)
    before = review_in("finished", plan=case.row.plan,
                       meeting_on=case.row.meeting_on - timedelta(days=200))  # fmt: skip
    OutcomeProgress.objects.create(review=before, outcome=case.outcome, reached="some",
                                   words="zebralast")  # fmt: skip
    services.add_person(row=case.row, by=case.senco, name="Gran", role="other")
    services.hold(row=case.row, by=case.senco, held_on=day)
    services.save_progress(row=case.row, by=case.senco, outcome=case.outcome, reached="met",
                           words="zebranow")  # fmt: skip
    for words in ("zebraphone", "zebrataken"):
        word = voice.record(pupil=case.pupil, kind="comment", words=words, said_by="Mum",
                            said_on=day, how="phone", by=case.senco)  # fmt: skip
    voice.withdraw(word=word, reason="Another child's.", by=case.senco)
    sign_in(client, case.senco)
    said = read(client, f"{case.at}family/")
    assert "zebraphone" in said and "zebrataken" not in said
    said = read(client, f"{case.at}child/")
    assert "zebrasaid" in said and "zebrahelp" in said and "zebrawithdrawn" not in said
    assert "<details><summary>Amina said on" in said  # shut: the page may be on the wall
    assert client.get(f"{case.at}child/").context["form"]["pupil_views"].value() == ""
    said = read(client, f"{case.at}progress/{case.outcome.pk}/")
    for words in ("zebralast", "Language group. 30 minutes, twice a week", "by sight"):
        assert words in said, words


def test_what_a_child_of_this_kind_is_asked_besides(case):
    def keys():
        return [point.key for point in agenda.points(value_of(case))]

    usual = keys()
    assert not {"adulthood", "moving", "pep"} & set(usual)
    case.pupil.year, case.pupil.looked_after = "9", True
    case.pupil.save()
    case.row.pupil.refresh_from_db()
    case.row.kind, case.row.transfer_year = "transfer", case.row.meeting_on.year + 1
    case.row.save()
    assert set(keys()) - set(usual) == {"adulthood", "moving", "pep"}
    services.save_words(row=case.row, by=case.senco, adulthood_work="A garage.")
    value = value_of(case)
    assert "Preparing for adulthood: Missing: living, community, health" in agenda.missing(value)
    [move] = aids.beside(case.senco, case.row, "moving")
    assert "14 Feb" in move.lines[0][1]
    [looked] = aids.beside(case.senco, case.row, "pep")
    assert looked.lines[1] == ("Virtual school", "nobody is on the list of this meeting")
    asked = papers.questions(case.row, value, papers.CHILD)
    assert papers.ASKED_OLDER[0] in asked and papers.ASKED_MOVING in asked
    case.row.kind, case.pupil.year = "under_5", "N2"
    case.pupil.save()
    case.row.save()
    case.row.pupil.refresh_from_db()
    assert agenda.POINTS[1].title(value_of(case)) == "What Amina likes and shows us"
    assert "What makes Amina happy?" in papers.questions(case.row, value_of(case), papers.CHILD)


def test_the_list_of_tasks_says_what_is_missing(case, day):
    def said():
        row = type(case.row).objects.select_related("plan", "pupil").get(pk=case.row.pk)
        found = {task["title"]: task for task in steps.tasks(row, may_edit=True)}
        return {title: (task["kind"], task["state"], bool(task["url"]))
                for title, task in found.items()}  # fmt: skip

    before = said()
    assert before["Views, before and at the meeting"] == (
        "plain", "Missing: Amina and the family", True,
    )  # fmt: skip
    assert before["The meeting"] == ("plain", "Not yet", True)
    assert before["Preparing for adulthood"] == ("plain", "Must be covered from Year 9", False)
    services.save_words(row=case.row, by=case.senco, pupil_views="Art.", asks="amend")
    services.add_person(row=case.row, by=case.senco, name="Gran", role="other")
    services.hold(row=case.row, by=case.senco, held_on=day)
    case.pupil.year = "10"
    case.pupil.save()
    after = said()
    assert after["Views, before and at the meeting"][1] == "Missing: the family"
    assert after["How far the outcomes have come"] == ("soon", "1 of 1 outcome missing", True)
    assert after["Changes to the plan"][0] == "soon"
    assert after["Preparing for adulthood"][:2] == (
        "soon", "Missing: work, living, community, health",
    )  # fmt: skip
    assert after["What the meeting asks for"][1] == "Change the plan"


def test_once_the_report_is_out_the_meeting_stays_as_it_was(client, case, day):
    case.row.state, case.row.held_on, case.row.reported_on = "reported", day, day
    case.row.save()
    sign_in(client, case.senco)
    said = read(client, case.at)
    assert "It stays as it is: the report is out" in said and f"{case.at}needs/" not in said
    for key in (*PIECES, f"progress/{case.outcome.pk}/"):
        assert client.get(case.at + key).url == case.at, key
    client.post(f"{case.at}needs/", {"needs_now": "Late."})
    assert value_of(case)["views"]["needs_now"] == ""


def test_pages_cost_the_same_however_many_outcomes(client, case, at_most):
    sign_in(client, case.senco)
    client.get(case.at)
    rows = [EhcOutcome(plan=case.row.plan, number=n, words="More.") for n in range(2, 32)]
    EhcOutcome.objects.bulk_create(rows)
    with at_most(22):
        assert "E31" in read(client, case.at)


@pytest.mark.parametrize("key", ["paper/", "paper/?size=large", "questions/child/",
                                 "questions/family/"])  # fmt: skip
def test_the_papers(client, case, monkeypatch, key):
    printed = []
    monkeypatch.setattr("ehcp.reviews.meeting.papers.render_pdf",
                        lambda html: printed.append(html) or A_PDF)  # fmt: skip
    case.row.interpreter, case.row.interpreter_arranged_on = "Somali", case.row.meeting_on
    case.row.save()
    sign_in(client, case.head)
    answer = client.get(case.at + key)
    assert (answer.status_code, answer.content) == (200, A_PDF)
    [html] = printed
    large = key != "paper/"
    assert ('class="questions large"' in html or 'class="table-paper large"' in html) is large
    if key.startswith("paper"):
        assert "Somali, arranged" in html and "Dr P. Okonjo" in html and "<b>E1</b>" in html
    if key == "questions/family/":
        assert "How far have these aims of the plan come?" in html
    assert client.get(f"{case.at}questions/neighbour/").status_code == 404


def test_a_paper_that_fails_says_so(client, case, monkeypatch):
    from sendcase.pdf import PdfFailed

    def fail(html):
        raise PdfFailed("no")

    monkeypatch.setattr("ehcp.reviews.meeting.papers.render_pdf", fail)
    sign_in(client, case.senco)
    answer = client.get(f"{case.at}paper/")
    assert answer.status_code == 503 and "could not be printed" in answer.content.decode()
