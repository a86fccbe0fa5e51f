"""Finding what is written, and what is published."""

from django.db.models import Exists

from reports.public import content
from reports.public.models import BudgetLine, PublicDocument, PublicSection, PublicVersion
from schools.models import Logo


def sections_of(document) -> dict[str, PublicSection]:
    rows = PublicSection.objects.filter(document=document).select_related("written_by")
    return {row.key: row for row in rows}


def lines_of(document) -> list[BudgetLine]:
    return list(BudgetLine.objects.filter(document=document))


def value_of(document) -> dict:
    return content.of_document(document, sections_of(document), lines_of(document))


def newest(document) -> PublicVersion | None:
    return document.versions.defer("content").first()


def published(school_slug: str, key: str) -> PublicVersion | None:
    """What everybody may read: the newest version, unless it was taken down. One query."""
    rows = PublicVersion.objects.filter(
        of__school__slug=school_slug, of__outline=key, of__taken_down_at=None
    )
    return rows.select_related("school", "of").first()


def open_documents(school_slug: str):
    """Those of a school that everybody may read now."""
    return PublicDocument.objects.filter(
        school__slug=school_slug, published_on__isnull=False, taken_down_at=None
    )


def logo_outside(school_slug: str) -> Logo | None:
    """Only of a school that has something on its website here. One query, whether there is such a
    school or not: how long it takes tells nobody who uses this site.
    """
    out = Exists(open_documents(school_slug))
    return Logo.objects.filter(out, school__slug=school_slug).first()


def section_of(document, key) -> PublicSection:
    """The row; an empty one, not saved, where the outline got that section later."""
    row = PublicSection.objects.filter(document=document, key=key).first()
    return row or PublicSection(document=document, school_id=document.school_id, key=key)
