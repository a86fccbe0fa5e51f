"""What the school's own records say for a section. Stands beside what is written, and never in its
place. Figures leave through reports.disclosure; nobody is named but whom the school itself names.
"""

from collections.abc import Callable
from datetime import timedelta

from agencies.models import Agency
from provision.interventions.models import Programme
from pupils.models import Pupil
from reports import disclosure
from schools import wording
from schools.models import Census, Obligation, PlanKind, Training
from schools.owed.due import interval
from sendcase import moment

MOST = 30  # lines of one list
A_YEAR = timedelta(days=366)


def suggest(section, school) -> str:
    """The words of all sources of a section, a paragraph each; "" where there is nothing."""
    return "\n\n".join(filter(None, (SOURCES[source](school) for source in section.sources)))


def _list(begin: str, lines) -> str:
    lines = [f"– {line}" for line in lines]
    return "\n".join([begin, *lines[:MOST]]) if lines else ""


def areas(school) -> str:
    used = school.areas.filter(is_used=True).order_by("order")
    return _list("We have experience of these areas of need:", [row.name for row in used])


def figures(school) -> str:
    """Through the door: 0–7 one symbol, others to the nearest 5."""
    here = Pupil.objects.filter(school=school).on_roll(moment.today())
    counts = [
        (words, here.filter(stage__census_code=code).count())
        for code, words in ((Census.K, "SEN support"), (Census.E, "an EHC plan"))
    ]
    raw = disclosure.Raw(
        "sen", "Children with SEN", ("Children",), tuple((w, (n,)) for w, n in counts)
    )
    rows = disclosure.protect(raw).rows
    said = [f"{cells[0]} children had {words}" for words, cells in rows]
    return (
        f"On {wording.day(moment.today())} {' and '.join(said)}. Figures are rounded to the "
        f"nearest 5; {disclosure.SYMBOL} stands for any number up to {disclosure.SMALL}."
    )


def stages(school) -> str:
    policy = school.policy
    rows = school.stages.filter(closed_on=None).order_by("order")
    steps = _list(
        "Support comes in these steps:",
        [f"{row.name}: {row.description}" if row.description else row.name for row in rows],
    )
    begins = (
        f"A {policy.teacher_title} who is worried fills in our {policy.referral_name}; the "
        f"{policy.senco_title} answers within {policy.referral_answer_days} days. Families can "
        f"tell the {policy.teacher_title} or the {policy.senco_title} at any time."
    )
    return f"{begins}\n\n{steps}" if steps else begins


def evaluating(school) -> str:
    weeks = school.policy.register_review_weeks
    return (
        "Each extra help has an aim. We measure at its start and its end, and look at it again "
        f"{school.policy.get_provision_review_display().lower()}. We go through our "
        f"{school.policy.register_name} every {weeks} weeks."
    )


def reviews(school) -> str:
    kinds = PlanKind.objects.filter(school=school, closed_on=None).order_by("order")
    said = [f"{row.name}: {_cycle(row)}" for row in kinds]
    return _list("Plans are reviewed with the child and the family:", said)


def _cycle(kind) -> str:
    if kind.review_cycle == PlanKind.Cycle.WEEKS:
        return f"every {kind.review_weeks} weeks"
    return "each half-term" if kind.review_cycle == PlanKind.Cycle.HALF_TERM else "each term"


def programmes(school) -> str:
    rows = Programme.objects.filter(school=school, retired_on=None).order_by("wave", "sort_key")
    wave = school.policy.wave_name
    return _list("Help we can give:", [f"{row.name} ({wave} {row.wave})" for row in rows])


def senco(school) -> str:
    lines = [
        f"{school.policy.senco_title}: {school.senco_name}" if school.senco_name else "",
        f"Phone: {school.phone}" if school.phone else "",
        f"E-mail: {school.email}" if school.email else "",
    ]
    return "\n".join(filter(None, lines))


def training(school) -> str:
    """Titles only: who took part is nobody's business outside."""
    rows = Training.objects.filter(school=school, held_on__gte=moment.today() - A_YEAR).standing()
    titles = rows.order_by("title_key").values_list("title", flat=True)
    return _list("In the last year our staff learned about:", dict.fromkeys(titles))


def families(school) -> str:
    times = school.policy.parent_meetings_a_year
    said = [
        f"Each family of a child with SEN is offered a meeting {times} times a year."
        if times
        else "",
        f"You can talk to us: {school.parent_meeting}." if school.parent_meeting else "",
    ]
    return " ".join(filter(None, said))


def complaints(school) -> str:
    policy = school.policy
    lines = [f"Your child’s {policy.teacher_title}"]
    lines += [f"{school.senco_name or 'Our ' + policy.senco_title}, {policy.senco_title}"]
    lines += [f"{school.head_name}, head"] if school.head_name else []
    lines += [f"{school.sen_governor_name}, SEN governor"] if school.sen_governor_name else []
    lines += ["SENDIASS, for free and impartial advice"] if school.sendiass_contact else []
    return _list("Please talk to us, in this order:", lines)


def agencies(school) -> str:
    """The services, never whom they see."""
    rows = Agency.objects.filter(school=school, is_in_use=True).order_by("name")
    return _list("We work with:", [f"{row.name} ({row.get_kind_display()})" for row in rows])


def sendiass(school) -> str:
    return f"SENDIASS:\n{school.sendiass_contact}" if school.sendiass_contact else ""


def moving(school) -> str:
    return (
        "Before the summer each class is handed on with a note for every child with SEN: what "
        "works, what to know. Before a child joins or leaves, both schools talk, and the family "
        "with them."
    )


def offer(school) -> str:
    if not school.local_offer_url:
        return ""
    whose = f"{school.local_authority}’s" if school.local_authority else "The authority’s"
    return f"{whose} Local Offer: {school.local_offer_url}"


def accessibility(school) -> str:
    """The policy of that name among what the school owes, if it keeps one."""
    rows = Obligation.objects.filter(
        school=school, kind=Obligation.Kind.POLICY, name__icontains="accessib", ended_on=None
    ).with_last_done()
    row = rows.first()
    if row is None or row.last_done is None:
        return ""
    return (
        f"Our {row.name} was reviewed on {wording.day(row.last_done)}; we look at it every "
        f"{interval(row.months)}."
    )


def looked_after(school) -> str:
    if not school.designated_teacher:
        return ""
    who = school.designated_teacher
    return f"{who} is the designated teacher for children who are looked after."


SOURCES: dict[str, Callable[..., str]] = {
    "areas": areas, "figures": figures, "stages": stages, "evaluating": evaluating,
    "reviews": reviews, "programmes": programmes, "senco": senco, "training": training,
    "families": families, "complaints": complaints, "agencies": agencies, "sendiass": sendiass,
    "moving": moving, "offer": offer, "accessibility": accessibility,
    "looked-after": looked_after,
}  # fmt: skip
