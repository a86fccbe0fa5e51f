"""The list, the pupil's tab, Today, and the paper form."""

import io

import pytest
from pypdf import PdfReader

from accounts.permissions import Role
from pupils.panels import panels, summaries
from referrals import printing, triage
from referrals.models import Referral
from reminders.today import extra_sections
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.referrals import draft, sent

PAPER = [
    "Request for SEND or PASTORAL Support",
    "SEN referral form",
    "Please circle main nature of concern",
    "SEND",
    "PASTORAL",
    "Child’s name",
    "D.O.B",
    "Name of carer",
    "Date",
    "Referred by",
    "Please provide clear reasons for referral with supporting evidence from classroom practice",
    "Please tick the child’s main area of need",
    "Communication and interaction",
    "Cognition and learning",
    "Social, emotional and mental health",
    "Please provide a list of all interventions that have taken place while the child has been "
    "in your class. Please include frequency and duration",
    "Reviewed by",
    "Action taken",
]


def many(place, number):
    """Waiting referrals of many pupils, straight into the table."""
    pupils = PupilFactory.create_batch(number, school=place.school, class_group=place.willow)
    Referral.objects.bulk_create(
        Referral(
            school=place.school, pupil=pupil, raised_by=place.teacher, state="submitted",
            concern="send", reasons="x", raised_on=moment.today(), submitted_at=moment.now(),
            answer_days=10, tell_days=10, plan_days=14,
        )
        for pupil in pupils
    )  # fmt: skip


@pytest.mark.parametrize("number", [10, 200])
@pytest.mark.parametrize("person", ["senco", "teacher", "support"])
def test_the_list_costs_eight_queries_at_any_length(
    place, as_, django_assert_max_num_queries, number, person
):
    many(place, number)
    sent(place.other_pupil, place.other_senco)
    client = as_(getattr(place, person))

    with django_assert_max_num_queries(8 + SAVEPOINTS):
        page = client.get(f"/{place.school.slug}/referrals/")

    shown = page.content.decode().count('scope="row"')
    assert shown == (0 if person == "support" else min(number, 50))
    assert place.other_pupil.first_name not in page.content.decode()


SAVEPOINTS = 2  # the read event's own


def test_the_next_page_goes_on_where_this_one_ends(place, as_):
    many(place, 60)
    client = as_(place.senco)
    first = client.get(f"/{place.school.slug}/referrals/")
    second = client.get(first.context["page"].next_url)

    one = {row.pk for row in first.context["page"].rows}
    two = {row.pk for row in second.context["page"].rows}
    assert (len(one), len(two), one & two) == (50, 10, set())


def test_filters_show_what_they_say(place, as_):
    waiting, own = sent(place.pupil, place.teacher), sent(place.pupil, place.senco)
    gone = sent(place.pupil, place.teacher)
    triage.resolve_in_class(
        referral=gone, version=gone.version, by=place.senco, reason="Fine.", advice="Print."
    )
    client, url = as_(place.senco), f"/{place.school.slug}/referrals/"

    def shown(query):
        return {row.pk for row in client.get(f"{url}?{query}").context["page"].rows}

    assert shown("") == {waiting.pk, own.pk}
    assert shown("show=answered") == {gone.pk}
    assert shown("show=all") == {waiting.pk, own.pk, gone.pk}
    assert shown("whose=mine") == {own.pk}
    assert shown("show=nonsense&after=rubbish") == {waiting.pk, own.pk}


def test_the_pupils_tab_and_summary_show_what_the_reader_may_see(place, rf):
    row, mine = sent(place.pupil, place.teacher), draft(place.pupil, place.senco)
    request = rf.get("/")

    def seen(user):
        request.user = user
        panel = panels["referrals"].context(request, place.pupil)
        lines = summaries["referrals"].lines(user, place.pupil)
        return [r["url"] for r in panel["rows"]], [line["url"] for line in lines]

    both = [f"/referrals/{mine.pk}/", f"/referrals/{row.pk}/"]
    assert seen(place.senco) == (both, both)
    assert seen(place.teacher) == (both[1:], both[1:])
    assert seen(place.support) == ([], [])


def test_today_shows_a_person_their_own_open_ones(place):
    row = draft(place.pupil, place.teacher)
    sent(place.pupil, place.senco)

    shown = extra_sections(place.teacher, place.school)
    [line] = [line for part in shown if part["title"] == "Your referrals" for line in part["lines"]]
    assert (line["url"], line["verb"], line["status"]) == (
        f"/referrals/{row.pk}/", "Go on", "Draft"
    )  # fmt: skip


def pdf_of(row, person):
    reader = PdfReader(io.BytesIO(printing.paper_form(row, person)))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def in_order(text, pieces):
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return piece
    return None


def flat(text):
    return " ".join(text.split())


def test_the_paper_form_fits_one_page_with_its_headings_in_order(place):
    row = sent(place.pupil, place.teacher, reasons="She loses her place. " * 20,
               interventions="Precision teaching, 10 minutes, 4 times a week.\n" * 4)  # fmt: skip
    row = triage.ask_for_more(referral=row, version=row.version, by=place.senco,
                              reason="Not clear yet.", asked="Which words?")  # fmt: skip

    reader, text = pdf_of(row, place.senco)

    assert len(reader.pages) == 1
    assert in_order(flat(text), PAPER) is None
    for words in ("Amina", "14 Mar 2018", "Ms Leila Brightwater", "Mrs Holt", "Mr Whitlock",
                  "Which words?", "standardised reading score 78",
                  "The words move about"):  # fmt: skip
        assert words in flat(text)


def test_a_long_one_runs_on_to_a_second_page_and_loses_nothing(place):
    long = " ".join(f"word{number}" for number in range(850))
    row = sent(place.pupil, place.teacher, reasons=long, interventions=long)

    reader, text = pdf_of(row, place.senco)

    assert len(reader.pages) >= 2
    assert flat(text).count("word849") == 2
    assert "Page 2 of" in flat(text)


def test_the_paper_shows_markup_literally_and_its_file_name_no_child(place, as_):
    html = "<b>bold</b> <script>x</script> {{ 7|add:7 }}"
    row = sent(place.pupil, place.teacher, reasons=html)

    response = as_(place.senco).get(f"/referrals/{row.pk}/print/")

    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert html in flat(text)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="referral-{row.pk}.pdf"'


def test_the_paper_of_a_school_with_three_areas_shows_three(db):
    from tests.factories.schools import SchoolFactory

    school = SchoolFactory(preset="tutor_led")
    senco = member(school, Role.SENCO)
    _, text = pdf_of(sent(PupilFactory(school=school), senco), senco)

    assert "Sensory" not in text
    assert "Cognition and learning" in flat(text)
