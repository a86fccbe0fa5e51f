"""All records of a school: one export that waits for the second person, and one that is ready."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.export import services
from reports.models import SchoolExport
from sendcase import moment
from tests.factories.people import UserFactory

REASON = "The school moves to the trust’s own SENDcase. Ms Osei keeps the file."


def school_exports(at, senco) -> None:
    at.school_export = services.ask(school=at.school, by=senco, reason=REASON)
    at.ready_export = ready_export(at.school, senco)


def ready_export(school, by, **more) -> SchoolExport:
    """One that was agreed and made, with a file that stands for it."""
    now = moment.now()
    name = default_storage.save(f"exports/{school.pk}/a.zip", ContentFile(b"PK stands for it"))
    facts = {
        "state": "ready", "reason": REASON, "asked_at": now, "second_at": now, "built_at": now,
        "until_on": moment.today() + timedelta(days=7), "sha256": "0a" * 32, "size": 16,
        "records": 4210, "papers": 312, "file": name,
    }  # fmt: skip
    second = more.pop("second_by", None) or UserFactory()
    return SchoolExport.objects.create(school=school, asked_by=by, second_by=second, **facts | more)
