"""The pages of complaints: forms that say what is wrong, the list, its filters, file and paper."""

import csv
import io

import pytest

from audit.models import Event
from pupils.complaints import services
from pupils.complaints.models import Complaint
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


def text(client, path, **posted):
    response = client.post(path, posted) if posted else client.get(path)
    return " ".join(response.content.decode().split())


def test_a_complaint_is_written_down_from_the_childs_page(case, client):
    sign_in(client, case.senco)
    at = f"/pupils/{case.pupil.pk}/complaints/"
    assert "No complaint is recorded" in text(client, at)
    form = {"way": "formal", "about": "Nobody rang back.", "who": str(case.contact.pk),
            "made_on": case.ago(2).isoformat()}  # fmt: skip
    client.post(f"{at}new/", form)
    row = Complaint.objects.get()
    assert (row.made_by, row.contact, row.made_on, row.recorded_by) == (
        case.contact.name, case.contact, case.ago(2), case.senco
    )  # fmt: skip
    assert "Nobody rang back." in text(client, at)


def test_what_is_wrong_stands_at_its_question_and_what_was_typed_stays(case, client):
    sign_in(client, case.senco)
    new = f"/pupils/{case.pupil.pk}/complaints/new/"
    page = text(client, new, about="Kept words", who="other", made_on="2099-01-01")
    for words in ("Say whether it is informal or formal.", "Write who it was.", "but today is",
                  "Kept words"):  # fmt: skip
        assert words in page
    row = case.complaint(made_on=case.ago(2))
    at = row.get_absolute_url()
    page = text(client, f"{at}step/", on=case.ago(3).isoformat(), words="Kept words")
    assert "but the complaint was made on" in page and "Kept words" in page
    page = text(client, f"{at}close/", closed_on=case.ago(3).isoformat(), version=row.version)
    assert "but it was made on" in page and "Write down what came of it." in page
    page = text(client, f"{at}ask/", asked_of=case.teacher.pk, version=row.version)
    assert "Say by which day." in page
    assert not row.steps.exists()


def test_what_was_written_down_stands_in_the_form_that_changes_it(case, client):
    row = case.complaint(way="formal", contact=case.contact, made_by=case.contact.name)
    sign_in(client, case.senco)
    form = client.get(f"{row.get_absolute_url()}change/").context["form"]
    held = {name: form[name].value() for name in ("way", "about", "who", "made_on")}
    assert held == {"way": "formal", "about": row.about, "who": str(case.contact.pk),
                    "made_on": row.made_on}  # fmt: skip
    body = {**held, "about": "They rang late.", "version": row.version}
    client.post(f"{row.get_absolute_url()}change/", body)
    row.refresh_from_db()
    assert (row.about, row.contact, row.way) == ("They rang late.", case.contact, "formal")


def test_nobody_but_who_teaches_the_child_and_leads_can_be_chosen(case, client):
    row = case.complaint()
    sign_in(client, case.senco)
    page = text(client, f"{row.get_absolute_url()}ask/")
    assert "Mr Lee" in page and "Mrs Adeyemi" in page and "Ms Oak" not in page
    body = {"asked_of": case.other_teacher.pk, "answer_due_on": case.today, "version": row.version}
    client.post(f"{row.get_absolute_url()}ask/", body)
    assert Complaint.objects.get().asked_of is None


def test_where_two_people_save_both_texts_are_shown(case, client):
    row = case.complaint(contact=case.contact, made_by=case.contact.name)
    case.asks(row, case.teacher, words="What did you agree?")
    sign_in(client, case.head)
    at, old = row.get_absolute_url(), row.version
    asked = {"asked_of": case.head.pk, "asked_words": "Mine", "answer_due_on": case.today}
    response = client.post(f"{at}ask/", asked | {"version": old})
    page = response.content.decode()
    assert response.status_code == 409
    assert "What did you agree?" in page and "Mr Lee" in page and "Mine" in page
    changed = {"way": "informal", "about": "My words", "who": case.contact.pk,
               "made_on": case.today, "version": old}  # fmt: skip
    page = client.post(f"{at}change/", changed).content.decode()
    assert "Nobody rang back." in page and "My words" in page and "(nothing)" not in page
    row.refresh_from_db()
    assert (row.asked_of, row.about) == (case.teacher, "Nobody rang back.")


def test_an_old_form_leads_to_the_page_where_the_complaint_is_closed(case, client):
    row = case.closes(case.complaint())
    sign_in(client, case.senco)
    for step in ("change", "ask", "answer", "step", "close"):
        response = client.get(f"{row.get_absolute_url()}{step}/")
        assert response.status_code == 302 and response.url == row.get_absolute_url(), step
    page = text(client, row.get_absolute_url())
    assert "Open it again" in page and "Add a step" not in page
    body = {"kind": "talk", "on": case.today, "words": "Kept words"}
    refused = text(client, f"{row.get_absolute_url()}step/", **body)
    assert "Open it again first" in refused and "Kept words" in refused


def test_the_page_tells_it_in_order(case, client):
    row = case.complaint(way="formal", made_on=case.ago(9))
    case.steps(row, "mediation", on=case.ago(3), words="We met.", outcome="We agreed.")
    case.steps(row, "authority", on=case.ago(6), words="We rang.")
    row = case.closes(row, outcome="We said sorry.")
    services.open_again(complaint=row, reason="They ask the panel.", by=case.senco)
    sign_in(client, case.head)
    page = text(client, row.get_absolute_url())
    places = [page.index(words) for words in ("We rang.", "We met.", "What came of it: We agreed.",
                                              "They ask the panel.", "We said sorry.")]  # fmt: skip
    assert places == sorted(places)


def several(case):
    """By name: open and informal, open and formal with the Tribunal, asked, closed."""
    case.complaint(about="The plain one")
    row = case.complaint(way="formal", about="The Tribunal one")
    case.steps(row, "tribunal")
    case.asks(case.complaint(about="The asked one"))
    case.closes(case.complaint(way="formal", about="The closed one"))


ALL = {"plain", "Tribunal", "asked", "closed"}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ALL - {"closed"}),
        ("?show=all", ALL),
        ("?show=closed", {"closed"}),
        ("?show=asked", {"asked"}),
        ("?show=all&way=formal", {"Tribunal", "closed"}),
        ("?way=informal", {"plain", "asked"}),
        ("?show=all&step=tribunal", {"Tribunal"}),
        ("?step=mediation", set()),
        ("?show=x&way=y&step=z", ALL - {"closed"}),
    ],
)
def test_the_list_is_narrowed_and_so_is_its_file(case, client, query, shown):
    several(case)
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/complaints/"
    page = text(client, at + query)
    assert {word for word in ALL if f"The {word} one" in page} == shown
    assert ("No complaint fits that" in page) is (not shown)
    sheet = b"".join(client.get(f"{at}as/csv/{query}")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert {row["About"].split()[1] for row in rows} == shown


def test_the_file_is_noted_with_its_filter(case, client):
    several(case)
    sign_in(client, case.senco)
    client.get(f"/{case.school.slug}/complaints/as/xlsx/?show=closed")
    event = Event.objects.select_related("detail").get(verb="school.downloaded")
    assert event.detail.text == {"list": "Complaints", "show": "closed", "file": "xlsx", "rows": 1}


def test_an_empty_school_is_told_where_one_begins(case, client):
    sign_in(client, case.senco)
    assert "on the child’s page" in text(client, f"/{case.school.slug}/complaints/")


def test_the_list_asks_as_little_of_200_as_of_10_and_pages(case, client, at_most):
    sign_in(client, case.senco)
    path = f"/{case.school.slug}/complaints/"

    def add(number):
        for _ in range(number):
            pupil = PupilFactory(school=case.school, class_group=case.pupil.class_group)
            row = services.record(
                pupil=pupil, way="formal", about="Words of one", made_on=case.today,
                made_by="A parent", by=case.senco,
            )  # fmt: skip
            case.steps(row)

    add(10)
    client.get(path)
    with at_most(9):
        assert text(client, path).count("Words of one") == 10
    add(190)
    with at_most(9):
        first = client.get(path)
    assert first.content.decode().count("Words of one") == 50
    second = client.get(first.context["page"].next_url)
    numbers = [{row["pk"] for row in page.context["rows"]} for page in (first, second)]
    assert len(numbers[1]) == 50 and not numbers[0] & numbers[1]


def test_the_page_of_one_asks_as_little_with_many_steps(case, client, at_most):
    row = case.asks(case.complaint())
    sign_in(client, case.senco)
    client.get(row.get_absolute_url())
    with at_most(9):
        client.get(row.get_absolute_url())
    for _ in range(30):
        case.steps(row)
    with at_most(9):
        client.get(row.get_absolute_url())


def test_the_paper_holds_every_complaint_of_this_child_and_of_no_other(case, client, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "pupils.complaints.printing.render_pdf", lambda html: drawn.append(html) or b"%PDF"
    )
    row = case.complaint(about="The first thing", made_on=case.ago(9))
    case.steps(row, "mediation", words="We met.", outcome="We agreed.")
    case.closes(row, outcome="We said sorry.")
    case.complaint(about="The second thing")
    services.record(
        pupil=PupilFactory(school=case.school), way="formal", about="Of another child",
        made_on=case.today, made_by="A parent", by=case.senco,
    )  # fmt: skip
    sign_in(client, case.head)
    response = client.get(f"/pupils/{case.pupil.pk}/complaints/pdf/")
    assert response["Content-Type"] == "application/pdf"
    [html] = drawn
    words = ("The first thing", "We met.", "We agreed.", "We said sorry.", "The second thing")
    assert [html.index(each) for each in words] == sorted(html.index(each) for each in words)
    assert "Of another child" not in html
    assert Event.objects.filter(verb="pupil.printed", pupil_id=case.pupil.pk).exists()
