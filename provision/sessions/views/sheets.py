"""Sessions as files: of one day, of one intervention, and where sessions wait for a tick.

A line for each child. Of a group with children of other classes a teacher takes their own only.
"""

from accounts.access import require
from accounts.permissions import Permission as P
from provision.sessions import showing
from provision.sessions.views import finding, lists
from pupils.models import Pupil
from schools.sheets import answer, list_file, named
from sendcase import moment
from sendcase.sheets import Sheet

HEADINGS = ["Intervention", "Day", "When", "Given by", "Covered by", "Child", "How it was",
            "Ticked by", "Note"]  # fmt: skip
NOBODY = "No child has a place on this day"
NONE_OF_THEIRS = "No child you look after has a place on this day"


@list_file
def day_sheet(request, slug, kind):
    school = finding.whole_school_or_404(request, slug)
    require(request.user, P.LIST_EXPORT, school_id=school.pk)
    day = finding.day_asked(request)
    rows = lists.of_day(request.user, school, day).order_by(*showing.ORDER)
    name = named(school, "sessions", day)
    return sessions_in(request, kind, rows, name, f"/{school.slug}/sessions/all/")


@list_file
def its_sheet(request, pk, kind):
    row = finding.intervention(request, pk)
    require(request.user, P.LIST_EXPORT, school_id=row.school_id)
    rows, order = lists.asked_for(request, row)
    name = named(row.school, f"sessions-{row.pk}")
    return sessions_in(request, kind, rows.order_by(*order), name,
                       f"/interventions/{row.pk}/sessions/")  # fmt: skip


def sessions_in(request, kind, rows, name, back):
    def make(found):
        return Sheet(name, "Sessions", HEADINGS, lines_of(request.user, found))

    return answer(request, kind, rows, make, back)


@list_file
def late_sheet(request, slug, kind):
    school = finding.whole_school_or_404(request, slug)
    require(request.user, P.LIST_EXPORT, school_id=school.pk)

    def make(groups):
        adults = lists.adults_of(request.user, [row["intervention"] for row in groups])
        rows = [
            [adults.get(row["intervention"], "Nobody"), row["intervention__name"],
             str(row["number"]), row["first"]]
            for row in groups
        ]  # fmt: skip
        name = named(school, "sessions-not-ticked")
        return Sheet(name, "Not ticked", ["Given by", "Intervention", "Sessions", "Since"], rows)

    rows = lists.groups_waiting(request.user, school).order_by("first", "intervention")
    return answer(request, kind, rows, make, f"/{school.slug}/sessions/late/")


def lines_of(user, sessions) -> list[list]:
    """A session none of whose children this person may take away is left out."""
    cards = showing.Cards(sessions, user, finding.to_tick(user, sessions))
    reached = Pupil.objects.visible_to(user, P.LIST_EXPORT).filter(pk__in=cards.pupils)
    mine = set(reached.values_list("pk", flat=True))
    own = cards.may_tick
    return [line for card in cards for line in lines(card, mine, user, card["pk"] in own)]


def lines(card, mine, user, is_own) -> list[list]:
    head = [card["group"], card["on"], card["when"], card["adults"], card["covered"] or ""]
    if not card["rows"]:
        nobody = NOBODY if is_own else NONE_OF_THEIRS
        return [[*head, nobody, "", "", card["note"]]]
    kept = [row for row in card["rows"] if row["pupil"] in mine]
    # It may speak of any child of the group: it leaves with all of them, or not at all.
    note = card["note"] if len(kept) == len(card["rows"]) else ""
    return [[*head, row["label"], *how(row, card, user), note] for row in kept]


def how(row, card, user) -> tuple[str, str]:
    """(what was said of this child, by whom)."""
    if row["outcome"]:
        return row["said"], row["by"] or user.name
    return ("" if card["on"] > moment.today() else "Not ticked yet"), ""
