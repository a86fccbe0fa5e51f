"""A nameless sample of plans: drawn, released by the head, read and asked about by a governor."""

from datetime import timedelta

from reports.sampler import drawing, notes, services
from reports.sampler.models import Sample, VisitNote
from sendcase import moment

DRAWN, RELEASED, OPENED, NOTED, ANSWERED = 9, 8, 7, 4, 2  # school days ago
SEED, SIZE, OPEN_FOR = 4711, 3, 60  # the governor's number; plans; days
# What the head lets out: how plans are written, not the family's own words.
KINDS = ("strengths", "target", "criteria", "strategies", "outcome")
SEEN = (
    "We read the three plans of the sample with the head in the room. Each target can be counted. "
    "Two of them say what the child likes and begin there. The third one is long."
)
QUESTIONS = (
    "How does a teacher know after six weeks that a strategy works?",
    "Who reads a plan before it goes home?",
)
ANSWERS = (
    "Each target says what is counted. The review looks at that first, and what did not help is "
    "not written again.",
    "",
)


def tell(plot) -> list[dict]:
    steps = ["draw", *(f"release {place}" for place in range(1, SIZE + 1))]
    return [{"step": step} for step in (*steps, "open", "note", "answer")]


def write(teller, args) -> None:
    """A school with too few plans has no sample: there the steps do nothing."""
    step, _, place = args["step"].partition(" ")
    ago = {"draw": DRAWN, "release": RELEASED, "open": OPENED, "note": NOTED}.get(step, ANSWERED)
    with teller.on(min(ago, len(teller.plot.days)), 16):
        sample = Sample.objects.filter(school=teller.school).first()
        if step == "draw":
            draw(teller)
        elif sample is not None:
            {"release": release, "open": open_it, "note": note, "answer": answer}[step](
                teller, sample, place
            )


def draw(teller):
    found = drawing.lots(teller.school, SEED, moment.today())
    if not drawing.why_not(len(found)):
        services.draw(school=teller.school, size=SIZE, seed=SEED, by=teller.senco)


def release(teller, sample, place):
    item = sample.items.select_related("school", "sample", "pupil__class_group").get(
        position=int(place)
    )
    texts = {line["key"]: line["text"] for line in item.cleaned if line["key"].endswith(KINDS)}
    services.release(item=item, texts=texts, by=teller.staff["head"])


def open_it(teller, sample, _):
    until = moment.today() + timedelta(days=OPEN_FOR)
    services.open_to_governors(sample=sample, until=until, by=teller.staff["head"])


def note(teller, sample, _):
    notes.write(
        sample=sample, visited_on=moment.today(), seen=SEEN, questions=QUESTIONS, is_sure=True,
        by=teller.staff["governor"],
    )  # fmt: skip


def answer(teller, sample, _):
    row = VisitNote.objects.get(sample=sample)
    answers = dict(zip(row.questions.values_list("pk", flat=True), ANSWERS, strict=True))
    notes.answer(note=row, answers=answers, by=teller.senco, is_sure=True)
