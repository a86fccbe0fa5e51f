from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from reports.public import content, reading, services
from sendcase import moment
from tests.factories.people import member

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def here(school):
    """A school with a SENCO and a head, and its report begun."""
    senco, head = member(school, Role.SENCO), member(school, Role.HEAD)
    report = services.begin(school=school, outline="sen-information-report", by=senco)
    return SimpleNamespace(school=school, senco=senco, head=head, report=report)


@pytest.fixture
def no_paper(monkeypatch):
    monkeypatch.setattr("reports.public.printing.render_sheet", lambda sheet: A_PDF)


def write(document, by, words="We listen first.", but=()):
    """Every section says something."""
    for part in document.about.sections:
        if part.key in but:
            continue
        row = reading.section_of(document, part.key)
        services.save_section(
            document=document, key=part.key, words=words, by=by, version=row.version,
            name="Belonging" if part.kind == "named" else "",
        )  # fmt: skip


def seen(document) -> str:
    return content.digest(reading.value_of(document))


def approved(document, head):
    document = services.approve(document=document, seen=seen(document), by=head)
    return services.record_governors(
        document=document, on=moment.today(), minuted_by="Ms Clerk", minute="Item 7", by=head,
        version=document.version,
    )  # fmt: skip


def published(document, senco, head, words="We listen first."):
    write(document, senco, words)
    document = approved(document, head)
    return services.publish(document=document, made=services.printed(document), by=senco)
