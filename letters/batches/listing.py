"""Batches and their children as words: for the list, and for the page of one."""

from collections import defaultdict

from django.db.models import Count

from letters.batches.models import Batch, BatchRow
from letters.listing import STATUS, WORDS, title_of
from letters.merge import day_in_words
from letters.models import Letter, LetterLink
from sendcase.moment import LONDON

State, Row = Batch.State, BatchRow.State
KINDS = {
    State.PREPARING: "soon", State.PREPARED: "soon", State.APPROVED: "soon",
    State.ISSUING: "soon", State.ISSUED: "done", State.CANCELLED: "plain",
}  # fmt: skip
ROW_KINDS = {Row.WAITING: "plain", Row.READY: "soon", Row.CANNOT: "late", Row.ISSUED: "done"}


def day_of(at) -> str:
    return day_in_words(at.astimezone(LONDON).date()) if at else ""


def rows_of(batches: list) -> list[dict]:
    """Strings and counts, in one more question for all that are shown."""
    counts: dict[int, dict] = defaultdict(dict)
    numbers = [batch.pk for batch in batches]
    found = BatchRow.objects.filter(batch__in=numbers).order_by().values_list("batch", "state")
    for batch, state, n in found.annotate(n=Count("pk")):
        counts[batch][state] = n
    return [
        {
            "url": batch.get_absolute_url(),
            "title": batch.title,
            "about": title_of(batch.purpose),
            "kind": KINDS[batch.state],
            "state": batch.get_state_display(),
            "children": sum(counts[batch.pk].values()),
            "cannot": counts[batch.pk].get(Row.CANNOT, 0),
            "when": day_of(batch.ended_at or batch.created_at),
        }
        for batch in batches
    ]


def counts_of(batch) -> dict[str, int]:
    """How many children are in which state, and how many letters there are."""
    rows = batch.rows.order_by().values_list("state").annotate(n=Count("pk"))
    found = dict.fromkeys(Row.values, 0) | dict(rows)
    letters = batch.letters.order_by().exclude(state=Letter.State.WITHDRAWN)
    ways = dict(letters.values_list("way").annotate(n=Count("pk")))
    return {**found, "children": sum(found.values()), "letters": sum(ways.values()),
            "email": ways.get(Letter.Way.EMAIL, 0)}  # fmt: skip


def children_of(rows: list) -> list[dict]:
    """One entry for each child of a page, with the child's letters of this batch."""
    letters: dict[int, list] = defaultdict(list)
    if rows:
        found = Letter.objects.filter(
            batch=rows[0].batch_id, pupil__in=[row.pupil_id for row in rows]
        )
        for letter in found.select_related("contact").only(
            "pk", "pupil", "state", "other_name", "contact__first_name", "contact__last_name",
            "contact__title",
        ).order_by("pk"):  # fmt: skip
            letters[letter.pupil_id].append(letter)
    return [_child(row, letters[row.pupil_id]) for row in rows]


def _child(row, letters) -> dict:
    return {
        "pk": row.pk,
        "name": row.pupil.name,
        "kind": ROW_KINDS[row.state],
        "state": row.get_state_display(),
        "why": row.why,
        "is_open": row.state in (Row.READY, Row.CANNOT),
        "letters": [
            {
                "url": letter.get_absolute_url(),
                "to": letter.contact.name if letter.contact else row.pupil.first_name,
                "kind": STATUS[letter.state],
                "state": WORDS.get(letter.state, letter.get_state_display()),
            }
            for letter in letters
        ],
    }


def states(chosen: str) -> list[tuple[str, str, bool]]:
    return [(value, words, value == chosen) for value, words in Row.choices]


def uncertain_mails(batch) -> int:
    """Mails about these letters that a person has to decide about, each on its letter's page."""
    return LetterLink.objects.for_a_person().filter(letter__batch=batch).count()


def envelopes_of(paper) -> list[dict]:
    """The office's list of one paper, as the page shows it."""
    return [{**each, "number": n} for n, each in enumerate(paper.envelopes, 1)]


def withdrawn_in(paper) -> bool:
    """Whether a letter in this paper was withdrawn since it was made."""
    numbers = [number for each in paper.envelopes for number in each["letters"]]
    withdrawn = Letter.objects.filter(batch=paper.batch_id, state=Letter.State.WITHDRAWN)
    return withdrawn.filter(pk__in=numbers).exists()
