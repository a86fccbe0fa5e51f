"""Words that would make a printer fetch something stand in every field somebody types into, and in
everything that is frozen. Each paper of the site is then made in truth: the words stand on it as
they were typed, nobody was asked over the net, and no file of the machine is on it.
"""

import io
import json
import re
import socket

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from pypdf import PdfReader

from sendcase.frozen import triggers
from sendcase.frozen.models import Version
from sendcase.frozen.services import digest
from sendcase.text import LineField, ProseField
from tests.access.asking import ask, undone
from tests.access.rows import GET, who_may
from tests.repo.test_house_rules import ROOMS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
# By their names: more than give a paper. Those stored as they were made are made elsewhere.
PAPERS = re.compile("pdf|paper|print|draft|version|blank|questions|preview")
PLANTED = "Qzplantedv"


@pytest.fixture
def trap(tmp_path):
    """(address of a server nobody should ask, of a file nobody should read, the server)"""
    secret = tmp_path / "a.txt"
    secret.write_text(PLANTED)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield f"http://127.0.0.1:{server.getsockname()[1]}", secret.as_uri(), server


def short(web) -> str:
    return f'"><img src={web}>'


def long(web, file) -> str:
    return (
        f'"></p></td></table><img src="{web}/a.png"><img src="{file}"><object data="{file}">'
        f'<link rel="attachment" href="{file}"><link rel="stylesheet" href="{web}/a.css">'
        f'<style>@import "{web}/b.css"; p {{ background: url({file}) }}</style>'
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{web}/c.png"/></svg>'
        f'<img src="data:image/svg+xml,<svg/>">{{% include "{file}" %}}![]({web}) [a]({web})'
    )


def typed_fields():
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields if model._meta.app_label in ROOMS else ():
            if isinstance(field, LineField | ProseField) and not (field.choices or field.unique):
                yield model, field


def poison(web, file) -> int:
    """How many kinds of field took it; the triggers of what is frozen are lifted meanwhile."""
    triggers.lift()
    took = 0
    for model, field in typed_fields():
        words = long(web, file) if isinstance(field, ProseField) else short(web)
        rows = model._base_manager.exclude(**{field.name: ""})
        try:
            with transaction.atomic():
                new = Concat(F(field.name), Value(words), output_field=models.TextField())
                took += bool(rows.update(**{field.name: new}))
        except DatabaseError:
            continue  # one that is too short for it, or that the database keeps otherwise
    for model in apps.get_models():
        if issubclass(model, Version):
            for row in model._base_manager.all():
                text = json.dumps(poisoned(json.loads(row.content), long(web, file)))
                mine = model._base_manager.filter(pk=row.pk)
                mine.update(content=text, sha256=digest(text))
    return took


def poisoned(value, words: str):
    """With the words behind everything that has a space in it: what a person wrote."""
    if isinstance(value, dict):
        return {name: poisoned(each, words) for name, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, words) for each in value]
    return value + words if isinstance(value, str) and " " in value else value


def papers(cast):
    """(route, its PDF) of every paper that is made when it is asked for."""
    for row in GET:
        if PAPERS.search(row.route) and set(row.expected.values()) & {200}:
            answer = ask(cast, who_may(row), "get", row.address(cast.a)).response
            body = answer.content if not answer.streaming else b""
            if body.startswith(b"%PDF") and len(body) > 500:
                yield row.label, body
            elif answer.status_code == 503:
                yield row.label, b""


def test_no_words_on_any_paper_fetch_anything(cast, trap, monkeypatch):
    web, file, server = trap
    for name, real in cast.printers.items():
        monkeypatch.setattr(name, real)
    with undone():
        assert poison(web, file) > 100
        shown, refused, leaked = set(), [], []
        for label, pdf in papers(cast):
            if not pdf:
                refused.append(label)
                continue
            reader = PdfReader(io.BytesIO(pdf))
            words = "".join(page.extract_text() for page in reader.pages)
            if PLANTED in words or "/EmbeddedFiles" in reader.root_object.get("/Names", {}):
                leaked.append(label)
            if "<img" in "".join(words.split()):
                shown.add(label.split()[0])
    with pytest.raises(TimeoutError):
        server.accept()
    assert (refused, leaked) == ([], [])
    assert len(shown) >= 20, sorted(shown)
