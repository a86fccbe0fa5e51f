"""What the records say beside a section: the school's own words, and no child."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.permissions import Role
from agencies.models import Agency
from provision.interventions.models import Programme
from reports.public import figures, outlines, suggestions
from schools import wording
from schools.models import School
from schools.owed import services as owed
from schools.training import services as training
from sendcase import moment
from tests.factories import board
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def of(school, key) -> str:
    return suggestions.suggest(outlines.read("sen-information-report").section(key), school)


@pytest.fixture
def told(school):
    """A school that has said all it can of itself."""
    School.objects.filter(pk=school.pk).update(
        phone="01234 567890", email="office@oakfield.example", sendiass_contact="SENDIASS Weald",
        local_offer_url="https://www.example.org/local-offer", local_authority="Weald",
        designated_teacher="Mrs D. Teach", sen_governor_name="Mr G. Overnor",
        parent_meeting="in October and March",
    )  # fmt: skip
    senco = member(school, Role.SENCO)
    Programme.objects.create(school=school, name="Precision teaching")
    Agency.objects.create(school=school, name="Speech team", kind=Agency.Kind.SPEECH,
                          people="Dr Anybody")  # fmt: skip
    said = {"kind": "topic", "area": None, "provider": "", "minutes": 60, "note": "",
            "expires_on": None, "by": senco, "school": school, "whole_staff": False}  # fmt: skip
    person = {"people": [senco], "names": []}
    training.record(title="Makaton", held_on=moment.today() - timedelta(days=9), **said, **person)
    training.record(title="Old news", held_on=moment.today() - timedelta(days=900), **said,
                    **person)  # fmt: skip
    owed.add_policy(school=school, name="Accessibility plan", months=36,
                    reviewed_on=moment.today(), by=senco)  # fmt: skip
    school.refresh_from_db()
    return school


def test_each_source_says_what_the_school_wrote_down(told):
    said = {
        "kinds": told.areas.first().name, "finding": told.policy.referral_name,
        "progress": told.plan_kinds.first().name, "support": "Precision teaching (Wave 2)",
        "senco": "Mr J. Whitlock\nPhone: 01234 567890", "training": "– Makaton",
        "parents": "3 times a year", "complaints": "Mr G. Overnor, SEN governor",
        "outside": "Speech team (Speech and language therapy)", "advice": "SENDIASS Weald",
        "offer": "https://www.example.org/local-offer", "plan": "every 3 years",
        "looked-after": "Mrs D. Teach", "moving": "handed on", "works": "SEN register",
    }  # fmt: skip
    for key, words in said.items():
        assert words in of(told, key), key
    assert "Old news" not in of(told, "training") and "Mx Person" not in of(told, "training")
    assert "Dr Anybody" not in of(told, "outside")


def test_where_nothing_is_written_down_nothing_is_suggested(school):
    for key in ("offer", "advice", "plan", "looked-after", "training", "outside"):
        assert of(school, key) == "", key


@pytest.fixture
def counted(here, monkeypatch):
    """12 children with SEN support, and a governors' report that says 10 of them."""
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: b"%PDF-1.7")
    support = here.school.stages.get(code="sen-support")
    days_ago = moment.today() - timedelta(days=20)
    for _ in range(12):
        pupil = PupilFactory(school=here.school, admitted_on=days_ago)
        placed(pupil, by=here.senco, stage=support, on=days_ago)
    board.term(here.school)
    board.published(here.school, here.senco, here.head)
    return support


def test_figures_are_those_the_governors_read_with_their_day(here, counted):
    words = of(here.school, "kinds")
    day = wording.day(moment.today())
    assert f"On {day}, about 10 children had SEN support and 0–7 children had an EHC plan." in words
    assert "our report to the governors for Autumn 2026" in words


def test_a_child_more_changes_no_figure_until_the_next_report(here, counted):
    before = of(here.school, "kinds")
    placed(PupilFactory(school=here.school), by=here.senco, stage=counted, on=moment.today())
    with moment.at(moment.now() + timedelta(days=3)):
        assert of(here.school, "kinds") == before


def test_another_schools_report_says_nothing_here(counted):
    assert "children had" not in of(SchoolFactory(), "kinds")


def test_without_a_published_report_no_figure_stands_there_and_it_says_why(here, monkeypatch):
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: b"%PDF-1.7")
    board.term(here.school)
    board.confirmed(here.school, here.senco, here.head)  # not published
    part = outlines.read("sen-information-report").section("kinds")
    assert "children had" not in of(here.school, "kinds")
    assert suggestions.note(part, here.school) == figures.NONE_YET
    page = sign_in(Client(), here.senco)
    at = f"/public-documents/{here.report.pk}/sections"
    assert "none is published so far" in page.get(f"{at}/kinds/").content.decode()
    assert "none is published so far" not in page.get(f"{at}/senco/").content.decode()
    taken = page.post(f"{at}/kinds/", {"take": "1", "words": "", "version": 1}).content.decode()
    assert "published so far" not in taken.split("<textarea")[1].split("</textarea>")[0]


def test_a_figure_that_is_not_shown_is_left_out():
    row = {"words": "EHC plan", "cells": [{"words": "not shown", "is_hidden": True}]}
    table = {"rows": [row], "days": {"day": "2026-11-24"}}
    assert figures.sentences(table, "Autumn 2026") == ""
