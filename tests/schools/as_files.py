"""A list as a file beside its page: all of it, in its order, harmless, and the log says which."""

import csv
import io
import re
from dataclasses import dataclass
from html import unescape

from audit.models import Event
from pupils.models import Pupil
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory

MANY = 62  # more than a page of most lists
EVIL = "=1+1"
FIRST_CELL = r'<th scope="row"[^>]*>(.*?)</th>'
DATE = re.compile(r"\d\d/\d\d/\d{4}")


def names() -> list[str]:
    return [EVIL, *(f"Name{number:02}" for number in range(MANY - 1))]


def children(school, klass=None) -> list[Pupil]:
    return [PupilFactory(school=school, legal_first_name=name, class_group=klass)
            for name in names()]  # fmt: skip


@dataclass(frozen=True)
class List:
    """make(at) → the page's address. shown: what stands on the page in each row; column: where the
    file has it; asks: how often the file may ask the database; dated: a column of dates; one: the
    words in the file's address, where a page has several.
    """

    make: object
    title: str
    asks: int
    shown: str = FIRST_CELL
    column: int = 0
    dated: int | None = None
    says: dict | None = None
    one: str = ""


def lines(response) -> list[list[str]]:
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def on_screen(page: str, shown: str) -> list[str]:
    found = re.findall(shown, page, re.S)
    return [unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in found]


def file_link(page: str, one: str) -> str:
    found = re.findall(r'href="([^"]+/(?:as|file)/csv/[^"]*)"', page)
    return unescape(next(url for url in found if one in url))


def check(client, at, at_most, this: List) -> None:
    """at: a senco and what make(at) needs. The file of the page has its MANY rows."""
    page_url = this.make(at)
    sign_in(client, at.senco)
    page = client.get(page_url).content.decode()
    link = file_link(page, this.one)

    with at_most(this.asks):
        headings, *rows = lines(client.get(link))

    seen = on_screen(page, this.shown)
    cells = [row[this.column].removeprefix("'") for row in rows]
    assert len(rows) == MANY and len(seen) >= 25
    assert cells[: len(seen)] == seen
    assert all(len(row) == len(headings) for row in rows)
    assert any(cell.startswith(f"'{EVIL}") for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert "ecret" not in str(rows)
    if this.dated is not None:
        assert all(DATE.fullmatch(row[this.dated]) for row in rows)
    event = Event.objects.select_related("detail").get(verb__endswith=".downloaded")
    said = event.detail.text
    assert this.title in said["list"]
    assert said == {"list": said["list"], "file": "csv", "rows": MANY, **(this.says or {})}
