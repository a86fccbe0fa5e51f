"""The page "Joining and leaving": children of one school year and how far their tasks are."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import BadRequest

from accounts.access import may
from accounts.permissions import Permission as P
from iep import schooldays
from iep.moves import candidates
from iep.moves.models import MoveTask, SchoolMove
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import moment
from sendcase.pages import keyset

Direction = SchoolMove.Direction
ORDER = ("sort_key", "pk")
WORDS = {Direction.JOINING: "Joining", Direction.LEAVING: "Leaving"}


@dataclass(frozen=True)
class Asked:
    """What the address asks, within what this person may see."""

    direction: str
    year: int
    shows_all: bool
    sees_needs: bool  # tasks, notes, what is known of needs
    directions: tuple[str, ...]


def asked(request, school) -> Asked:
    """Raises BadRequest for what no link of ours asks."""
    user, this = request.user, schooldays.school_year(moment.today())
    directions = allowed(user, school)
    direction = request.GET.get("who", directions[0])
    year = request.GET.get("year", str(this))
    show = request.GET.get("show", "sen")
    if direction not in directions or show not in {"sen", "all"}:
        raise BadRequest("who")
    year = schooldays.asked_year(year, this)
    sees_needs = sees_needs_of(user, school, direction)
    # The office sees names and days of all: a list of those with needs would tell it of needs.
    return Asked(direction, year, show == "all" or not sees_needs, sees_needs, directions)


def sees_needs_of(user, school, direction) -> bool:
    """A teacher is told of their own who leave alone, also one who works in the office as well."""
    of_their_own = direction == Direction.LEAVING and may(user, P.MOVE_VIEW, school.pk)
    return of_their_own or sees_all(user, school)


def sees_all(user, school) -> bool:
    return may(user, P.MOVE_EDIT, school.pk) or may(user, P.DEADLINE_ALL, school.pk)


def allowed(user, school) -> tuple[str, ...]:
    """Whole-school eyes see both; the office those who join; a teacher their own who leave."""
    if sees_all(user, school):
        return (Direction.JOINING, Direction.LEAVING)
    joins = (Direction.JOINING,) if may(user, P.JOINER_ADD, school.pk) else ()
    leaves = (Direction.LEAVING,) if may(user, P.MOVE_VIEW, school.pk) else ()
    return (*joins, *leaves)


def rows(request, school, what: Asked):
    """(page, rows in plain words)."""
    pupils = asked_for(request.user, school, what)
    page = keyset(pupils, order=ORDER, request=request)
    edits = may(request.user, P.MOVE_EDIT, school.pk)
    return page, rows_of(page.rows, school, what, edits)


def asked_for(user, school, what: Asked):
    """Pupils, in no order."""
    found = candidates.candidates(school, what.direction, what.year, only_sen=not what.shows_all)
    mine = Pupil.objects.visible_to(user, P.MOVE_VIEW if what.sees_needs else P.MOVE_LIST)
    return found.filter(pk__in=mine.values("pk")).select_related("class_group", "stage")


def rows_of(pupils, school, what: Asked, edits=False) -> list[dict]:
    """edits: with the address to begin a list. Two queries, however many pupils."""
    moves = {
        move.pupil_id: move
        for move in candidates.moves_of(school, what.direction, what.year).filter(pupil__in=pupils)
    }
    counts = counted(moves.values()) if what.sees_needs else {}
    return [row(pupil, moves.get(pupil.pk), counts, what, edits) for pupil in pupils]


def counted(moves) -> dict[int, list[tuple[str, bool]]]:
    """Move number → (state, whether late) of each task."""
    today, found = moment.today(), defaultdict(list)
    tasks = MoveTask.objects.filter(move__in=[move.pk for move in moves])
    for move, state, due_on in tasks.values_list("move", "state", "due_on"):
        found[move].append((state, state == "open" and due_on < today))
    return found


def row(pupil, move, counts, what, edits) -> dict:
    is_joining = what.direction == Direction.JOINING
    day = pupil.admitted_on if is_joining else pupil.left_on
    line = {
        "pupil": pupil.name,
        "url": move.get_absolute_url() if move and what.sees_needs else "",
        "born": day_text(pupil.born_on),
        "class": pupil.class_group.name if pupil.class_group else "",
        "year": pupil.get_year_display(),
        "day": day_text(day) or ("Not known yet" if is_joining else "End of the summer term"),
        "setting": move.setting if move else "",
        "call": move.who_to_call if move else "",
        "start_url": f"/pupils/{pupil.pk}/moves/new/" if edits and not move else "",
    }
    if what.sees_needs:
        kind, said = status(counts.get(move.pk, []) if move else None)
        line |= {"status_kind": kind, "status": said,
                 "stage": pupil.stage.name if pupil.stage else ""}  # fmt: skip
    return line


def status(tasks) -> tuple[str, str]:
    """tasks: (state, is late) of each; None without a list."""
    if tasks is None:
        return "soon", "No list yet"
    ended = sum(state != "open" for state, _ in tasks)
    if ended == len(tasks):
        return "done", "All done"
    late = any(is_late for _, is_late in tasks)
    return ("late" if late else "plain"), f"{ended} of {len(tasks)} done{', late' if late else ''}"


def tabs(what: Asked) -> list[dict]:
    keep = f"&year={what.year}" + ("&show=all" if what.shows_all and what.sees_needs else "")
    return [
        {"title": WORDS[Direction(each)], "url": f"?who={each}{keep}",
         "here": each == what.direction}
        for each in what.directions
    ]  # fmt: skip


def years(what: Asked) -> list[dict]:
    this = schooldays.school_year(moment.today())
    return [
        {"title": schooldays.year_words(year), "url": f"?who={what.direction}&year={year}",
         "here": year == what.year}
        for year in sorted({this - 1, this, this + 1, what.year})
    ]  # fmt: skip
