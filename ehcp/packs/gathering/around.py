"""Scores, views, letters, other papers on file, the story."""

from datetime import date

from accounts.permissions import Permission as P
from ehcp.packs import chronology as story
from ehcp.packs import law
from ehcp.packs.case import SHARED
from ehcp.packs.gathering import ehc
from ehcp.packs.items import Item
from ehcp.packs.models import Pack
from ehcp.packs.sheets import Block, sheet
from ehcp.packs.untold import untold
from iep.handover.models import HandoverVersion
from iep.models import PlanVersion
from letters.listing import title_of
from letters.models import LetterVersion
from letters.voice import printing as voice_printing
from letters.voice.models import FamilyWord
from pupils.models import ChronologyEntry, Document, PupilProfile, PupilView
from pupils.profile import paper
from pupils.profile.models import ProfileVersion
from pupils.scores.kinds import SHORT
from pupils.scores.models import Score
from pupils.wording import day_text
from sendcase.moment import LONDON

# Other papers that may be evidence. Signed consents and complaints are none.
EVIDENCE = [P.PUPIL_VIEW, P.PLAN_VIEW, P.REFERRAL_VIEW, P.PROFILE_VIEW, P.EHC_VIEW, P.EHC_NEEDS,
            P.EHC_SUMMARY]  # fmt: skip
MOST_LINES = 1000  # of the story in one pack


def scores(case) -> list[Item]:
    rows = list(case.mine(Score.objects).order_by("taken_on", "pk"))
    if not rows:
        return []
    lines = [[day_text(row.taken_on), row.test, row.result, SHORT[row.kind], row.source]
             for row in rows]  # fmt: skip
    block = Block(columns=("Day", "Test", "Result", "Kind", "Source"), rows=lines)
    title = "Scores"
    return [Item("scores:1", title, rows[-1].taken_on, pdf=lambda: sheet(case, title, [block]))]


def views(case) -> list[Item]:
    """The one-page profile, without a photo, and what the child said."""
    found = []
    joined = ("school__policy", "pupil")
    profile = case.mine(PupilProfile.objects).select_related(*joined).first()
    if profile is not None:
        day = profile.checked_on or profile.saved_at.astimezone(LONDON).date()
        found.append(Item(f"views:profile-{profile.pk}", "One-page profile", day, pdf=lambda: (
            paper.pdf(paper.value_of(profile), state_words=paper.printed_today())
        )))  # fmt: skip
    said = case.mine(PupilView.objects).standing().select_related(*joined)
    found += [
        Item(f"views:{row.pk}", "What the child said", row.on,
             pdf=lambda row=row: paper.view_pdf(row))
        for row in said.order_by("on", "pk")
    ]  # fmt: skip
    return found


def family(case) -> list[Item]:
    rows = case.mine(FamilyWord.objects).standing().order_by("-said_on", "-pk")
    newest = rows.first()
    if newest is None:
        return []
    return [Item("family:1", "What the family said, and our answers", newest.said_on,
                 pdf=lambda: voice_printing.case_pdf(case.by, case.pupil))]  # fmt: skip


def letters(case) -> list[Item]:
    """Each as it went out. Not one whose slip still opens the reply form: whoever reads the pack
    could answer for the family. It is put in once it is answered or its code has run out.
    """
    return [
        Item(f"letters:{row.pk}", f"Letter: {title_of(row.purpose)}", row.issued_on,
             document=row.issued_version.document, ours=True)
        for row in case.letters_sent if not row.is_open
    ]  # fmt: skip


def others(case) -> list[Item]:
    """Papers on file that are no print of anything else here."""
    rows = case.mine(Document.objects).filter(needs__in=[each for each in EVIDENCE
                                                         if each in SHARED])  # fmt: skip
    rows = rows.exclude(pk__in=_prints(case)).order_by("created_at", "pk")
    return [
        Item(f"others:{row.pk}", row.title, row.created_at.astimezone(LONDON).date(), document=row)
        for row in rows
    ]


def _prints(case) -> set[int]:
    """Documents that are a print of something else, in one query."""
    pupil = case.pupil
    rows = (
        PlanVersion.objects.filter(plan__pupil=pupil),
        LetterVersion.objects.filter(letter__pupil=pupil),
        ProfileVersion.objects.filter(profile__pupil=pupil),
        HandoverVersion.objects.filter(document__pupil=pupil),
        Pack.objects.filter(pupil=pupil),
    )
    each = [*(found.values_list("document") for found in rows), *ehc.bound_elsewhere(case)]
    first, *rest = (found.order_by() for found in each)
    return {number for (number,) in first.union(*rest)} - {None}


def lines(case):
    """Without complaints, and without what the family is not told of (ehcp.packs.untold)."""
    rows = case.mine(ChronologyEntry.objects).filter(needs__in=SHARED - {P.COMPLAINT_VIEW})
    return rows.filter(~untold(case.pupil))


def chronology(case) -> list[Item]:
    """With the law's dates. Complaints stand apart from what helps a child, also here."""
    newest = list(lines(case).order_by("-on", "-pk")[:MOST_LINES])
    if not newest:
        return []
    first = newest[-1].on if len(newest) == MOST_LINES else date.min
    title = "What happened when"

    def pdf():
        of_law = [line for line in law.lines(case.by, case.pupil) if line.on >= first]
        return sheet(case, title, story.blocks(story.merged(reversed(newest), of_law)))

    return [Item("chronology:1", title, newest[0].on, pdf=pdf)]
