"""The school's own questions: the starter set, and changing them."""

from django.db import transaction

from audit import log
from referrals.questions.models import CHOICE, MOST, QuestionList
from schools import presets
from schools.models import Policy
from sendcase import edits


def current(school) -> QuestionList:
    """What the school asks; where it never changed them, its starter policy's set, not saved.

    The version of one that is not saved is 1, as it will be when saving makes it.
    """
    row = QuestionList.objects.filter(school=school).first()
    return row or QuestionList(school=school, content=starter(school))


def starter(school) -> list[dict]:
    """The set that comes with the policy this school began with."""
    rows = presets.read(school.policy.preset)["questions"]
    return [{"words": []} | row for row in rows]


@transaction.atomic
def change(*, school, version, content, by) -> QuestionList:
    """Save the whole list. Raises Stale, IllegalMove. Rounds that were sent keep their questions.

    content: as QuestionList.content.
    """
    refuse(content)
    edits.locked(Policy, school.policy.pk)  # two first savings must see each other
    QuestionList.objects.get_or_create(school=school, defaults={"content": starter(school)})
    row = edits.locked(QuestionList, QuestionList.objects.get(school=school).pk, version)
    if row.content == content:
        return row
    detail = {"content": [row.content, content]}
    edits.save(row, content=content)
    log.record("questions.changed", target=row, by=by, school_id=school.pk, detail=detail)
    return row


def refuse(content) -> None:
    if not 1 <= len(content) <= MOST:
        raise edits.IllegalMove(f"Write 1 to {MOST} questions.")
    for row in content:
        words = row["words"]
        if row["kind"] == CHOICE and not 3 <= len(set(words)) == len(words) <= 5:
            raise edits.IllegalMove(f"Give 3 to 5 different words to choose: “{row['text']}”.")
