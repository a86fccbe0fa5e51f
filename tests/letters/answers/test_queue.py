"""The queue of slips: which letter a code means, what is recorded, what is refused and how."""

import pytest

from letters import services
from letters.answers import finding
from letters.models import LetterVersion, Reply
from letters.purposes import purposes
from sendcase import moment
from sendcase.frozen.services import freeze
from tests.factories.answers import coded, sent
from tests.factories.letters import Family, plan_document
from tests.factories.people import sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture
def letter(family):
    return sent(pupil=family.pupil, contact=family.mother)


def queue(client, family, typed):
    return client.post(f"/{family.school.slug}/letters/answers/", {"code": typed}, follow=True)


def record(client, letter, **said):
    page = f"/{letter.school.slug}/letters/answers/{letter.pk}/"
    form = client.get(page).context["form"]
    data = {"form_id": str(form.form_id), "route": "slip",
            "received_on": moment.today().isoformat(), **said}  # fmt: skip
    return client.post(page, data, follow=True)


def test_the_code_however_it_is_typed_or_scanned_and_the_reference_find_the_letter(family, letter):
    code = coded(letter)
    plain = code.replace(" ", "")
    for typed in (
        code, plain.lower(), f"{plain[:5]}-{plain[5:]}", f" {plain}\n",
        f"https://school.example/r/{plain}/", f"HTTPS://SCHOOL.EXAMPLE/R/{plain}",
        f"L{letter.pk}", f"l {letter.pk}",
    ):  # fmt: skip
        assert finding.find(family.office, family.school, typed) == letter, typed


def test_a_slip_that_comes_after_the_last_day_of_its_code_is_still_read(family, letter):
    assert finding.find(family.office, family.school, coded(letter, days_left=-1)) == letter


def test_a_letter_that_went_out_before_the_school_moved_here_keeps_its_number(family, letter):
    printed, paper = letter.pk + 4000, plan_document(family.pupil, family.senco, b"%PDF")
    freeze(LetterVersion, owner={"letter": letter}, content={"reference": f"L{printed}"}, schema=2,
           by=family.senco, document=paper)  # fmt: skip
    assert finding.find(family.office, family.school, f"L{printed}") == letter
    for other in (f"L{printed}0", f"L{printed // 10}", f"L{printed + 1}"):
        with pytest.raises(finding.NoAnswerHere, match="We know no letter"):
            finding.find(family.office, family.school, other)
    with pytest.raises(finding.NoAnswerHere, match="We know no letter"):
        finding.find(family.office, SchoolFactory(), f"L{printed}")


def test_another_schools_code_is_as_unknown_as_none_at_all(client, family):
    elsewhere = sent()
    sign_in(client, family.office)
    answers = [
        queue(client, family, typed).content.decode()
        for typed in (coded(elsewhere), "BCDFG HJKMN", f"L{elsewhere.pk}", "L999999", "hello")
    ]

    for answer in answers:
        assert "We know no letter with" in answer
        assert elsewhere.pupil.last_name not in answer.replace(family.school.name, "")
    there = client.get(f"/{family.school.slug}/letters/answers/{elsewhere.pk}/")
    assert there.status_code == 404


def test_what_is_answered_or_withdrawn_is_said_and_listed_without_a_name(client, family, letter):
    other = sent(pupil=family.pupil, contact=family.mother)
    services.record_reply(
        letter=letter, route="phone", received_on=moment.today(), by=family.office
    )
    services.withdraw(letter=other, reason="The wrong plan.", by=family.senco)
    sign_in(client, family.office)

    assert "is recorded already" in queue(client, family, coded(letter)).content.decode()
    page = queue(client, family, coded(other)).content.decode()

    assert "was withdrawn" in page
    left = client.get(f"/{family.school.slug}/letters/answers/").context["refused"]
    assert [row["typed"] for row in left] == [coded(other), coded(letter)]
    client.post(f"/{family.school.slug}/letters/answers/", {"clear": "1"})
    assert not client.get(f"/{family.school.slug}/letters/answers/").context["refused"]


def test_enter_alone_records_receipt_and_nothing_more(client, family, letter):
    sign_in(client, family.office)
    assert b"Amina" in queue(client, family, coded(letter)).content

    page = record(client, letter)

    reply = Reply.objects.get()
    assert (reply.route, reply.received_on, reply.consent, reply.wants_to_talk) == (
        "slip", moment.today(), "", False,
    )  # fmt: skip
    assert page.request["PATH_INFO"].endswith("/letters/answers/")
    assert page.context["recorded"]["count"] == 1


def test_an_agreement_is_asked_only_where_the_letter_asks_and_is_somebodys(client, family, letter):
    asks = sent(pupil=family.pupil, contact=family.mother, purpose="agency-consent")
    sign_in(client, family.office)
    for row, asked in ((letter, False), (asks, True)):
        page = client.get(f"/{family.school.slug}/letters/answers/{row.pk}/")
        assert ("consent" in page.context["form"].fields) == asked

    refused = record(client, asks, consent="yes", name_given="")
    assert "Say who signed" in refused.content.decode()
    assert not Reply.objects.exists()
    record(client, asks, consent="yes", name_given="Leila Brightwater", wants_to_talk="on")

    reply = Reply.objects.get()
    assert (reply.consent, reply.name_given, reply.wants_to_talk) == (
        "yes", "Leila Brightwater", True,
    )  # fmt: skip
    assert purposes["agency-consent"].consent


@pytest.mark.parametrize("rows", [2, 12])
def test_the_queue_costs_the_same_however_much_was_recorded(
    client, family, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        services.record_reply(
            letter=sent(pupil=family.pupil, contact=family.mother), route="slip",
            received_on=moment.today(), by=family.office,
        )  # fmt: skip
    sign_in(client, family.office)

    with django_assert_max_num_queries(20):
        page = client.get(f"/{family.school.slug}/letters/answers/")

    assert page.context["recorded"]["count"] == rows
