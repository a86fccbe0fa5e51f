"""Promises that hold today or later and that no place in a running intervention keeps."""

from provision.interventions import saying
from provision.models import Place, Promise
from pupils.wording import day_text
from sendcase import moment

ORDER = ("from_on", "pk")


def rows(user, school):
    """Of children on roll; those that hold longest first."""
    today = moment.today()
    kept = Place.objects.filter(school=school, intervention__state="agreed").held_or_later(today)
    found = Promise.objects.visible_to(user).filter(school=school).held_or_later(today)
    return (
        found.filter(pupil__left_on=None)
        .exclude(pk__in=kept.values("promise"))
        .select_related("pupil__class_group")
    )


def in_words(found) -> list[dict]:
    today = moment.today()
    return [
        {
            "pk": row.pk,
            "pupil": row.pupil.name,
            "url": f"/pupils/{row.pupil_id}/provision/",
            "class": row.pupil.class_group.name if row.pupil.class_group else "",
            "what": row.what,
            "amount": saying.promised(row),
            "since": day_text(row.from_on),
            "until": day_text(row.until_on),
            "begun": row.from_on <= today,
        }
        for row in found
    ]
