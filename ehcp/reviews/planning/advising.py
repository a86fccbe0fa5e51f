"""Advice for a review: asked for, arrived, or not to come. SEND Regulations 2014, reg. 20(3)."""

from datetime import date

from django.db import transaction

from accounts.permissions import Permission
from ehcp.requests.services import refuse_day
from ehcp.reviews import states
from ehcp.reviews.circulation import role_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring, links
from ehcp.reviews.telling import tell
from pupils import documents
from sendcase import edits, moment
from sendcase.edits import IllegalMove

MADE_JUST_NOW = (
    "A new link was made for them a moment ago, and it works. It was shown once: if nobody copied "
    "it, press “Make a new link” again here."
)


@transaction.atomic
def take_advice(*, row, by, person, on: date, words="", paper=None, version=None) -> Invitation:
    """What somebody wrote for the review: words, a pupils.papers.Paper, or both.

    Given again, it takes the place of the first, which stays a document of the child. Raises
    Stale, IllegalMove for nothing at all or a day that cannot be.
    """
    return _take(row, by, person, on, words, paper, version)


@transaction.atomic
def take_by_link(*, link, words="", paper=None) -> Invitation:
    """What came by a link: of today, recorded for whoever made the link. A paper alone leaves the
    words that stand there: whoever sends it never saw them. Raises IllegalMove.
    """
    if not links.use(link):
        raise IllegalMove("This link was used already.")
    person = link.invitation
    return _take(person.review, link.made_by, person, moment.today(), words, paper, None, link)


@transaction.atomic
def own_advice(*, row, by, words, version=None) -> Invitation:
    """What a teacher of the child, the head or the SENCO writes in their own name."""
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "take advice")
    person = owner.invitations.filter(user=by).first()
    if person is None:
        person = Invitation.objects.create(
            review=owner, role=Invitation.Role.SCHOOL, name=by.name, user=by
        )
    return _take(owner, by, person, moment.today(), words, None, version)


@transaction.atomic
def no_advice(*, row, by, person, reason, version=None) -> Invitation:
    """Asked, and it will not come."""
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "take advice")
    found = edits.locked(Invitation, person.pk, version)
    if found.advice_on:
        raise IllegalMove("Their advice has come.")
    before = found.no_advice_reason
    edits.save(found, no_advice_reason=reason)
    links.end_all(found)
    tell(owner, "no_advice", by, {"invitation": found.pk, "reason": [before, reason]})
    return found


@transaction.atomic
def ask_again(*, row, by, person, newest: int | None) -> str:
    """A new link for somebody asked by mail. Returns its token; the old link ends.

    newest: the number of the newest link when the button was shown. Raises IllegalMove where
    another was made since: a second press breaks nothing.
    """
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "write invitations")
    if newest != links.newest_of(owner).get(person.pk):
        raise IllegalMove(MADE_JUST_NOW)
    if owner.meeting_on is None or not person.advice_asked_on:
        raise IllegalMove("They were not asked for advice yet. Invite them first.")
    if reason := barring.why(owner.pupil, person):
        raise IllegalMove(reason)
    token = links.make(person, by)
    tell(owner, "advice_link", by, {"invitation": person.pk})
    return token


def _take(row, by, person, on, words, paper, version, link=None) -> Invitation:
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "take advice")
    if not words.strip() and paper is None:
        raise IllegalMove("Write the advice down, or choose the paper it came on.")
    refuse_day(on, person.advice_asked_on, "it was asked for")
    found = edits.locked(Invitation, person.pk, version)
    before = {"advice_on": found.advice_on, "advice_words": found.advice_words,
              "advice": found.advice_id}  # fmt: skip
    words = words if words.strip() or not link else found.advice_words
    kept = documents.store(
        pupil=owner.pupil, title=f"Advice for the annual review: {found.get_role_display()}"[:200],
        data=paper.data, media_type=paper.media_type, needs=Permission.EHC_VIEW, by=by,
    ) if paper else found.advice  # fmt: skip
    edits.save(found, advice_on=on, advice_words=words, advice=kept, no_advice_reason="")
    detail = {"invitation": found.pk, "by_link": bool(link),
              "advice_on": [before["advice_on"], on], "advice": [before["advice"], found.advice_id],
              "advice_words": [before["advice_words"], words]}  # fmt: skip
    who = role_of(found)
    tell(owner, "advice_came", by, detail, f"Advice for the annual review came: {who}", on)
    return found
