"""The governors' report: two terms published, this term's written and waiting for the head."""

from datetime import timedelta

from demo.calendar import calendar
from reports.board import services

PUBLISHED, BEFORE_THE_END = 2, timedelta(days=10)
WORDS = (
    {
        "well": "Most support plans were reviewed within two weeks of their day.",
        "worries": "Three colleagues who run groups were away for long this term. Half of their "
        "sessions did not take place.",
        "asks": "Please decide in the next meeting whether we pay for cover from the first day.",
    },
    {
        "well": "Cover from the first day, which the board agreed, works: far fewer sessions were "
        "lost.\nWe met more families than in any term before.",
        "worries": "Waiting times for speech and language therapy are longer than ever.",
        "asks": "Please write to the authority about the waiting times, together with us.",
    },
    {
        "well": "The new reading group is full, and its first results are good.",
        "worries": "The room for small groups is used for storage two days a week.",
        "asks": "Please visit a group and see what it needs.",
    },
)


def tell(plot) -> list[dict]:
    past = [{"step": "publish", "nth": nth} for nth in range(PUBLISHED)]
    return [*past, {"step": "draft", "nth": PUBLISHED}]


def write(teller, args) -> None:
    nth = args["nth"]
    if args["step"] == "draft":
        with teller.on(1, 15):
            written(teller, nth)
        return
    ago = teller.plot.ago(day_of(teller.plot, PUBLISHED - nth))
    with teller.on(ago, 11):
        row = written(teller, nth)
    with teller.on(ago, 13):
        row = services.confirm(edition=row, by=teller.staff["head"])
    with teller.on(ago, 15):
        services.publish(edition=row, by=teller.senco)


def day_of(plot, back: int):
    """Ten days before the end of that term back from the one we are in."""
    begun = [term for term in calendar(plot.today).terms if term.starts_on < plot.today]
    return begun[-1 - back].ends_on - BEFORE_THE_END


def written(teller, nth: int):
    row = services.begin(school=teller.school, by=teller.senco)
    return services.write(edition=row, by=teller.senco, **WORDS[nth])
