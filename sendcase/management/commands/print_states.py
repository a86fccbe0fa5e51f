"""The state tables of docs/states.md, from the code that enforces them."""

from collections.abc import Iterable

from django.core.management.base import BaseCommand

from agencies import states as agencies
from agencies.models import AgencyRequest
from ehcp.plans import states as ehc_plans
from ehcp.plans.models import EhcPlan
from ehcp.requests import states as ehc_requests
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews import states as ehc_reviews
from ehcp.reviews.models import AnnualReview
from iep import states as plans
from iep.bank import states as bank
from iep.bank.models import BankRecord
from iep.handover import states as handovers
from iep.handover.models import Handover
from iep.models import SupportPlan
from letters import states as letters
from letters.batches import states as batches
from letters.models import Batch, Letter
from provision.family_meetings import states as parent_meetings
from provision.interventions import states as interventions
from provision.models import Intervention, ParentMeeting
from referrals import models as referrals
from referrals.meetings import states as meetings
from referrals.meetings.models import ProgressMeeting
from register.review import states as reviews
from register.review.models import RegisterReview
from reports.board import states as board
from reports.board.models import BoardEdition
from reports.export import states as exports
from reports.models import PublicDocument, SchoolExport
from reports.public import states as public_documents
from reports.sampler import states as samples
from reports.sampler.models import Sample
from sendcase.jobs import states as jobs
from sendcase.jobs.models import Job, JobRow
from sendcase.outbox import states as mails
from sendcase.outbox.models import Message

TITLE = "# From what to what"
HEAD = """Each table below is printed from the code by `manage.py print_states`; a test fails when
this page says something else. What is in no table cannot happen: the page says so in a sentence,
and nothing is changed. The words are those on the pages; a school's own words may stand in them."""
ABOUT_PLANS = """A shared plan that is being changed is still shared. Readers see the version that
was shared last until the changes are shared. Saving an agreed plan makes it a draft again: nobody
agreed the new words. Where the policy asked for two people when the plan started, “agree first”,
“agree second” and “share second” are the buttons Agree and Share: two different people, also for
changes to a plan that was shared."""
ABOUT_EHC = """One that is draft or in force at a time. Writing changes the rows; what was kept as a
version stays. A final plan may also be recorded at once, without a draft. Who comes back begins
with a new one."""
ABOUT_HANDOVERS = """It is accepted once the next teacher has read every child’s note. It is taken
back only while none was read."""
ABOUT_BANK = """A teacher’s target or strategy is proposed first; what SENCO or head add is in the
bank at once. Plans that began with an entry keep their words, whatever becomes of it."""
ABOUT_LETTERS = """“Sent” means: the paper is made, kept as it is, and ready for the post. A letter
prepared again before it went out takes the new facts; one that was approved already is withdrawn,
and the new one is checked afresh."""
ABOUT_BATCHES = """Letters that are prepared, approved, sent and printed in one go. Each stays a
letter of its child and can be opened, changed or left out by itself. What was sent stays sent."""
ABOUT_EXPORTS = """Finish and fail are the worker’s. Of one school one at a time is under way."""
ABOUT_REVIEWS = """Stopped: nothing was decided on the register, and the term still owes its
review. Of one school one review at a time goes on. Where nobody moves, it is
finished with the press of the button."""
ABOUT_MEETINGS = """Of one class one meeting at a time is open. It is finished once every child of
the class was looked at; what was seen then stands."""
ABOUT_INTERVENTIONS = """What the SENCO starts is agreed at once; a teacher proposes it first. One
that passed its last day is over and stays agreed: “end” is for one that stops before. A review may
end it, too."""
ABOUT_PARENT_MEETINGS = """The family is invited once its letter is sent, or was asked by word of
mouth. Another day, time or place means inviting again. What was recorded may be put right."""
ABOUT_SAMPLES = """A sample opens once the head has looked at each plan. A plan may be released anew
while it is open; governors read what was released last, until its last day."""
ABOUT_EHC_REQUESTS = """The school’s own request goes after the family was asked; what a parent or a
young person asks for goes without that. After a “no”, mediation or an appeal may still lead on."""
ABOUT_EHC_REVIEWS = """Of one plan one review at a time is open. A new day for the meeting means
inviting again. A meeting that was held without the papers going out first can be written down: the
page says which date of the law was missed, and by whom."""
ABOUT_AGENCIES = """Of one child and one agency one request at a time is open. “Allow” is an
agreement of the family or the young person, or a ground of safety that a second person looks at.
When the agreement is withdrawn, the request stops in the same moment. What was advised stays, and
is decided on."""
ABOUT_PUBLIC = """The Information Report and the inclusion strategy, one of each at a school.
What was published stays on the website while the next one is written. “Take down” takes it off; the
next one that is published stands there again."""
ABOUT_BOARD = """Whoever wrote in it does not confirm it. New words take the confirmation away, and
so does whoever confirmed. What is published never changes: a mistake is put right in the report of
the next term."""
ABOUT_MAIL = """Mails are the reminders and the sign-in letters, not the letters home. “Perhaps
sent” and “Held back” wait for a person, who asks whether it arrived. Held back is what waited in a
backup: the site before may have sent it since (operators/backup-and-restore.md)."""
ABOUT_JOBS = """A job is one press of a button that takes long; its rows are the pieces."""

# (title, about it, its moves, the words of its states), in the order of the page.
PEOPLE = (
    ("Plan", ABOUT_PLANS, plans.MOVES, [*SupportPlan.State.choices, *plans.PHASES.items()]),
    ("EHC plan", ABOUT_EHC, ehc_plans.MOVES, EhcPlan.State.choices),
    ("Entry of the target bank", ABOUT_BANK, bank.MOVES, BankRecord.State.choices),
    ("Handover of a class", ABOUT_HANDOVERS, handovers.MOVES, Handover.State.choices),
    ("Letter home", ABOUT_LETTERS, letters.MOVES, Letter.State.choices),
    ("Letters together", ABOUT_BATCHES, batches.MOVES, Batch.State.choices),
    ("Review of the register", ABOUT_REVIEWS, reviews.MOVES, RegisterReview.State.choices),
    ("Request for an EHC assessment", ABOUT_EHC_REQUESTS, ehc_requests.MOVES,
     AssessmentRequest.State.choices),
    ("Review of an EHC plan", ABOUT_EHC_REVIEWS, ehc_reviews.MOVES, AnnualReview.State.choices),
    ("Meeting with a family", ABOUT_PARENT_MEETINGS, parent_meetings.MOVES,
     ParentMeeting.State.choices),
    ("Request to an outside agency", ABOUT_AGENCIES, agencies.MOVES, AgencyRequest.State.choices),
    ("Progress meeting of a class", ABOUT_MEETINGS, meetings.MOVES, ProgressMeeting.State.choices),
    ("Intervention", ABOUT_INTERVENTIONS, interventions.MOVES, Intervention.State.choices),
    ("Report to the governors", ABOUT_BOARD, board.MOVES, BoardEdition.State.choices),
    ("What the school publishes", ABOUT_PUBLIC, public_documents.MOVES,
     PublicDocument.State.choices),
    ("Nameless sample of plans", ABOUT_SAMPLES, samples.MOVES, Sample.State.choices),
    ("All records of a school", ABOUT_EXPORTS, exports.MOVES, SchoolExport.State.choices),
)  # fmt: skip


class Command(BaseCommand):
    help = "Print the state tables as Markdown: manage.py print_states > docs/states.md"

    def handle(self, **options):
        self.stdout.write(page(), ending="")


def page() -> str:
    return "\n\n".join([TITLE, HEAD, *referral(), *people(), *machine()]) + "\n"


def referral() -> Iterable[str]:
    """It names no steps, only from what to what."""
    yield "## Referral\n\nA state that leads nowhere is the end of it."
    pairs = ((before, after) for before, to in referrals.MOVES.items() for after in to or [None])
    # The targets are sets: in the order of the model's choices, so that the page stays the same.
    order = [*referrals.State.values, None]
    words = dict(referrals.State.choices) | {None: "–"}
    rows = sorted(pairs, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    yield table(("From", "To"), [(words[before], words[after]) for before, after in rows])


def people() -> Iterable[str]:
    """What people do: plans, the bank, handovers, letters, reviews, meetings, reports."""
    for title, about, moves, words in PEOPLE:
        yield f"## {title}\n\n{about}"
        yield steps(moves, dict(words))


def machine() -> Iterable[str]:
    """What the workers do: mail and long work."""
    yield f"## Mail\n\n{ABOUT_MAIL}"
    yield steps(mails.MOVES, dict(Message.State.choices))
    yield f"## Long work\n\n{ABOUT_JOBS}"
    yield steps(jobs.MOVES, dict(Job.State.choices))
    yield "A row of it:"
    yield steps(jobs.ROW_MOVES, dict(JobRow.State.choices))


def steps(moves: dict[str, dict[str, str]], words: dict[str, str]) -> str:
    rows = [
        (step, words[before], words[after])
        for step, pairs in moves.items()
        for before, after in pairs.items()
    ]
    return table(("Step", "From", "To"), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
