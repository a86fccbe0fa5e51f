"""Titles and keys under which editions are frozen, kept and compared. Who changes one, changes what
earlier reports are compared with: the table begins anew, and its history is lost. Then change it
here too, and say so in docs/decisions/figures.md.
"""

import pytest

from reports.board import sources
from sendcase import moment

pytestmark = pytest.mark.django_db
TABLES = {
    "register": "The register", "stage": "By stage", "provision": "Support and plans",
    "area": "Broad area of need", "type": "Main type of need", "year": "By year",
    "sex": "Girls and boys", "groups": "Groups of children", "movement": "What moved",
    "plan-reviews": "Reviews of support plans", "annual-reviews": "Annual reviews",
    "meetings": "Meetings with families", "letters": "Letters home",
    "referrals": "Requests for help", "complaints": "Complaints", "disagreements": "Disagreements",
    "help": "Extra help", "impact": "What was gained",
    "minutes": "Hours of help promised and given", "spent": "What help cost",
    "brought-in": "Money for children by name", "gains": "Months gained in a month",
    "waiting": "How long an answer took",
}  # fmt: skip
NAMES = {"SEN support", "EHC plan", "Children with support"}


def test_titles_are_those_of_the_reports_before(school):
    days = sources.Days(moment.today(), moment.today(), moment.today())
    sheets = sources.sheets(school, days)
    found = {each.key: each.title for each in (*sheets, *sources.amounts(school, days))}
    assert found == TABLES
    assert set().union(*(each.names.values() for each in sheets)) >= NAMES
