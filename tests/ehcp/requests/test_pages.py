"""The pages: what they show, what they cost, and that nobody else reads a word of it."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from ehcp.requests import others, services
from ehcp.requests.models import Consultation, Dispute
from ehcp.requests.showing import other_rows
from sendcase import moment
from tests.factories.ehcp import AssessmentRequestFactory, EhcPlanFactory
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()
PLANTED = ("zebrawhy", "zebrasaid", "zebrafeedback", "zebraanswer", "zebradispute")


@pytest.fixture
def refused(pupil, senco):
    """Every text of the room holds a word of its own."""
    days = {name: TODAY - timedelta(days=40) for name in ("consulted_on", "sent_on")}
    row = services.start(
        pupil=pupil, by=senco, asked_by="school", why="zebrawhy", local_authority="Westshire"
    )
    row = services.consult(
        row=row, by=senco, consulted_on=days["consulted_on"], family_agrees="yes",
        family_said="zebrasaid",
    )  # fmt: skip
    row = services.send(row=row, by=senco, sent_on=days["sent_on"])
    row = services.refuse(
        row=row, by=senco, decided_on=TODAY - timedelta(days=5), feedback="zebrafeedback"
    )
    others.reply(
        row=others.consulted(
            pupil=pupil, by=senco, local_authority="Westshire", received_on=TODAY
        ), by=senco, replied_on=TODAY, answer="can", words="zebraanswer",
    )  # fmt: skip
    others.dispute(
        pupil=pupil, by=senco, request=row, about="assess", letter_on=row.decided_on,
        words="zebradispute",
    )  # fmt: skip
    return row


def pages(row):
    at = f"/pupils/{row.pupil_id}/"
    beside = [f"/ehc-consultations/{row.pupil.consultations.get().pk}/",
              f"/ehc-disputes/{row.pupil.disputes.get().pk}/"]  # fmt: skip
    listed = [f"/{row.school.slug}/ehc/requests/?show=all",
              f"/{row.school.slug}/ehc/requests/consultations/"]  # fmt: skip
    tabs = [f"{at}{tab}/" for tab in ("now", "ehc", "plan", "timeline")]
    return [at, *tabs, row.get_absolute_url(), *beside, *listed]


def read_by(client, person, addresses) -> str:
    sign_in(client, person)
    return " ".join(client.get(address).content.decode() for address in addresses)


def test_the_senco_reads_every_word(client, refused, senco):
    said = read_by(client, senco, pages(refused))
    assert [word for word in PLANTED if word not in said] == []


def test_nobody_without_the_file_reads_a_word(client, refused):
    pupil = refused.pupil
    pupil.class_group = ClassGroupFactory(school=pupil.school)
    pupil.save()
    teacher, helper = member(pupil.school, Role.TEACHER), member(pupil.school, Role.SUPPORT)
    hold_class(teacher, pupil.class_group)
    assign(helper, pupil)
    others_here = [member(pupil.school, role) for role in (Role.GOVERNOR, Role.OFFICE)]
    stranger = member(PupilFactory().school, Role.SENCO)
    plan = PlanFactory(pupil=pupil, lead=teacher)
    for person in (teacher, helper, *others_here, stranger):
        said = read_by(client, person, [*pages(refused), f"/plans/{plan.pk}/edit/"])
        assert [word for word in (*PLANTED, "needs assessment") if word in said] == [], person


def test_the_next_plan_shows_what_the_authority_wrote(client, refused, senco):
    plan = PlanFactory(pupil=refused.pupil, lead=senco)
    said = read_by(client, senco, [f"/plans/{plan.pk}/edit/"])

    assert "The authority wrote on" in said and "zebrafeedback" in said


def test_a_step_in_order_and_one_out_of_order(client, pupil, senco):
    sign_in(client, senco)
    answer = client.post(f"/pupils/{pupil.pk}/ehc-requests/new/", {
        "asked_by": "school", "why": "Two plans.", "local_authority": "Westshire",
    })  # fmt: skip
    row = pupil.assessment_requests.get()
    assert answer.url == row.get_absolute_url()
    body = {"sent_on": TODAY.isoformat(), "version": row.version}
    said = client.post(f"{answer.url}send/", body).content.decode()
    assert "Talk it over with the family first" in said and TODAY.isoformat() in said
    body = {"consulted_on": TODAY.isoformat(), "family_agrees": "no", "version": row.version}
    assert client.post(f"{answer.url}consult/", body).status_code == 302
    assert "The request was sent" in client.get(answer.url).content.decode()


def test_the_bar_of_six_months_is_shown_and_stops_nobody(client, pupil, senco):
    EhcPlanFactory(pupil=pupil, assessed_on=TODAY - timedelta(days=30))
    said = read_by(client, senco, [f"/pupils/{pupil.pk}/ehc-requests/new/"])

    assert "the authority may refuse" in said
    assert "6 months" in said


@pytest.mark.parametrize("rows", [10, 60])
def test_the_list_costs_the_same_at_any_length(client, rows, senco, pupil):
    for _ in range(rows):
        AssessmentRequestFactory(pupil=PupilFactory(school=pupil.school))
    AssessmentRequestFactory()  # another school's
    sign_in(client, senco)
    address = f"/{pupil.school.slug}/ehc/requests/"
    client.get(address)
    with queries(at_most=8):
        response = client.get(address)
    assert len(response.context["rows"]) == min(rows, 50)


@pytest.mark.parametrize("rows", [10, 200])
def test_consultations_are_narrowed_and_taken_along(client, rows, senco, pupil):
    given = {"school": pupil.school, "pupil": pupil, "local_authority": "Westshire",
             "received_on": TODAY - timedelta(days=16), "recorded_by": senco}  # fmt: skip
    waiting = Consultation.objects.bulk_create(Consultation(**given) for _ in range(rows))[0]
    others.reply(row=waiting, by=senco, replied_on=TODAY, answer="can", words="Yes.")
    sign_in(client, senco)
    at = f"/{pupil.school.slug}/ehc/requests/consultations/"
    client.get(at)
    with queries(at_most=8):
        page = client.get(f"{at}?show=waiting")
    assert len(page.context["rows"]) == min(rows - 1, 50)
    assert "Late: waits for us" in page.content.decode()
    [answered] = client.get(f"{at}?show=answered").context["rows"]
    assert answered["row"].pk == waiting.pk
    data = b"".join(client.get(f"{at}as/csv/?show=waiting"))
    assert data.count(b"\n") == rows and b"Westshire" in data
    assert client.get(f"{at}?show=x").status_code == 400


def test_the_file_holds_the_list(client, refused, senco):
    sign_in(client, senco)
    address = f"/{refused.school.slug}/ehc/requests/as/csv/?show=no"
    data = b"".join(client.get(address)).decode()
    assert refused.pupil.name in data and "zebra" not in data
    assert Event.objects.filter(verb__contains="downloaded").exists()


def test_an_unknown_filter_and_an_unknown_step(client, refused, senco):
    sign_in(client, senco)
    assert client.get(f"/{refused.school.slug}/ehc/requests/?show=x&after=~").status_code == 200
    assert client.get(f"{refused.get_absolute_url()}nonsense/").status_code == 404
    new = f"/pupils/{refused.pupil_id}/ehc-disputes/new/?request="
    assert client.get(f"{new}999999").status_code == 404
    assert client.get(f"{new}{'9' * 40}").status_code == 404


def test_the_childs_tab_tells_what_stands_beside(client, senco, pupil):
    given = {"school": pupil.school, "pupil": pupil, "recorded_by": senco}
    asked = Consultation.objects.create(received_on=TODAY, local_authority="Westshire", **given)
    over = Dispute.objects.create(
        about="assess",
        letter_on=TODAY - timedelta(days=9),
        ended_on=TODAY,
        outcome="Agreed.",
        **given,
    )
    sign_in(client, senco)

    told = client.get(f"/pupils/{pupil.pk}/ehc/").content.decode()

    words = ["waits for our answer", "No assessment: letter of", "ended "]
    assert [word for word in words if word not in told] == []
    assert told.index(asked.get_absolute_url()) < told.index(over.get_absolute_url())
    assert other_rows(member(PupilFactory().school, Role.SENCO), pupil) == []
