"""A governor's session goes through the whole site: every link, paper, sheet and feed it can reach,
and every address of the site with real numbers. In every table stands a word that is nowhere else;
none of them comes back. The head's session, sent the same way, finds plenty.
"""

import io
import re
import zipfile

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from pupils.complaints import services as complaints
from reports.board import printing
from schools.models import Membership
from sendcase import moment
from sendcase.frozen import triggers
from sendcase.frozen.services import content_of
from sendcase.models import PERSONAL, SPECIAL
from sendcase.pdf import render_pdf
from tests.access.asking import undone
from tests.access.rows import GET, POST
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.repo.test_house_rules import ROOMS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
MARK = re.compile(rb"Qz\d+v")
LINK = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]*url)="(/[^"#]*)')
# Who runs the school is no case; the report itself, what the head released of a nameless sample,
# and what governors wrote down of their visit, is what they are to read: that no planted name comes
# through these three, tests/reports/sampler/test_pages.py asks.
NO_CASE = {
    "accounts.User", "schools.School", "reports.BoardEdition", "reports.BoardVersion",
    "reports.SampleRelease", "reports.VisitNote", "reports.VisitQuestion",
}  # fmt: skip
NOT_FOLLOWED = ("/accounts/logout/", "/static/")
MOST = 400  # addresses: a governor reaches a few dozen


def fields_to_mark():
    """Every field of every table that says something of a person, where words can stand."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and model._meta.label not in NO_CASE:
            for field in model._meta.local_concrete_fields:
                privacy = getattr(model, "PRIVACY", {}).get(field.name)
                is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                free = is_text and not field.choices and not field.unique
                if free and not field.is_relation and privacy in (PERSONAL, SPECIAL):
                    yield model, field


def mark_all() -> set[str]:
    """Put a word of its own into each; the tables that took it. The triggers of what is frozen are
    lifted meanwhile.
    """
    triggers.lift()
    marked = set()
    for number, (model, field) in enumerate(fields_to_mark()):
        word = f"Qz{number}v"
        if isinstance(field, models.JSONField):
            word = [word]
        elif field.name == "content":
            word = f'{{"words": "{word}"}}'
        try:
            with transaction.atomic():
                if model._base_manager.update(**{field.name: word}):
                    marked.add(model._meta.label)
        except DatabaseError:
            continue  # one the database allows no such word in
    return marked


def text_of(response) -> bytes:
    """Everything that came back: the words of a paper, the cells of a sheet, addresses."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    heads = "\n".join(f"{name}: {value}" for name, value in response.items()).encode()
    if kind.startswith("application/pdf") and body.startswith(b"%PDF") and len(body) > 500:
        pages = PdfReader(io.BytesIO(body)).pages
        body += "\n".join(page.extract_text() for page in pages).encode()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            body += b"\n".join(file.read(name) for name in file.namelist())
    return heads + b"\n" + body


def asked(client, address, found: dict, status=None):
    """One question, undone; what it gave away is put into `found`."""
    with undone():
        response = client.get(address)
        text = text_of(response)
    if marks := set(MARK.findall(text)):
        found[address] = marks
    if status is not None and response.status_code != status:
        found[f"{address}: {response.status_code} in place of {status}"] = set()
    return response, text


def crawl(client, begin) -> tuple[dict, set]:
    """What was given away at which address, and every address that opened."""
    waiting, seen, found, opened = list(begin), set(begin), {}, set()
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        response, text = asked(client, address, found)
        if response.status_code == 200:
            opened.add(address)
        links = LINK.findall(text.decode(errors="replace").replace("&amp;", "&"))
        if response.status_code in (301, 302):
            links.append(response.headers["Location"])
        for link in links:
            if link not in seen and not link.startswith(NOT_FOLLOWED):
                seen.add(link)
                waiting.append(link)
    return found, opened


@pytest.fixture
def marked(cast):
    """The cast as it is at Oakfield alone, with a word in every table."""
    with undone():
        Membership.objects.filter(school=cast.elm).delete()
        yield mark_all()


def test_words_stand_in_every_table(marked):
    assert {
        "pupils.Pupil", "pupils.Contact", "pupils.ChronologyEntry", "pupils.Complaint",
        "referrals.Referral", "register.RegisterEntry", "iep.SupportPlan", "iep.Target",
        "iep.PlanNote", "iep.PlanVersion", "letters.Letter", "letters.LetterVersion",
        "letters.Reply", "provision.ParentMeeting", "agencies.Agency", "agencies.Advice",
        "ehcp.EhcPlan", "ehcp.EhcPlanVersion", "ehcp.AnnualReview", "audit.EventDetail",
    } <= marked  # fmt: skip
    assert len(marked) > 60


def test_no_link_leads_a_governor_to_a_child(cast, marked):
    found, opened = crawl(cast.client("governor"), ["/"])
    assert found == {}
    at = f"/{cast.a.slug}"
    reached = {f"{at}/reports/", f"{at}/board-report/", f"{at}/board-report/questions/",
               f"{at}/school/", cast.a.board_published.get_absolute_url(),
               f"/board-reports/{cast.a.board_published.pk}/pdf/"}  # fmt: skip
    assert reached <= opened


def test_no_address_gives_a_governor_a_child(cast, marked):
    """Every address of the site, also those that only take a POST; what is refused says nothing."""
    client, found = cast.client("governor"), {}
    for row in GET:
        about_one = " " in row.label  # "/" asks a person of two schools, and leads one of one on
        status = row.expected["governor"] if about_one else None
        asked(client, row.address(cast.a), found, status)
    for row in POST:
        asked(client, row.address(cast.a), found)
    assert found == {}


def test_the_paper_itself_names_no_child(cast, marked):
    said = content_of(cast.a.board_published.issued)
    text = "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(printing.html(said)))).pages
    )
    assert "Governors’ report" in text
    assert MARK.search(text.encode()) is None
    assert "Amina" not in text and "Brightwater" not in text


# What is drawn by lot for one answer: nonces, tokens, the number of a form.
ONCE = re.compile(
    rb'nonce="[^"]*"|nonce-[^\';]*|csrfmiddlewaretoken" value="[^"]*"'
    rb'|"X-CSRFToken": "[^"]*"|value="[0-9a-f-]{32,36}"'
)


def answers(client, addresses) -> dict:
    """Each in whole, its heads and bytes, and how many questions the database was asked for it.
    What is drawn by lot for one answer is left out.
    """
    found = {}
    for address in sorted(addresses):
        with undone(), CaptureQueriesContext(connection) as asked_for:
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        heads = "\n".join(f"{name}: {value}" for name, value in response.items()).encode()
        found[address] = (response.status_code, ONCE.sub(b"", heads), ONCE.sub(b"", body),
                          len(asked_for))  # fmt: skip
    return found


def test_one_child_more_changes_no_byte_of_what_a_governor_gets(cast):
    """Nor its length, its heads, or how much the database has to do."""
    with undone():
        Membership.objects.filter(school=cast.elm).delete()
        governor, head = cast.client("governor"), cast.client("head")
        _, opened = crawl(governor, ["/"])
        # One's own account: keys are drawn by lot there, and nothing of the school stands on it.
        opened = {each for each in opened if not each.startswith("/accounts/")} | {
            row.address(cast.a)
            for row in GET
            if row.expected["governor"] in (403, 404)
            and row.route.split(":")[0] in ("board", "public", "sampler", "reports", "head")
        }
        of_the_head = [reverse("head:page", args=[cast.a.slug])]
        before, known = answers(governor, opened), answers(head, of_the_head)
        child = PupilFactory(school=cast.oakfield, class_group=cast.willow, legal_first_name="Qz")
        placed(child, by=cast.people["senco"])
        complaints.record(
            pupil=child, by=cast.people["senco"], way="informal", about="Nobody rang back.",
            made_on=moment.today(), made_by="Ms Brightwater",
        )  # fmt: skip
        assert answers(governor, opened) == before
        assert answers(head, of_the_head) != known
    assert len(before) > 15


def test_the_heads_session_finds_them(cast, marked):
    """The same way through the site gives plenty to who may read: the words do come back."""
    client, found = cast.client("head"), {}
    for row in GET:
        if row.expected["head"] == 200 and row.route.startswith(("pupils:", "iep:", "agencies:")):
            try:
                asked(client, row.address(cast.a), found)
            except (ValueError, TypeError, KeyError, AttributeError, DatabaseError):
                continue  # a page that cannot read such words
    assert len(set().union(*found.values())) > 30


def test_on_this_engine_the_words_go_again(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pupils_pupil WHERE legal_first_name LIKE 'Qz%v'")
        assert cursor.fetchone() == (0,)
