"""A sample in words for its pages. What a governor reads comes from releases and nothing else."""

import json
import re

from accounts.models import User
from audit.models import Event
from iep import content
from iep.reviews.reading import outcomes_of
from reports.sampler.doubts import doubts
from reports.sampler.lines import lines_of
from reports.sampler.models import Sample, SampleRelease, VisitNote
from schools import wording
from sendcase import moment

State = Sample.State
MOST_LOOKS = 50
HOW = {"sample.read": "Read it", "sample.printed": "Printed it"}


def day_of(at) -> str:
    return wording.day(at.astimezone(moment.LONDON)) if at else ""


def row_of(sample) -> dict:
    status, words = state(sample)
    return {
        "pk": sample.pk, "drawn": wording.day(sample.drawn_on), "seed": sample.seed,
        "size": sample.size, "status": status, "words": words,
    }  # fmt: skip


def state(sample) -> tuple[str, str]:
    if sample.state == State.RELEASED:
        if sample.readable_until < moment.today():
            return "plain", f"Was open until {wording.day(sample.readable_until)}"
        return "done", f"Open to governors until {wording.day(sample.readable_until)}"
    if sample.state == State.TAKEN_BACK:
        return "plain", "Taken back"
    return "soon", "Being prepared: governors do not see it"


def how_drawn(sample) -> str:
    """One sentence: how many, on which day, by which number, and which draw of the day. Out of how
    many is not said: draws of two days could show one child more.
    """
    that_day = Sample.objects.filter(school=sample.school_id, drawn_on=sample.drawn_on)
    before = that_day.filter(pk__lt=sample.pk).count()
    again = f" It was draw {before + 1} of that day." if before else ""
    return (
        f"{sample.size} of the plans that were shared with families, drawn on "
        f"{wording.day(sample.drawn_on)} by the number {sample.seed}.{again}"
    )


def to_prepare(sample) -> list[dict]:
    """Each plan with its child, for who sees the case. Two queries."""
    items = sample.items.select_related("pupil__class_group").prefetch_related("releases")
    return [_prepared(item) for item in items.defer("plan_version__content")]


def _prepared(item) -> dict:
    newest = next(iter(item.releases.all()), None)
    of = len(item.cleaned)
    if newest is None:
        status, words = "soon", "Not looked at yet"
    elif item.decided:
        status, words = "done", f"{len(item.decided)} of {of} lines released"
    else:
        status, words = "plain", "All held back"
    return {
        "pk": item.pk, "position": item.position, "pupil": item.pupil.name,
        "class": item.pupil.class_group, "status": status, "words": words,
        "on": day_of(newest.made_at) if newest else "",
    }  # fmt: skip


def waiting(items: list[dict]) -> str:
    """What is to be done before the sample can be opened; "" once each plan was looked at."""
    left = sum(not each["on"] for each in items)
    if not left:
        return ""
    noun = "plan waits" if left == 1 else "plans wait"
    return f"{left} {noun} to be looked at. After that you can open the sample to governors."


def before(item) -> dict[str, str]:
    """Key of a line → the words as they stand in the plan that was shared."""
    version = item.plan_version
    lines = lines_of(content.of_version(version), outcomes_of(version.plan))
    return {line["key"]: line["text"] for line in lines}


def lines_to_decide(item, form) -> list[dict]:
    """Of each line: title, before, the box and the words of the form, and what to look at twice."""
    was = before(item)
    return [
        {
            "title": line["title"], "after": line["text"], "box": box, "text": text, "out": out,
            "before": in_parts(was.get(line["key"], ""), [each.label for each in out]),
            "released": item.decided.get(line["key"], ""),
        }
        for line, box, text, out in form.rows()
    ]  # fmt: skip


def in_parts(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces: (piece, whether it is one of these words)."""
    if not words:
        return [(text, False)]
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    pieces = re.split(rf"(?<!\w)({'|'.join(longest)})(?!\w)", text)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def next_to_look_at(item) -> str:
    """The address of the next plan of the sample that nobody looked at; "" after the last. One
    query.
    """
    waiting = item.sample.items.filter(releases=None).exclude(pk=item.pk)
    after = sorted(waiting, key=lambda each: (each.position < item.position, each.position))
    return after[0].get_absolute_url() if after else ""


def to_read(sample) -> list[dict]:
    """What governors read: of each plan the newest release. One query."""
    rows = SampleRelease.objects.filter(item__sample=sample).order_by("item__position", "-number")
    found: dict[int, dict] = {}
    for position, text in rows.values_list("item__position", "content"):
        if position not in found:
            value = json.loads(text)
            facts = value["facts"]
            about = [facts["kind"], facts["year"], facts["area"]]
            found[position] = {
                "number": position, "lines": value["lines"],
                "about": " · ".join(filter(None, about)),
            }  # fmt: skip
    return list(found.values())


def still_doubtful(plans: list[dict]) -> list[dict]:
    """Of the plans of to_read: lines in which something stays that may tell who is meant."""
    return [
        {"number": plan["number"], "title": line["title"], "words": ", ".join(words)}
        for plan in plans for line in plan["lines"] if (words := doubts(line["text"]))
    ]  # fmt: skip


def looks(sample) -> list[dict]:
    """Who opened or printed what was released, the newest first. Two queries."""
    events = Event.objects.filter(
        school_id=sample.school_id, object_type="reports.sample", object_id=sample.pk, verb__in=HOW
    )
    rows = list(events.order_by("-pk").values_list("actor_id", "at", "verb")[:MOST_LOOKS])
    names = dict(User.objects.filter(pk__in={row[0] for row in rows}).values_list("pk", "name"))
    return [
        {"who": names.get(actor, ""), "when": at.astimezone(moment.LONDON), "how": HOW[verb]}
        for actor, at, verb in rows
    ]


def notes_of(notes) -> list[dict]:
    """Visit notes in words. Two queries."""
    rows = notes.select_related("written_by", "sample").prefetch_related("questions")
    return [note_row(note) for note in rows]


def note_row(note: VisitNote) -> dict:
    questions = list(note.questions.all())
    waiting = sum(not row.answer for row in questions)
    if not questions:
        status, words = "plain", "No questions"
    elif waiting:
        noun = "question waits" if waiting == 1 else "questions wait"
        status, words = "soon", f"{waiting} {noun} for an answer"
    else:
        status, words = "done", "All answered"
    return {
        "pk": note.pk, "on": wording.day(note.visited_on), "by": note.written_by.name,
        "status": status, "words": words,
    }  # fmt: skip


def asked(note) -> list[dict]:
    """The questions of a note with their answers. One query."""
    rows = note.questions.select_related("answered_by")
    return [
        {
            "number": row.position, "question": row.question, "answer": row.answer,
            "by": f"{row.answered_by.name}, {day_of(row.answered_at)}" if row.answered_by else "",
        }
        for row in rows
    ]  # fmt: skip
