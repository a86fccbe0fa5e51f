"""Notes as the pages show them: on the plan's page, and all of them."""

from collections import Counter, defaultdict

from django.urls import reverse

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from iep.dates import words
from iep.models import Target
from iep.notes import services
from iep.notes.forms import CardForm, drafts_of
from iep.notes.models import PlanNote
from pupils.access import may_about
from pupils.querysets import WHOLE_SCHOOL
from pupils.wording import counted

ON_CARD = 3  # the newest; the rest is one press away


def oversees(user, school_id) -> bool:
    """Whether the words of a withdrawn note are shown to this person: SENCO and head."""
    return school_id in schools_granting(user, P.PLAN_NOTE_VIEW, WHOLE_SCHOOL)


def line(note, user, *, sees_withdrawn) -> dict:
    """note: with author and withdrawn_by joined."""
    gone = note.withdrawn_at is not None
    return {
        "pk": note.pk,
        "target": note.target_id,
        "text": "" if gone and not sees_withdrawn else note.text,
        "by": note.author.name,
        "on": words(note.on),
        "is_withdrawn": gone,
        "reason": f"{note.withdrawn_by.name}: {note.withdrawn_reason}"
        if gone and sees_withdrawn
        else "",
        "withdraw_url": ""
        if gone or not services.may_withdraw(note, user)
        else reverse("notes:withdraw", args=[note.pk]),
    }


def notes_of(user, plan):
    rows = PlanNote.objects.visible_to(user).filter(plan=plan)
    return rows.select_related("author", "withdrawn_by")


def may_add(user, plan) -> bool:
    """Whether this person may write one on this plan now."""
    return services.takes_notes(plan) and may_about(user, P.PLAN_NOTE, plan.pupil)


def on_page(user, plan, value) -> dict:
    """Puts `noting` beside each target of value (iep.content.for_reading); returns that of the
    plan as a whole. value: None where the person reads nothing yet.
    """
    if value is None:
        return {}
    sees_withdrawn = oversees(user, plan.school_id)
    shown = {row["id"] for row in value["targets"]}
    found = defaultdict(list)
    for note in notes_of(user, plan):
        key = note.target_id if note.target_id in shown else None
        shown_as = line(note, user, sees_withdrawn=sees_withdrawn)
        if note.author_id != user.pk:
            shown_as["withdraw_url"] = ""  # the SENCO's stands on the page of all notes
        found[key].append(shown_as)
    adds = may_add(user, plan)
    kept = drafts_of(user, plan) if adds else {}
    before = earlier(user, shown) if plan.carried_from_id else {}
    all_url = reverse("notes:plan", args=[plan.pk])

    def card(key, title):
        form = CardForm(kept_by=user, plan=plan, target=key, drafts=kept) if adds else None
        return {
            "key": key or "whole",
            "title": title,
            "notes": found[key][:ON_CARD],
            "more": len(found[key]) - ON_CARD if len(found[key]) > ON_CARD else 0,
            "all_url": f"{all_url}?target={key or 'whole'}",
            "add_url": reverse("notes:new", args=[plan.pk]),
            "form": form,
            "earlier": before.get(key),
        }

    for row in value["targets"]:
        row["noting"] = card(row["id"], f"target {row['number']}")
    return {"noting": card(None, "the plan as a whole")}


def earlier(user, targets) -> dict[int, dict]:
    """Target → how many notes stand on the target it was carried from, and where."""
    carried = Target.objects.filter(pk__in=targets, carried_from__isnull=False)
    came_from = dict(carried.values_list("carried_from", "pk"))
    if not came_from:
        return {}
    rows = PlanNote.objects.visible_to(user).filter(target__in=came_from, withdrawn_at=None)
    counts = Counter(rows.values_list("target", "plan"))
    return {
        came_from[old]: {
            "words": f"{counted(count, 'note')} on the earlier plan",
            "url": f"{reverse('notes:plan', args=[plan])}?target={old}",
        }
        for (old, plan), count in counts.items()
    }
