"""Several plans on one page: each is saved by itself, and one that cannot be stops no other."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from iep.models import Target
from sendcase.drafts.services import submit_once
from sendcase.edits import IllegalMove, Stale

STALE = "Somebody changed this plan since you opened this page. Look at it, then save again."


@dataclass
class Saved:
    """done: plans that were saved; problems: {plan number: why not}; repeated: sent before."""

    done: list = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    repeated: bool = False


def save_each(request, form, parts, save_one: Callable) -> Saved:
    """Saves the parts in the order of their plans' numbers, each in a transaction of its own
    within that of the form, which is sent once. save_one(part) raises what services raise.
    """
    saved, here = Saved(), request.get_full_path()

    def do():
        for part in sorted(parts, key=lambda each: each.plan.pk):
            try:
                with transaction.atomic():
                    save_one(part)
            except Stale:
                saved.problems[part.plan.pk] = STALE
            except Target.DoesNotExist:
                saved.problems[part.plan.pk] = STALE
            except (IllegalMove, ValueError) as why:
                saved.problems[part.plan.pk] = str(why)
            else:
                saved.done.append(part.plan)
            saved.names[part.plan.pk] = part.plan.pupil.name
        return here

    saved.repeated = submit_once(form, by=request.user, do=do, leads_to=here).repeated
    return saved
