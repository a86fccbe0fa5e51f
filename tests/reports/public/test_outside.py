"""What everybody reads: the published words, no cookie, no child; nothing where nothing is out."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.sessions import SEEN
from reports.public import services
from schools.models import Logo
from tests.factories.people import sign_in
from tests.factories.schools import SchoolFactory
from tests.reports.public.conftest import A_PDF, published, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_paper")]
KEY = "sen-information-report"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def out(here):
    """Published, and the next one being written."""
    published(here.report, here.senco, here.head)
    services.begin_next(document=here.report, by=here.senco)
    write(here.report, here.senco, words="A draft nobody outside reads.")
    return here


def addresses(school, key=KEY):
    return f"/p/{school.slug}/{key}/", f"/p/{school.slug}/{key}.pdf"


def test_everybody_reads_what_was_published_last(out):
    page, pdf = addresses(out.school)
    response = Client().get(page)
    words = response.content.decode()
    assert "We listen first." in words and "A draft" not in words
    assert f'href="{pdf}"' in words and "Next update by" in words
    assert b"".join([Client().get(pdf).content]) == A_PDF
    assert Client().head(page).status_code == 200


@pytest.mark.parametrize("who", ["nobody", "signed in"])
def test_it_sets_no_cookie_carries_no_token_and_may_be_kept_for_minutes(out, who):
    Logo.objects.create(school=out.school, png=PNG)
    client = Client() if who == "nobody" else sign_in(Client(), out.senco)
    for address in (*addresses(out.school), f"/p/{out.school.slug}/logo.png"):
        response = client.get(address)
        assert response.status_code == 200 and not response.cookies, address
        assert response["Cache-Control"] == "public, max-age=300"
        assert "X-Robots-Tag" not in response  # it is there to be found
    words = client.get(addresses(out.school)[0]).content.decode()
    assert "csrf" not in words.lower() and "<script" not in words and "noindex" not in words
    assert out.senco.name not in words and out.head.name not in words and "Ms Clerk" not in words


@pytest.mark.parametrize("minutes", [2, 31])  # noted that it was seen; ended
def test_an_answer_with_a_session_in_it_is_kept_by_no_cache(out, minutes):
    for address in addresses(out.school):
        client = sign_in(Client(), out.senco)
        session = client.session
        session[SEEN] -= minutes * 60
        session.save()
        response = client.get(address)
        assert response.status_code == 200 and response.cookies, address
        assert response["Cache-Control"] == "no-store, private", address


def test_where_nothing_is_published_nothing_is_there(out):
    quiet = SchoolFactory()
    services.begin(school=quiet, outline=KEY, by=out.senco)  # begun, never published
    Logo.objects.create(school=quiet, png=PNG)
    gone = [*addresses(quiet), *addresses(out.school, "inclusion-strategy"),
            *addresses(out.school, "nothing"), f"/p/{quiet.slug}/logo.png",
            f"/p/none/{KEY}/", f"/p/{out.school.slug}/logo.png"]  # fmt: skip
    for address in gone:
        response = Client().get(address)
        assert response.status_code == 404 and not response.cookies, address
        assert "public" not in response["Cache-Control"], address


def test_which_schools_use_this_site_no_answer_tells(out):
    """One that published nothing answers as one that does not exist: to the byte, and with as many
    questions to the database.
    """
    quiet = SchoolFactory(slug="quietly")
    services.begin(school=quiet, outline=KEY, by=out.senco)
    Logo.objects.create(school=quiet, png=PNG)
    for tail in (f"{KEY}/", f"{KEY}.pdf", "logo.png"):
        with CaptureQueriesContext(connection) as there:
            real = Client().get(f"/p/quietly/{tail}")
        with CaptureQueriesContext(connection) as nowhere:
            none = Client().get(f"/p/nowhere/{tail}")
        assert real.content.replace(b"quietly", b"nowhere") == none.content
        assert dict(real.headers) == dict(none.headers)
        assert len(there) == len(nowhere) == 1, tail


def test_taken_down_it_is_gone_with_its_paper_and_the_logo(out):
    Logo.objects.create(school=out.school, png=PNG)
    services.take_down(document=out.report, why="A slip.", by=out.head)
    for address in (*addresses(out.school), f"/p/{out.school.slug}/logo.png"):
        assert Client().get(address).status_code == 404


def test_web_addresses_become_links_and_nothing_else_does(here):
    words = "See https://www.example.org/offer or javascript:alert(1) <b>bold</b>"
    published(here.report, here.senco, here.head, words=words)
    page = Client().get(addresses(here.school)[0]).content.decode()
    assert 'href="https://www.example.org/offer"' in page
    assert 'href="javascript' not in page and "&lt;b&gt;bold" in page


def test_it_asks_the_database_twice_at_most(out, at_most):
    """So few that whoever opens it is not counted (docs/decisions/what-leaves-attacked.md)."""
    Logo.objects.create(school=out.school, png=PNG)
    client = Client()
    client.get(addresses(out.school)[0])
    for address, count in zip((*addresses(out.school), f"/p/{out.school.slug}/logo.png"), (2, 2, 1),
                              strict=True):  # fmt: skip
        with at_most(count):
            client.get(address)
