"""What a school publishes: last year's Information Report, which is getting old, with this year's
half looked through; an inclusion strategy that is being written.
"""

from demo import ahead
from demo.chapters import board
from reports.models import PublicDocument
from reports.public import content, reading, services, suggestions
from sendcase import moment

REPORT, STRATEGY = "sen-information-report", "inclusion-strategy"
AGAIN, BEGUN = 12, 8  # school days ago
AFTER_THE_BOARD = 2  # school days from the first report to the governors, whose figures it says
LOOKED_AT = 9  # sections of this year's report somebody has looked at
MINUTED = {"minuted_by": "The clerk", "minute": "Full governing body, item 7"}
WORDS = {
    "teaching": "Every lesson begins with what children know already. Teachers show, then do it "
    "together, then children try. Nobody waits with a hand up for long.",
    "adapting": "Large print, coloured paper, a quiet corner, a laptop: what one child needs is "
    "there for any child who finds it helps.",
    "together": "All clubs and trips are for all children. Before a trip we ask the family what "
    "will make it a good day.",
    "feelings": "Each class has a box for worries. Children choose whom they talk to. We act on "
    "bullying the same day and tell both families.",
    "equipment": "What a child needs for learning we buy, borrow from the authority or ask "
    "health for.",
    "pupils": "Each child with a plan has a page that says in their own words what helps. We ask "
    "again at every review.",
    "admission": "Disabled children are admitted by the same rules as all others. Come and see us "
    "first: we plan the start together.",
    "equal": "We look ahead: before something changes, we ask whom it could leave out.",
    "access": "All rooms on the ground floor can be reached without a step. There is a toilet "
    "for wheelchairs beside the hall and a parking space at the gate.",
    "now": "Most children with SEN feel that they belong here; breaks are still hard for some.",
    "measures": "We ask children each term whether they feel they belong, and look at who is away.",
    "heard": "The school council, twelve families, all staff and the governors.",
    "again": "Each September, by the governors.",
}
ELSE = "Ask our office. We will show you, and tell you more."
PRINCIPLES = ("Everybody belongs", "We look for barriers, not for blame")
COSTS = (("Quiet room", 0, 480_000), ("Training for all staff", 0, 190_000),
         ("Training for all staff", 1, 60_000))  # fmt: skip


def tell(plot) -> list[dict]:
    return [{"step": step} for step in ("write", "publish", "again", "strategy")]


def write(teller, args) -> None:
    STEPS[args["step"]](teller)


def out_on(plot) -> int:
    """How many school days ago last year’s report came out."""
    return plot.ago(board.day_of(plot, board.PUBLISHED)) - AFTER_THE_BOARD


def last_year(teller) -> None:
    with teller.on(out_on(teller.plot), 9):
        document = services.begin(school=teller.school, outline=REPORT, by=teller.senco)
        for part in document.about.sections:
            save(teller, document, part)
        seen = content.digest(reading.value_of(document))
        document = services.approve(document=document, seen=seen, by=teller.staff["head"])
        document = services.record_governors(
            document=document, on=moment.today(), version=document.version,
            by=teller.staff["head"], **MINUTED,
        )  # fmt: skip
    ahead.begin(key(teller), lambda: printed(teller, document))


def save(teller, document, part, name="") -> None:
    row = reading.section_of(document, part.key)
    said = suggestions.suggest(part, teller.school)
    words = "\n\n".join(filter(None, (WORDS.get(part.key), said))) or ELSE
    services.save_section(
        document=document, key=part.key, words=words, name=name, by=teller.senco,
        version=row.version,
    )  # fmt: skip


def key(teller) -> tuple:
    return ("public-document", teller.school.pk)


def printed(teller, document):
    with teller.on(out_on(teller.plot), 10):
        return services.printed(document)


def out(teller) -> None:
    document = PublicDocument.objects.get(school=teller.school, outline=REPORT)
    made = ahead.take(key(teller), lambda: printed(teller, document))
    with teller.on(out_on(teller.plot), 17):
        services.publish(document=document, made=made, by=teller.senco)


def again(teller) -> None:
    document = PublicDocument.objects.get(school=teller.school, outline=REPORT)
    with teller.on(AGAIN, 15):
        document = services.begin_next(document=document, by=teller.senco)
        for part in document.about.sections[:LOOKED_AT]:
            save(teller, document, part)


def strategy(teller) -> None:
    with teller.on(BEGUN, 15):
        document = services.begin(school=teller.school, outline=STRATEGY, by=teller.senco)
        for part in document.about.sections:
            if part.key in WORDS:
                save(teller, document, part)
        for part, name in zip(named(document), PRINCIPLES, strict=False):
            save(teller, document, part, name)
        for activity, after, pence in COSTS:
            services.new_line(
                document=document, activity=activity, year=this_year() + after, pence=pence,
                by=teller.senco,
            )  # fmt: skip


def named(document) -> list:
    return [part for part in document.about.sections if part.kind == "named"]


def this_year() -> int:
    today = moment.today()
    return today.year if today.month >= 9 else today.year - 1


STEPS = {"write": last_year, "publish": out, "again": again, "strategy": strategy}
