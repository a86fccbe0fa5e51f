"""What families say beside a plan, arrangements for exams, and a young person who comes to answer
in person: hands as in hands.py.
"""

from datetime import date

from letters.voice import services as voice
from letters.voice.models import FamilyWord
from pupils import services as pupils
from pupils import sharing
from pupils.arrangements import services as arrangements
from pupils.arrangements.models import ExamAccess
from pupils.models import Share
from reminders import keeping
from tests.reminders.year import hands_agencies, law
from tests.reminders.year.hands import does

FORGOTTEN = date(2025, 11, 15)  # the last day of an arrangement that nobody looked at since


def begin(sim) -> None:
    first, second, third, *others, elm_plan = sim.here.children
    for least, pupil in ((2, first), (12, second), (25, others[3]), (60, elm_plan), (100, third),
                         (150, second), (200, first)):  # fmt: skip
        sim.after(least, least + 25, said, sim, pupil)
    half_term, may, july = date(2026, 10, 30), date(2027, 5, 28), date(2027, 7, 2)
    for least, pupil, last in ((2, third, half_term), (9, elm_plan, may), (4, second, FORGOTTEN),
                               (30, others[3], july)):  # fmt: skip
        sim.after(least, least + 9, arrange, sim, pupil, last)
    sim.after(60, 200, let_read, sim)


# What a family said


def said(sim, pupil) -> None:
    """A disagreement waits for an answer; a comment only where somebody was asked for one."""
    if not sim.is_here(pupil.pk):
        return
    kind = sim.chance.choice(["disagreement", "comment"])
    asked = sim.teacher(pupil) if sim.chance.random() < 0.6 else None
    row = voice.record(
        pupil=pupil, kind=kind, words="He reads at home.", said_by="Leila", said_on=sim.today,
        how="phone", by=sim.here.senco, asked_of=asked,
    )  # fmt: skip
    if kind == "disagreement" or asked:
        owe_answer(sim, row, asked)


def owe_answer(sim, row, asked) -> None:
    due = law.days(row.said_on, law.ANSWER_FAMILY)
    named = asked.pk if asked else None
    sim.owe("answer-family", row.pk, due, pupil=row.pupil_id, named=named)


@does("answer-family")
def answer_family(sim, number) -> None:
    """Answered; or asked of the SENCO in place of the teacher; or it stood with the wrong child."""
    row = FamilyWord.objects.select_related("pupil", "asked_of").get(pk=number)
    way, senco = sim.chance.random(), sim.here.senco
    if way < 0.2 and row.asked_of:
        voice.place(word=row, kind=row.kind, about="", asked_of=None, by=senco)
        if row.kind == "disagreement":
            owe_answer(sim, row, None)
        else:
            sim.end("answer-family", number, met=False)
    elif way < 0.3:
        voice.withdraw(word=row, reason="Written down twice.", by=senco)
        sim.end("answer-family", number, met=False)
    else:
        is_theirs = row.asked_of and sim.teacher(row.pupil) == row.asked_of
        voice.answer(word=row, answer="We read too.", by=row.asked_of if is_theirs else senco)
        sim.end("answer-family", number)


# Exam access and adjustments


def arrange(sim, pupil, last) -> None:
    if not sim.is_here(pupil.pk):
        return
    row = arrangements.save(pupil=pupil, by=sim.here.senco, kind="school", expires_on=last,
                            arrangement="A reader")  # fmt: skip
    sim.owe("arrangement-ending", row.pk, law.renew_by(last, sim.today), pupil=pupil.pk)


@does("arrangement-ending")
def renew_or_end(sim, number) -> None:
    """What ran out long ago is left; another is renewed for some months, or ended."""
    row = ExamAccess.objects.select_related("pupil").get(pk=number)
    if row.expires_on == FORGOTTEN:
        return
    if sim.chance.random() < 0.6:
        last = law.months(max(row.expires_on, sim.today), 6)
        arrangements.save(pupil=row.pupil, by=sim.here.senco, existing=row, expires_on=last)
        sim.owe("arrangement-ending", number, law.renew_by(last, sim.today), pupil=row.pupil_id)
    else:
        arrangements.end(arrangement=row, by=sim.here.senco)
        sim.end("arrangement-ending", number)


def forget(sim) -> None:
    """A year after its last day nobody is asked any more."""
    for row in ExamAccess.objects.filter(expires_on__lt=law.years(sim.today, -1)):
        sim.end("arrangement-ending", row.pk, met=False)


# Somebody outside reads on a parent's agreement, and the young person turns sixteen


def let_read(sim) -> None:
    """Agreed for longer than school age lasts."""
    pupil, until = sim.here.grown, date(2027, 8, 20)
    days = (law.AFTER_THE_YEAR - sim.today).days
    consent = hands_agencies.agree(sim, pupil, days, "Ms Hale reads", "sharing")
    row = sharing.grant(
        pupil=pupil, name="Ms T. Hale", email="hale@westshire.example", reason="She advises him.",
        consent_note="A slip.", until_on=until, by=sim.here.senco, consent=consent,
    )  # fmt: skip
    hands_agencies.reads_until(sim, row, consent, until)


@does("share-own-answer")
def ask_in_person(sim, number) -> None:
    """Agreed in person; or it is written down that a parent decides, which is followed within the
    hour; or the guest reads no more.
    """
    share = Share.objects.select_related("content_object", "consent").get(pk=number)
    pupil, way = share.content_object, sim.chance.random()
    if way < 0.5:
        given = {"given_by": "Idris", "by_young_person": True, "contact": None}
        row = hands_agencies.answered(
            sim, pupil, "yes", "Ms Hale reads", "sharing", until_on=law.AFTER_THE_YEAR, **given
        )
        hands_agencies.ends(sim, row)
        hands_agencies.rest_share(sim, share, row)
    elif way < 0.8:
        pupils.update_pupil(pupil=pupil, version=pupil.version, by=sim.here.senco,
                            parents_may_be_told="capacity")  # fmt: skip
        keeping.keep_all()
        sim.end("share-own-answer", number)
    else:
        sharing.end(share=share, by=sim.here.senco)
        hands_agencies.share_over(sim, number)
