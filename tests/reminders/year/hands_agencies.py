"""Outside agencies: whether one may be asked, asking, its advice and what becomes of it; and the
consents all that rests on. Hands as in hands.py.
"""

from agencies.models import Advice, Agency, AgencyRequest, Recommendation
from agencies.services import advising, asking, deciding, ending, going, informing
from pupils import sharing
from pupils.consents import services as consents
from pupils.consents.models import Consent
from pupils.models import Pupil, Share
from tests.reminders.year import law
from tests.reminders.year.hands import does, prepared

THERAPY = "Speech therapy may see the plan."
WORDS = {"question": "Which steps help?", "what_shared": "The last plan."}
POINTS = ["Short steps with pictures", "A quiet place to read", "Ten minutes each day"]


# Consents


def agree(sim, pupil, days: int, scope=THERAPY, kind="agency", **given) -> Consent:
    """The family agrees until a day; what it said to the same before ends."""
    row = answered(sim, pupil, "yes", scope, kind, until_on=law.days(sim.today, days), **given)
    ends(sim, row)
    return row


def answered(sim, pupil, answer, scope, kind="agency", **more) -> Consent:
    given = {"given_by": "Leila", "contact": pupil.contacts.first()} | more
    return consents.record(
        pupil=pupil, kind=kind, scope=scope, answer=answer, given_on=sim.today, evidence="Slip.",
        by=sim.here.senco, **given,
    )  # fmt: skip


def in_person(sim, row) -> dict:
    """Who is asked again: the young person once that age is over, unless a parent decides."""
    row.pupil.refresh_from_db()
    is_over = row.pupil == sim.here.grown and sim.today > law.LEAVES_SCHOOL_AGE
    own = row.by_young_person or is_over and row.pupil.parents_may_be_told != "capacity"
    return {"given_by": "Idris", "by_young_person": True, "contact": None} if own else {}


def ends(sim, row) -> None:
    for old in Consent.objects.filter(pupil=row.pupil, scope=row.scope).exclude(pk=row.pk):
        sim.end("consent-ending", old.pk)
    sim.owe("consent-ending", row.pk, row.until_on, pupil=row.pupil_id)


@does("consent-ending")
def ask_again(sim, number) -> None:
    """They agree for longer, or no more: then all that rests on it stops."""
    row = Consent.objects.select_related("pupil").get(pk=number)
    resting = AgencyRequest.objects.filter(pk__in=[r for r, c in sim.rests.items() if c == number])
    shares = Share.objects.filter(pk__in=[s for s, c in sim.shares.items() if c == number])
    if sim.chance.random() < 0.5:
        longer = agree(sim, row.pupil, 90, row.scope, row.kind, **in_person(sim, row))
        for request in resting:
            rest(sim, request, longer)
        for share in shares:
            rest_share(sim, share, longer)
        return
    consents.withdraw(consent=row, on=sim.today, withdrawn_by="Leila", how="By phone.",
                      by=sim.here.senco)  # fmt: skip
    sim.end("consent-ending", number, met=False)
    for request in resting:
        over(sim, request.pk)
    for share in shares:
        share_over(sim, share.pk)


def rest(sim, request, consent) -> AgencyRequest:
    sim.rests[request.pk] = consent.pk
    return asking.rest_on(row=request, consent=consent, by=sim.here.senco)


def over(sim, number) -> None:
    """A request ended: nobody is asked, nothing is awaited."""
    sim.rests.pop(number, None)
    for kind in ("agency-ask", "agency-advice"):
        sim.end(kind, number, met=False)
    for share in [share for share, request in sim.guests.items() if request == number]:
        sim.end("share-ending", share)


# From the thought to the question


def think(sim, pupil, way: str) -> None:
    """way: "word", "letter", "no", "safety": how it comes about that an agency may be asked."""
    if not sim.is_here(pupil.pk):
        return
    agency, _ = Agency.objects.get_or_create(
        school=sim.here.school, name=f"Team {way}", defaults={"kind": "speech"}
    )
    row = asking.begin(pupil=pupil, agency=agency, by=sim.here.senco, **WORDS)
    about = {"row": row, "by": sim.here.senco}
    if way == "letter":
        until = law.days(sim.today, 150)
        for letter in asking.ask_family(until_on=until, **about):
            sim.letters.asks[letter.pk] = row.pk
            prepared(sim, letter)
    elif way == "no":
        asking.hear_no(consent=answered(sim, pupil, "no", f"Team {row.pk}"), **about)
    elif way == "safety":
        asking.override(ground="She is hurt at home.", **about)
        due = law.school_days(sim.today, law.LOOK)
        sim.owe("agency-look", row.pk, due, pupil=pupil.pk, falls="head")
        may_be_asked(sim, row)
    else:
        rest(sim, row, agree(sim, pupil, sim.chance.randint(20, 150), f"Team {row.pk}"))
        may_be_asked(sim, row)


def may_be_asked(sim, row) -> None:
    sim.owe("agency-ask", row.pk, law.school_days(sim.today, law.ASK_AGENCY), pupil=row.pupil_id)


def heard(sim, letter: int, answer: str) -> None:
    """The answer to the letter that asks: a yes is a consent from which the request goes on."""
    number = sim.letters.asks.pop(letter)
    if answer == "yes":
        consent = Consent.objects.get(source_id=letter)
        ends(sim, consent)
        sim.rests[number] = consent.pk
        may_be_asked(sim, AgencyRequest.objects.get(pk=number))


@does("agency-look")
def look(sim, number) -> None:
    """The head stands behind it, or stops it."""
    row, goes_on = AgencyRequest.objects.get(pk=number), sim.chance.random() < 0.7
    asking.look(row=row, goes_on=goes_on, words="We talked.", by=sim.here.head)
    sim.end("agency-look", number)
    if not goes_on:
        over(sim, number)


@does("agency-ask")
def ask(sim, number) -> None:
    """Where the agreement is over by now the family is asked once more before."""
    row = AgencyRequest.objects.select_related("pupil", "consent").get(pk=number)
    if row.consent and row.consent.until_on < sim.today:
        row = rest(sim, row, agree(sim, row.pupil, 90, row.consent.scope))
    expected = law.weeks(sim.today, law.AGENCY_ANSWERS)
    asking.ask(row=row, asked_on=sim.today, asked_how="Their form", expected_by=expected,
               by=sim.here.senco)  # fmt: skip
    sim.end("agency-ask", number)
    sim.owe("agency-advice", number, expected, pupil=row.pupil_id, is_waiting=True)
    if sim.chance.random() < 0.6:
        let_in(sim, AgencyRequest.objects.select_related("consent").get(pk=number))


# Somebody of it reads the case here until a day


def let_in(sim, row) -> None:
    """For some weeks, and no longer than the family agreed."""
    until = law.days(sim.today, sim.chance.randint(20, 60))
    if row.consent:
        until = min(until, row.consent.until_on)
    row = going.let_in(row=row, by=sim.here.senco, name="Ms K. Lowe", until_on=until,
                       email=f"lowe{row.pk}@westshire.example")  # fmt: skip
    sim.guests[row.share_id] = row.pk
    sim.owe("share-ending", row.share_id, until, pupil=row.pupil_id)


@does("share-ending")
def longer_or_not(sim, number) -> None:
    if number in sim.shares:
        sharing.end(share=Share.objects.get(pk=number), by=sim.here.senco)
        share_over(sim, number)
        return
    row = AgencyRequest.objects.select_related("share__consent").get(share=number)
    share, until = row.share, law.days(sim.today, 40)
    if share.consent:
        until = min(until, share.consent.until_on)
    if until > share.until_on and sim.chance.random() < 0.6:
        sharing.extend(share=share, until_on=until, consent_note="As before.", by=sim.here.senco,
                       consent=share.consent)  # fmt: skip
        sim.owe("share-ending", number, until, pupil=row.pupil_id)
    else:
        going.end_share(row=row, by=sim.here.senco)
        sim.end("share-ending", number)


def run_out(sim) -> None:
    """After its last day there is nothing left to do."""
    for kind, number in list(sim.diary.open):
        if kind == "share-ending" and sim.diary.open[kind, number].due < sim.today:
            sim.end(kind, number, met=False)
            sim.end("share-own-answer", number, met=False)


# Somebody reads a case here whom no agency sent


def reads_until(sim, share, consent, until) -> None:
    """Past the last day of school age the young person is asked, where a parent agreed to it."""
    sim.shares[share.pk] = consent.pk
    about = {"pupil": consent.pupil_id}
    sim.owe("share-ending", share.pk, until, **about)
    told = Pupil.objects.get(pk=consent.pupil_id).parents_may_be_told
    if until > law.LEAVES_SCHOOL_AGE and not consent.by_young_person and told != "capacity":
        sim.owe("share-own-answer", share.pk, law.LEAVES_SCHOOL_AGE, **about)
    else:
        sim.end("share-own-answer", share.pk)


def rest_share(sim, share, consent) -> None:
    """On another agreement, and no longer than that holds."""
    sharing.rest_on(share=share, consent=consent, by=sim.here.senco)
    reads_until(sim, share, consent, min(share.until_on, consent.until_on))


def share_over(sim, number) -> None:
    del sim.shares[number]
    for kind in ("share-ending", "share-own-answer"):
        sim.end(kind, number)


# Its advice


@does("agency-advice")
def hear(sim, number) -> None:
    """It comes, or the agency cannot help, or it is asked again and names another day or none."""
    row, way = AgencyRequest.objects.get(pk=number), sim.chance.random()
    on = {"row": row, "on": sim.today, "by": sim.here.senco}
    due = sim.diary.open["agency-advice", number].due
    if way < 0.1:
        ending.decline(words="No places.", **on)
        over(sim, number)
    elif way < 0.35:
        due = law.weeks(sim.today, 3) if sim.chance.random() < 0.7 else due
        going.chase(how="phone", words="Soon.", expected_by=due, **on)
        sim.owe("agency-advice", number, due, pupil=row.pupil_id, is_waiting=True)
    elif way < 0.5 and row.state == "asked":
        going.begin_work(**on)
        sim.plan_anew("agency-advice", number)
    else:
        comes(sim, row)


def comes(sim, row) -> None:
    """Written here by whoever was let in, to be read; else by post, and read at once."""
    day = max(row.asked_on, law.days(sim.today, -sim.chance.randint(0, 3)))
    points = POINTS[: sim.chance.randint(0, 3)]
    if ("share-ending", row.share_id) in sim.diary.open:
        advice = advising.receive_here(row=row, by=row.share.user, summary="Short steps.",
                                       points=points)  # fmt: skip
        day, is_read = sim.today, False
    else:
        advice, is_read = by_post(sim, row, day, points), True
    sim.end("agency-advice", row.pk)
    came(sim, advice, day, is_read and not points)
    after = more if sim.chance.random() < 0.3 else close
    sim.after(10, 40, after, sim, row.pk)


def by_post(sim, row, day, points) -> Advice:
    return advising.receive(row=row, received_on=day, from_whom="Ms K. Lowe", points=points,
                             summary="Short steps.", by=sim.here.senco)  # fmt: skip


def came(sim, advice, day, is_settled: bool) -> None:
    """is_settled: whoever wrote it down has read it, and it advises nothing to decide on."""
    about = {"pupil": advice.pupil_id}
    if not is_settled:
        sim.owe("agency-decide", advice.pk, law.school_days(day, law.USE_ADVICE), **about)
    sim.owe("agency-tell", advice.pk, law.school_days(day, law.TELL_ADVICE), **about)


def more(sim, number) -> None:
    row = AgencyRequest.objects.get(pk=number)
    if row.state == "advised":
        comes(sim, row)


def close(sim, number) -> None:
    row = AgencyRequest.objects.get(pk=number)
    if row.state == "advised":
        ending.close(row=row, by=sim.here.senco)
        over(sim, number)


def unasked(sim, pupil) -> None:
    """A report that nobody here asked for."""
    if not sim.is_here(pupil.pk):
        return
    agency, _ = Agency.objects.get_or_create(
        school=sim.here.school, name="Hospital", defaults={"kind": "other"}
    )
    advice = advising.receive_unasked(
        pupil=pupil, agency=agency, received_on=sim.today, from_whom="Dr P. Okonjo",
        by=sim.here.senco, summary="Glasses help.", points=POINTS[:1],
    )  # fmt: skip
    came(sim, advice, sim.today, is_settled=False)


@does("agency-decide")
def decide(sim, number) -> None:
    """Read, where nobody has; then all of it, or one today and the others another day."""
    advice = Advice.objects.get(pk=number)
    if advice.read_at is None:
        advising.read(advice=advice, by=sim.here.senco)
    rows = list(Recommendation.objects.filter(advice=number, decision="open"))
    chosen = rows[:1] if sim.chance.random() < 0.3 else rows
    for row in chosen:
        decision = sim.chance.choice(["adopted", "adapted", "declined"])
        deciding.decide(row=row, kind="strategy", decision=decision, reason="It suits.",
                        our_words="Cards.", by=sim.here.senco)  # fmt: skip
    if len(chosen) == len(rows):
        sim.end("agency-decide", number)
    else:
        sim.plan_anew("agency-decide", number)


@does("agency-tell")
def tell(sim, number) -> None:
    """By word; by a letter, once that is sent; or not, where it could put the child in danger."""
    advice = Advice.objects.get(pk=number)
    given, way = {"advice": advice, "by": sim.here.senco}, sim.chance.random()
    if way < 0.5:
        informing.told(on=sim.today, how="At the gate.", **given)
        sim.end("agency-tell", number)
    elif way < 0.85:
        for letter in informing.write(words="Short steps help.", our_steps="Cards.", **given):
            prepared(sim, letter)
    else:
        informing.not_told(why="It could put her in danger.", **given)
        sim.end("agency-tell", number, met=False)
