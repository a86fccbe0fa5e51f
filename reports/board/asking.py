"""Questions a board might ask, under the heading of the report they belong to.

The board checks that the policy works (SEND Code of Practice 6.2, 6.3): it asks about the whole and
never about one child.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    title: str
    questions: tuple[str, ...]


PARTS = (
    Part("Who gets support", (
        "Is the share of children with SEN support or an EHC plan higher or lower than in England, "
        "and do we know why?",
        "Does one year group or one kind of need stand out? What does the school do about it?",
        "Are boys, children with free school meals or children who learn English found more often "
        "than others? Could something else lie behind it?",
    )),
    Part("What moved", (
        "How many children need less help than before? What helped them?",
        "Why did children come onto the register this term? Were they found early enough?",
    )),
    Part("Reviews, families and help given", (
        "Were plans and EHC plans reviewed on time? Where not, what was missing?",
        "Was every family met this term? How do we reach those we did not meet?",
        "How much of the promised help was given? What were the reasons where it was not?",
    )),
    Part("What it costs and what it brings", (
        "What did the help cost, and does the money that comes in for it cover that?",
        "Which help works here? Which will we stop?",
    )),
    Part("Staff", (
        "Does the SENCO hold the qualification, and have enough time for the work?",
        "What did staff learn about special needs this year? What do they ask for?",
    )),
    Part("Complaints and disagreements", (
        "How many families complained or disagreed, and what did the school change?",
    )),
    Part("The report itself", (
        "What does the SENCO ask of us, and when will we answer?",
        "Is the SEN Information Report on our website, and not older than a year?",
    )),
)  # fmt: skip
