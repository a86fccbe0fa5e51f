"""The rows of a review as words: in order of class or stage, one page of a hundred at a time."""

from itertools import groupby

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from pupils.wording import day_text
from register import codes
from register.listing import shown
from register.review import facts
from register.review.forms import ReviewFilters, seen_of, value_of
from register.review.models import RegisterReview, ReviewRow
from register.review.services import Choice
from sendcase.moment import LONDON

SIZE = 100
CHANGES = [Choice.MOVE, Choice.CLOSE]


def order(review, filters) -> tuple[str, ...]:
    """A finished review stands in the classes of its day."""
    klass = "class_key" if review.state == RegisterReview.State.FINISHED else "class_sort"
    return ("stage_rank" if filters.by_stage else klass, "sort_key", "pk")


def rows(user, review, filters: ReviewFilters):
    """What the page's question asks for, as dictionaries."""
    mine = ReviewRow.objects.visible_to(user).filter(review=review)
    if filters.which == ReviewFilters.MEANWHILE:
        return for_list(mine.exclude(note=""))
    mine = mine.here()
    if filters.which == ReviewFilters.TODO:
        mine = mine.filter(choice="")
    elif filters.which == ReviewFilters.CHANGES:
        mine = mine.filter(choice__in=CHANGES)
    elif filters.which == ReviewFilters.LATE:
        mine = mine.filter(pupil__in=facts.late(user, review.school_id))
    return for_list(mine)


def for_list(mine):
    last = ReviewRow.objects.filter(
        school=OuterRef("school"), pupil=OuterRef("pupil"), review__state="finished", problem=""
    ).exclude(done_at=None).exclude(review=OuterRef("review")).order_by("-done_at")  # fmt: skip
    return mine.annotate(
        main=FilteredRelation("entry__needs", condition=Q(entry__needs__rank=1)),
        sort_key=F("pupil__sort_key"),
        first_name=shown("pupil__preferred_first_name", "pupil__legal_first_name"),
        last_name=shown("pupil__preferred_last_name", "pupil__legal_last_name"),
        class_sort=Coalesce("pupil__class_group__sort_key", Value("")),
        class_now=F("pupil__class_group__name"),
        stage_rank=F("from_stage__order"),
        since=F("entry__from_on"),
        need_type=F("main__need_type"),
        need_note=F("main__note"),
        entry_stage=F("entry__stage_name"),
        by=F("decided_by__name"),
        last_choice=Subquery(last.values("choice")[:1]),
        last_term=Subquery(last.values("review__term_name")[:1]),
        last_reason=Subquery(last.values("reason")[:1]),
    ).values(
        "pk", "pupil_id", "entry_id", "from_stage_id", "version", "choice", "to_stage_id", "reason",
        "decided_at", "note", "is_new", "dropped_at", "problem", "letter", "letter_problem",
        "tell_by", "told_on", "told_how", "class_name", "stage_name", "to_stage_name", "sort_key",
        "first_name", "last_name", "class_sort", "class_now", "class_key", "stage_rank", "since",
        "need_type", "need_note", "entry_stage", "by", "last_choice", "last_term", "last_reason",
        "done_at",
    )  # fmt: skip


def counts(review) -> dict[str, int]:
    here = Q(dropped_at=None)
    return review.rows.aggregate(
        total=Count("pk", filter=here),
        todo=Count("pk", filter=here & Q(choice="")),
        dropped=Count("pk", filter=~here),
    )


def in_words(user, review, found: list[dict], stages, form=None, theirs=frozenset()) -> list[dict]:
    """The rows of one page. form: where it may be decided; theirs: rows that clashed."""
    known = facts.about(user, review.school_id, [row["pupil_id"] for row in found])
    typed = form.typed() if form else {}
    names = {stage.pk: stage.name for stage in stages}
    said = []
    for row in found:
        line = words_of(row, known.get(row["pupil_id"], []))
        if form:
            wrong = form.wrong.get(row["pk"], "")
            line |= boxes(row, typed.get(row["pk"]), stages, row["pk"] in theirs)
            line |= {"wrong": wrong}
        line["decision"] = decision(row, names)
        said.append(line)
    return said


def words_of(row: dict, known) -> dict:
    return {
        "pk": row["pk"],
        "url": f"/pupils/{row['pupil_id']}/register/",
        "name": f"{row['first_name']} {row['last_name']}".strip(),
        "class": (row["class_name"] if row["done_at"] else row["class_now"]) or "No class",
        "stage": row["stage_name"] or row["entry_stage"],
        "need": row["need_note"] or codes.PLAIN.get(row["need_type"], ""),
        "since": day_text(row["since"]),
        "facts": known,
        "last": last_of(row),
        "note": row["note"],
        "is_new": row["is_new"],
        "dropped": row["dropped_at"] is not None,
        "who": who(row),
        "saved_reason": row["reason"],
        "problem": row["problem"],
        "letter": letter_of(row),
    }


def letter_of(row: dict) -> dict:
    """What became of the letter: words, how pressing, where to say that the family was told."""
    if row["told_on"]:
        return {"words": f"Family told {day_text(row['told_on'])} ({row['told_how']})"}
    if row["letter"] == ReviewRow.Letter.FAILED:
        url = f"/register/reviews/told/{row['pk']}/" if row["tell_by"] else ""
        url = url or f"/pupils/{row['pupil_id']}/register/"
        return {"words": f"No letter. {row['letter_problem']}", "state": "late", "url": url}
    if not row["letter"]:
        return {}
    return {"words": ReviewRow.Letter(row["letter"]).label}


def last_of(row: dict) -> str:
    """What the review before decided: Stays (Autumn 2026)."""
    if not row["last_choice"]:
        return ""
    why = f": {row['last_reason']}" if row["last_reason"] else ""
    return f"{Choice(row['last_choice']).label} ({row['last_term']}){why}"


def who(row: dict) -> str:
    if not row["by"]:
        return ""
    return f"{row['by']}, {day_text(row['decided_at'].astimezone(LONDON).date())}"


def decision(row: dict, names) -> str:
    """Stays; Moves to Monitoring; Ends: as it is saved."""
    if not row["choice"]:
        return "Not decided"
    if row["choice"] == Choice.MOVE:
        return f"Moves to {row['to_stage_name'] or names.get(row['to_stage_id'], '')}"
    return Choice(row["choice"]).label


def boxes(row: dict, typed, stages, is_clash: bool) -> dict:
    """What stands in the boxes: what the person typed, else what is saved."""
    value = value_of(row["choice"], row["to_stage_id"])
    seen = seen_of(row["version"], value, row["reason"])
    saved_reason = row["reason"]
    mine = typed is not None and typed.is_touched
    box = {"value": value, "reason": saved_reason, "seen": seen, "clash": is_clash,
           "saved_reason": saved_reason}  # fmt: skip
    if mine:
        box |= {"value": typed.value, "reason": typed.reason}
        box |= {} if is_clash else {"seen": typed.seen}
    box["options"] = options(row, stages, box["value"])
    return box


def options(row: dict, stages, value: str) -> list[tuple[str, str, bool]]:
    """(value, words, chosen): every stage that is open, but for the one the child is at."""
    found = [("", "Not decided"), (Choice.KEEP.value, f"Stays: {row['entry_stage']}")]
    found += [
        (value_of(Choice.MOVE, stage.pk), f"Moves to {stage.name}")
        for stage in stages
        if stage.pk != row["from_stage_id"] and (stage.closed_on is None)
    ]
    found.append((Choice.CLOSE.value, "Ends: at no stage any more"))
    return [(key, words, key == value) for key, words in found]


def groups(said: list[dict], by_stage: bool) -> list[dict]:
    """The rows under their headings: {name, rows}."""
    key = "stage" if by_stage else "class"
    return [
        {"name": name, "rows": list(rows_of_it)}
        for name, rows_of_it in groupby(said, key=lambda line: line[key])
    ]


def sentence(filters: ReviewFilters, page, count: dict) -> str:
    """Everybody, in order of class: 60 children."""
    what = dict(filters.fields["show"].choices)[filters.which]
    order = "stage" if filters.by_stage else "class"
    said = f"{what}, in order of {order}"
    if page.next_url or page.previous_url:
        return f"{said}: a page of {len(page)} of {count['total']}"
    return f"{said}: {len(page)} {'child' if len(page) == 1 else 'children'}"
