"""The pages: what the SENCO sees and does, and how little everybody else reads."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from ehcp.plans import census, services
from ehcp.plans.models import EhcPlan, EhcReading, Section
from pupils.models import Document, Pupil
from register.review import facts
from sendcase import moment
from tests.factories.ehcp import AnnualReviewFactory, EhcPlanFactory
from tests.factories.people import member, sign_in
from tests.factories.register import placed
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()
B, E, F = "Finds it hard to follow", "Follows three steps", "Language group"
A, I = "Likes drawing", "A mainstream primary"  # noqa: E741


@pytest.fixture
def kept(case):
    services.keep(plan=case.plan, kind="final", dated_on=TODAY, by=case.senco)
    case.plan.refresh_from_db()
    return case


def text_of(client, person, address):
    answer = sign_in(client, person).get(address)
    return answer.status_code, answer.content.decode()


def at(plan, rest=""):
    return f"/ehc-plans/{plan.pk}/{rest}"


def test_each_reads_their_own_sections(client, kept):
    reads = {
        kept.senco: {A, B, E, F, I}, kept.head: {A, B, E, F, I}, kept.teacher: {B, E, F},
        kept.helper: {E, F},
    }  # fmt: skip
    for person, words in reads.items():
        for address in (at(kept.plan), f"/pupils/{kept.pupil.pk}/ehc/"):
            status, text = text_of(client, person, address)
            seen = {each for each in (A, B, E, F, I) if each in text}
            assert status == 200
            expected = words if address == at(kept.plan) or len(words) < 5 else set()
            assert seen == expected, (person.name, address)
    assert "B1" not in text_of(client, kept.helper, at(kept.plan))[1]


def test_nobody_without_a_duty_reads_a_section(client, kept):
    strangers = [member(kept.school, role) for role in
                 (Role.TEACHER, Role.SUPPORT, Role.GOVERNOR, Role.OFFICE)]  # fmt: skip
    strangers.append(member(EhcPlanFactory().school, Role.SENCO))
    for person in strangers:
        for address in (at(kept.plan), f"/pupils/{kept.pupil.pk}/ehc/", at(kept.plan, "compare/"),
                        f"/{kept.school.slug}/ehc/", f"/{kept.school.slug}/today/",
                        f"/{kept.school.slug}/pupils/?ehc=in_force"):  # fmt: skip
            _, text = text_of(client, person, address)
            assert not any(words in text for words in (A, B, E, F, I)), (person, address)
            assert "Amina" not in text or "pupils" in address


def test_who_teaches_reads_what_was_kept_not_what_is_typed(client, kept):
    line = kept.plan.ehcprovisions.get()
    services.save_line(plan=kept.plan, kind="provisions", line=line, version=line.version,
                       by=kept.senco, number=1, words="Rumour")  # fmt: skip
    assert "Rumour" not in text_of(client, kept.teacher, at(kept.plan))[1]
    text = text_of(client, kept.senco, at(kept.plan))[1]
    assert "Rumour" in text and "Changed since it was kept" in text


def test_lines_say_how_much_and_what_they_are_for(client, kept):
    text = text_of(client, kept.senco, at(kept.plan))[1]
    assert "30 minutes, twice a week, in a group of 3, by a trained teaching assistant." in text
    assert "Meets need B1, serves outcome E1." in text
    line = kept.plan.ehcprovisions.get()
    services.save_line(plan=kept.plan, kind="provisions", line=line, version=line.version,
                       by=kept.senco, number=1, words="Help", minutes=None)  # fmt: skip
    assert "The plan does not say how long." in text_of(client, kept.senco, at(kept.plan))[1]
    assert "does not say" not in text_of(client, kept.teacher, at(kept.plan))[1]


def test_reading_is_confirmed_once_and_the_senco_sees_who_has_not(client, kept):
    sign_in(client, kept.teacher)
    assert "1 EHC plan to read" in client.get(f"/{kept.school.slug}/today/").content.decode()
    client.post(at(kept.plan, "read/"), {"number": 1})
    client.post(at(kept.plan, "read/"), {"number": 1})
    assert EhcReading.objects.get().person == kept.teacher
    assert "EHC plan to read" not in client.get(f"/{kept.school.slug}/today/").content.decode()
    text = text_of(client, kept.senco, at(kept.plan))[1]
    assert "Mrs D. Lamb" in text and "Not read, since" in text
    assert f"Read {TODAY:%a} {TODAY.day}" in text

    services.keep(plan=kept.plan, kind="amended", dated_on=TODAY, by=kept.senco)
    sign_in(client, kept.teacher).post(at(kept.plan, "read/"), {"number": 1})
    assert EhcReading.objects.count() == 1  # a newer one came: read that


def test_a_plan_is_recorded_written_in_and_kept_by_hand(client, case):
    pupil = Pupil.objects.create(school=case.school, legal_first_name="Bea", year="4",
                                 legal_last_name="Stone", born_on=date(2017, 5, 1))  # fmt: skip
    sign_in(client, case.senco)
    new = reverse("ehc_plans:new", args=[pupil.pk])
    wrong = client.post(new, {"what": "final", "local_authority": "Westshire"})
    assert "Say when the final plan was first issued." in wrong.content.decode()
    client.post(new, {"what": "final", "local_authority": "Westshire",
                      "issued_on": TODAY.isoformat()})  # fmt: skip
    plan = EhcPlan.objects.get(pupil=pupil)
    client.post(at(plan, "section/A/"), {"words": "Likes water.", "version": 0})
    client.post(at(plan, "needs/new/"), {"number": 1, "words": "Cannot hear well."})
    need = plan.ehcneeds.get()
    client.post(at(plan, "provisions/new/"), {
        "number": 1, "words": "Radio aid", "minutes": 10, "times": 1, "per": "day",
        "needs": [need.pk],
    })  # fmt: skip
    assert plan.ehcprovisions.get().needs.get() == need
    client.post(at(plan, "keep/"), {"kind": "final", "dated_on": TODAY.isoformat(),
                                    "version": plan.version})  # fmt: skip
    assert plan.versions.get().kind == "final"
    client.post(at(plan, f"needs/{need.pk}/out/"), {"put": "out"})
    need.refresh_from_db()
    assert need.dropped_on == TODAY
    client.post(at(plan, f"needs/{need.pk}/out/"), {"put": "back"})
    need.refresh_from_db()
    assert need.dropped_on is None


def test_two_people_at_once_both_see_their_words(client, kept):
    line = kept.plan.ehcoutcomes.get()
    posted = {"number": 1, "words": "Mine", "version": line.version}
    services.save_line(plan=kept.plan, kind="outcomes", line=line, version=line.version,
                       by=kept.senco, number=1, words="Theirs")  # fmt: skip
    answer = sign_in(client, kept.senco).post(at(kept.plan, f"outcomes/{line.pk}/"), posted)
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode() and "Theirs" in answer.content.decode()
    section = Section.objects.get(plan=kept.plan, letter="A")
    services.save_section(plan=kept.plan, letter="A", words="Theirs", version=section.version,
                          by=kept.senco)  # fmt: skip
    answer = client.post(at(kept.plan, "section/A/"), {"words": "Mine", "version": 1})
    assert answer.status_code == 409


def test_versions_are_compared_in_words(client, kept):
    line = kept.plan.ehcoutcomes.get()
    services.save_line(plan=kept.plan, kind="outcomes", line=line, version=line.version,
                       by=kept.senco, number=1, words="Follows four steps said once.")  # fmt: skip
    services.keep(plan=kept.plan, kind="amended", dated_on=TODAY, by=kept.senco)
    text = text_of(client, kept.senco, at(kept.plan, "compare/"))[1]
    assert "1 line was changed; “Last amended” was added." in text
    assert "four" in text and "<del>" in text and f"{TODAY:%b} {TODAY.year}" in text
    assert f"<ins>{TODAY.isoformat()}" not in text


def test_the_dates_show_their_working_and_late_is_said(client, case):
    EhcPlan.objects.update(issued_on=TODAY - timedelta(days=400))
    text = text_of(client, case.senco, f"/{case.school.slug}/ehc/")[1]
    assert "status-late" in text and "CFA 2014 s44(1)(a)" in text
    assert "CFA 2014 s44(1)(a)" in text_of(client, case.senco, at(case.plan))[1]


def test_census_code_and_plan_are_compared_and_nothing_is_moved(client, case):
    other = Pupil.objects.create(school=case.school, legal_first_name="Bea", year="4",
                                 legal_last_name="Stone", born_on=date(2017, 5, 1))  # fmt: skip
    stage = case.school.stages.get(census_code="E")
    placed(other, stage.code, by=case.senco)
    pupils = f"/{case.school.slug}/pupils/"
    sign_in(client, case.senco)
    text = client.get(f"/{case.school.slug}/ehc/").content.decode()
    assert "1 child: census code E, but no EHC plan in force" in text
    found = client.get(f"{pupils}?ehc=no_plan").content.decode()
    assert "Bea Stone" in found and "Amina" not in found
    found = client.get(f"{pupils}?ehc=no_code").content.decode()
    assert "Amina" in found and "Bea Stone" not in found
    placed(case.pupil, stage.code, by=case.senco)
    services.cease(plan=case.plan, last_day=TODAY, reason="Not needed.", by=case.senco)
    text = client.get(at(case.plan)).content.decode()
    assert "Census code E, but no EHC plan in force" in text
    assert f"/pupils/{case.pupil.pk}/register/" in text or "register" in text
    assert case.pupil.register_entries.get(until_on=None).census_code == "E"


@pytest.mark.parametrize("count", [10, 200])
def test_the_list_costs_the_same_at_any_size(client, case, count):
    pupils = Pupil.objects.bulk_create(
        Pupil(school=case.school, class_group=case.willow, legal_first_name=f"N{n:03}",
              born_on=date(2018, 1, 1), year="3", sort_key=f"n{n:03}") for n in range(count)
    )  # fmt: skip
    EhcPlan.objects.bulk_create(
        EhcPlan(school=case.school, pupil=pupil, state="in_force", local_authority="W",
                issued_on=TODAY, recorded_by=case.senco) for pupil in pupils
    )  # fmt: skip
    sign_in(client, case.senco)
    client.get(f"/{case.school.slug}/ehc/")
    with queries(at_most=LIST_QUERIES):
        answer = client.get(f"/{case.school.slug}/ehc/")
    assert len(answer.context["rows"]) == min(count + 1, 50)
    sheet = client.get(f"/{case.school.slug}/ehc/as/csv/?show=in_force")
    assert b"".join(sheet.streaming_content).count(b"\n") == count + 2


def test_the_list_says_who_has_not_read_which_plan(client, kept):
    way = f"/{kept.school.slug}/ehc/?show=unread"
    services.confirm(plan=kept.plan, number=1, by=kept.teacher)
    text = text_of(client, kept.senco, way)[1]
    assert "Mrs D. Lamb" in text and "Ms T. Archer" not in text
    services.confirm(plan=kept.plan, number=1, by=kept.helper)
    assert "Everybody has read them" in text_of(client, kept.senco, way)[1]


LIST_QUERIES = 8


def test_the_list_is_narrowed_by_class_and_authority_on_page_and_in_the_file(client, case):
    other = EhcPlanFactory(pupil__school=case.school, local_authority="Eastshire")
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/"
    for asked in (f"class={case.willow.pk}", "authority=Westshire+County+Council"):
        page = client.get(f"{at}?{asked}")
        assert [row["name"] for row in page.context["rows"]] == [case.pupil.name]
        sheet = client.get(f"{at}as/csv/?{page.context['sheet_query']}")
        assert b"Eastshire" not in b"".join(sheet.streaming_content)
    page = client.get(f"{at}?class=none&authority=Eastshire")
    assert [row["name"] for row in page.context["rows"]] == [other.pupil.name]
    assert "No plan fits" in client.get(f"{at}?authority=Nowhere").content.decode()
    assert client.get(f"{at}?class=x").status_code == 400


def test_an_empty_list_says_what_it_is_for(client, case):
    text = text_of(client, case.senco, f"/{case.school.slug}/ehc/?show=draft")[1]
    assert "No plan here" in text


def test_the_authoritys_paper_is_kept_beside_and_a_wrong_file_is_refused(client, case, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sign_in(client, case.senco)
    given = {"kind": "final", "dated_on": TODAY.isoformat(), "version": case.plan.version}
    word = SimpleUploadedFile("plan.docx", b"PK\x03\x04 a Word file")
    answer = client.post(at(case.plan, "keep/"), given | {"upload": word})
    assert "not a PDF, JPG or PNG" in answer.content.decode()
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 the authority's\n%%EOF\n")
    client.post(at(case.plan, "keep/"), given | {"upload": paper})
    version = case.plan.versions.get()
    assert version.paper.needs == "ehc_view"
    assert Document.objects.visible_to(case.senco).filter(pk=version.paper_id).exists()
    assert not Document.objects.visible_to(case.teacher).filter(pk=version.paper_id).exists()


def test_a_change_of_school_shows_its_own_dates(client, case):
    year = TODAY.year + 1
    AnnualReviewFactory(plan=case.plan, kind="transfer", transfer_year=year)
    text = text_of(client, case.senco, at(case.plan))[1]
    assert f"14 Feb {year}" in text and "reg. 18(1)" in text


def test_the_reassessment_bar_and_the_new_authority_show(client, case):
    EhcPlan.objects.update(assessed_on=TODAY - timedelta(days=30))
    client = sign_in(client, case.senco)
    client.post(at(case.plan, "move/"), {"local_authority": "Eastshire", "version": 1,
                                         "moved_on": TODAY.isoformat()})  # fmt: skip
    text = client.get(at(case.plan)).content.decode()
    assert "can no longer be refused as too early" in text
    assert "The new authority says when it will review" in text
    assert "The new authority reviews the plan" in text


def test_a_draft_is_asked_for_no_placement(client, case):
    Section.objects.filter(letter="I").delete()
    assert "section/I/" in text_of(client, case.senco, at(case.plan))[1].split("Authority and")[0]
    EhcPlan.objects.update(state="draft", issued_on=None)
    missing = text_of(client, case.senco, at(case.plan))[1].split("Authority and dates")[0]
    assert "section/I/" not in missing


def test_the_review_of_the_register_says_where_code_and_plan_differ(case):
    assert facts.about(case.senco, case.school.pk)[case.pupil.pk][-1].words == census.NO_CODE
    assert case.pupil.pk not in facts.about(case.teacher, case.school.pk)


@pytest.mark.parametrize("count", [3, 30])
def test_the_plan_costs_the_same_however_long_it_is(client, kept, count):
    for n in range(2, count):
        need = services.save_line(plan=kept.plan, kind="needs", number=n, words="x", by=kept.senco)
        services.save_line(plan=kept.plan, kind="provisions", number=n, words="x", by=kept.senco,
                           needs=[need])  # fmt: skip
    sign_in(client, kept.senco).get(at(kept.plan))
    with queries(at_most=PLAN_QUERIES):
        client.get(at(kept.plan))


PLAN_QUERIES = 31  # of them eight the plan’s rows, five who works with the child, two the calendar


def test_the_senco_finds_the_list_and_a_teacher_is_shown_no_way_to_it(client, kept):
    plans, way = f"/{kept.school.slug}/plans/", f"/{kept.school.slug}/ehc/"
    assert way in text_of(client, kept.senco, plans)[1]
    assert way not in text_of(client, kept.teacher, plans)[1]
