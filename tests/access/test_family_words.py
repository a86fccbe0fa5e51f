"""Words of a family are planted, then every page, paper and list is asked by everybody: nobody
reads them who may not.
"""

import pytest

from audit.models import EventDetail
from letters.voice import services
from pupils.models import ChronologyEntry
from reminders.digests import send_due
from sendcase import moment
from sendcase.outbox.models import Message
from tests.access.asking import ask, undone
from tests.access.cast import ACTORS
from tests.access.rows import GET

pytestmark = pytest.mark.django_db
SAID, ANSWERED, UNSAID = "quincunx-said", "quincunx-answered", "quincunx-withdrawn"
READ = ("senco", "head", "own_teacher")
FIND = "/oakfield/pupils/?q=quincunx"


@pytest.fixture(scope="module")
def planted(cast):
    """About targets, plans and the register; answered, unanswered and withdrawn. Papers are given
    as the words that would be printed.
    """
    at, senco = cast.a, cast.people["senco"]
    with pytest.MonkeyPatch.context() as patch, undone():
        for room in ("iep", "referrals", "iep.handover", "letters.voice"):
            patch.setattr(f"{room}.printing.render_pdf", lambda html: html.encode())
        patch.setattr("iep.handover.printing.render_many", lambda all_: [x.encode() for x in all_])
        plant(at.pupil, senco, "", f"register.registerentry:{at.entry.pk}")
        for plan in (at.draft, at.shared, at.revising, at.reviewed):
            targets = [f"iep.target:{target.pk}" for target in plan.targets.all()]
            plant(plan.pupil, senco, f"iep.supportplan:{plan.pk}", *targets)
        yield cast


def plant(pupil, senco, *abouts):
    said = {"kind": "disagreement", "said_by": "Ms Brightwater", "said_on": moment.today(),
            "how": "phone", "by": senco}  # fmt: skip
    for about in abouts:
        for text in (SAID, UNSAID):
            word = services.record(pupil=pupil, words=text, about=about, **said)
            if text == UNSAID:
                services.withdraw(word=word, reason="The wrong child.", by=senco)
        word = services.record(pupil=pupil, words=SAID, about=about, **said)
        services.answer(word=word, answer=ANSWERED, by=senco)


def read_by(cast, actor, tokens, only=None) -> set[tuple[str, str]]:
    """(label, token) of the pages on which this person reads one, of all that open for them (that
    no other opens, the matrix proves). only: one label.
    """
    found = set()
    for row in (row for row in GET if row.expected[actor] == 200 and only in (None, row.label)):
        response = ask(cast, actor, "get", row.address(cast.a)).response
        body = b"".join(response.streaming_content) if response.streaming else response.content
        words = body.decode(errors="ignore")
        found |= {(row.label, token) for token in tokens if token in words}
    return found


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in READ])
def test_who_may_not_reads_them_nowhere(planted, actor):
    assert read_by(planted, actor, ["quincunx"]) == set()


def test_who_works_with_the_child_reads_them_beside_what_they_are_about(planted):
    """So that the test above proves something; and what was withdrawn is not among it."""
    mine = read_by(planted, "own_teacher", [SAID, ANSWERED, UNSAID])
    pages = {label for label, _ in mine}
    assert {"voice:list slug", "voice:pdf pupil", "pupils:panel pupil/family",
            "pupils:panel pupil/register", "iep:plan draft"} <= pages  # fmt: skip
    assert UNSAID not in {token for _, token in mine}
    assert read_by(planted, "head", [UNSAID], only="pupils:panel pupil/family")


@pytest.mark.parametrize("actor", ["senco", "other_teacher", "governor", "guest"])
def test_no_search_finds_them(planted, actor):
    response = ask(planted, actor, "get", FIND).response
    page = response.content.decode()
    assert "quincunx-" not in page
    assert planted.a.pupil.get_absolute_url() not in page


def test_the_story_the_log_and_mails_do_not_repeat_them(planted):
    send_due()
    assert not ChronologyEntry.objects.filter(summary__contains="quincunx").exists()
    assert not Message.objects.filter(text__contains="quincunx").exists()
    assert not any("quincunx" in str(text) for text in EventDetail.objects.values_list("text"))
