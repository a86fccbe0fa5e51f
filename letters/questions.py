"""The questions people ask of their letters, as sentences with counts, and who has answered."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, F, Max, Q, Value, When

from letters.merge import day_in_words
from letters.models import Letter, LetterLink
from letters.purposes import purposes
from sendcase import moment

State = Letter.State
WEEK = 7
SHOWN = 12  # rows of "who has answered"
MONTHS = 120  # days: letters sent since then


@dataclass(frozen=True)
class Question:
    """?show=key. words: after the number; where: of letters, on a day."""

    key: str
    words: str
    words_one: str
    where: object


def awaited() -> list[str]:
    return [key for key, purpose in purposes.items() if purpose.answer]


def _week_ago():
    return moment.today() - timedelta(days=WEEK)


def _unsure():
    return LetterLink.objects.for_a_person().values("letter")


QUESTIONS = [
    Question("check", "wait to be checked and approved", "waits to be checked and approved",
             lambda: Q(state=State.PREPARED)),
    Question("send", "are approved and wait to be sent", "is approved and waits to be sent",
             lambda: Q(state=State.APPROVED)),
    Question("unanswered", "are sent and not answered", "is sent and not answered",
             lambda: Q(state=State.ISSUED, purpose__in=awaited())),
    Question("returned", "came back", "came back", lambda: Q(state=State.RETURNED)),
    Question("mail", "went by e-mail and may not have arrived",
             "went by e-mail and may not have arrived", lambda: Q(pk__in=_unsure())),
    Question("week", "were answered in the last seven days", "was answered in the last seven days",
             lambda: Q(state=State.ANSWERED, reply__received_on__gt=_week_ago())),
    Question("talk", "are from families who would like to talk",
             "is from a family who would like to talk",
             lambda: Q(reply__wants_to_talk=True, reply__talked_on=None)),
]  # fmt: skip
BY_KEY = {question.key: question for question in QUESTIONS}


def _lately() -> Q:
    """Sent in the last months and not back: a withdrawn letter asks nobody, a returned one has
    reached nobody.
    """
    since = moment.today() - timedelta(days=MONTHS)
    asking = [State.ISSUED, State.ANSWERED]
    return Q(issued_on__gte=since, purpose__in=awaited(), state__in=asking)


def summed(letters) -> list[dict]:
    """What counted() and answered() need of all letters, in one query: a row for each purpose, and
    for what was sent lately for each batch of it.
    """

    def of_lately(name):
        return Case(When(_lately(), then=F(name)), default=None)

    groups = letters.order_by().annotate(
        lately=Case(When(_lately(), then=Value(True)), default=Value(False)),
        sent_with=of_lately("batch_id"), called=of_lately("batch__title"),
    ).values("purpose", "lately", "sent_with", "called")  # fmt: skip
    counts = {q.key: Count("pk", filter=q.where()) for q in QUESTIONS}
    back = Count("pk", filter=Q(state=State.ANSWERED))
    return list(groups.annotate(sent=Count("pk"), back=back, last=Max("issued_on"), **counts))


def counted(rows, chosen: str) -> list[dict]:
    """{key, words, chosen} of every question with an answer. rows: of summed()."""
    counts = {q.key: sum(row[q.key] for row in rows) for q in QUESTIONS}
    return [
        {"key": q.key, "chosen": q.key == chosen,
         "words": f"{n} {q.words_one if n == 1 else q.words}"}
        for q in QUESTIONS
        if (n := counts[q.key]) or q.key == chosen
    ]  # fmt: skip


def answered(rows) -> list[dict]:
    """Who has answered what was sent lately: by purpose and by letters sent together."""
    rows = [row for row in rows if row["lately"]]
    rows.sort(key=lambda row: (row["purpose"], row["sent_with"] or 0))
    rows.sort(key=lambda row: row["last"], reverse=True)
    return [
        {
            "title": row["called"] or purposes[row["purpose"]].title,
            "query": f"purpose={row['purpose']}&show=unanswered&batch={row['sent_with'] or 'none'}",
            "words": f"{row['back']} of {row['sent']} answered",
            "left": row["sent"] - row["back"],
            "last": day_in_words(row["last"]),
        }
        for row in rows[:SHOWN]
    ]
