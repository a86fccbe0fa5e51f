"""Who stood on the roll and not in the file: each is marked as a leaver by a person, or stays."""

from django.core.exceptions import ValidationError
from django.db import transaction

from pupils import services
from pupils.models import Pupil
from schools.models import School


class CannotLeave(Exception):
    """wrong: number of the pupil → why that day cannot be their last. Nothing was written."""

    def __init__(self, wrong: dict[int, str]):
        super().__init__(wrong)
        self.wrong = wrong


def possible(upload, user):
    """Pupils that the file did not name, still without a last day, whom the person may see."""
    missing = Pupil.objects.visible_to(user).filter(school=upload.school, pk__in=upload.missing)
    return missing.filter(left_on=None).select_related("class_group").order_by("sort_key", "pk")


@transaction.atomic
def mark(*, upload, last_days: dict, by) -> int:
    """last_days: number of the pupil → the last day here. Who has one meanwhile is left alone.

    Raises CannotLeave for all that are wrong at once. Returns how many were marked.
    """
    School.objects.select_for_update().get(pk=upload.school_id)
    wrong, done = {}, 0
    for pupil in possible(upload, by).filter(pk__in=last_days).select_for_update(of=("self",)):
        try:
            services.leave(pupil=pupil, on=last_days[pupil.pk], by=by)
            done += 1
        except ValidationError as error:
            wrong[pupil.pk] = " ".join(error.messages)
    if wrong:
        raise CannotLeave(wrong)
    return done
