"""What the school publishes: a strategy that is written, a report that is out."""

from reports.public import content, reading, services
from reports.public.services.publishing import Print
from sendcase import moment


def public_documents(at, senco) -> None:
    at.public_doc = _written(at, "inclusion-strategy", senco)
    at.public_line = services.new_line(
        document=at.public_doc, activity="Sensory room", year=2026, pence=120_000, by=senco
    )
    at.public_section = reading.section_of(at.public_doc, "now")
    at.public_out = _written(at, "sen-information-report", senco)
    document = minuted(approved(at.public_out, senco), senco)
    today = moment.today()
    value = content.dated(reading.value_of(document), published_on=today, approved_on=today,
                          governors_on=today, next_by=today)  # fmt: skip
    made = Print(document.version, today, value, b"%PDF-1.7")
    services.publish(document=document, made=made, by=senco)


def _written(at, outline, by):
    document = services.begin(school=at.school, outline=outline, by=by)
    for part in document.about.sections:
        services.save_section(
            document=document, key=part.key, words="We listen first.", name="Belonging", by=by,
            version=1,
        )  # fmt: skip
    return document


def approved(document, by):
    seen = content.digest(reading.value_of(document))
    return services.approve(document=document, seen=seen, by=by)


def minuted(document, by):
    return services.record_governors(
        document=document, on=moment.today(), minuted_by="Ms Clerk", minute="", by=by,
        version=document.version,
    )  # fmt: skip


def unbegun(document) -> None:
    """The address is free again, as in a school that has not begun."""
    type(document).objects.filter(pk=document.pk).update(outline="another")
