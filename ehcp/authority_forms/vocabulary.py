"""Our names for what an authority's form asks: what each is, an example, how it is guessed.

A name of LISTS stands in a table row that is repeated: once for each person, outcome or change.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """title: in the list to choose from; example: shown in the preview; says: words of a label by
    which it is guessed, all of one entry must be there.
    """

    title: str
    example: str
    says: tuple[str, ...] = ()


NAMES = {
    "pupil_name": Name("The child’s name", "Amina Brightwater", ("name of child", "child name",
                       "pupil name", "name of pupil", "student name", "full name")),
    "pupil_first_name": Name("The child’s first name", "Amina", ("first name", "forename")),
    "born_on": Name("Date of birth", "14 Mar 2018", ("date of birth", "dob", "d.o.b")),
    "year": Name("Year group", "4", ("year group", "nc year", "year")),
    "school": Name("The school", "Oakfield Primary School", ("school", "setting", "provider")),
    "local_authority": Name("The local authority", "Westshire County Council",
                            ("local authority", "maintaining authority")),
    "reference": Name("The authority’s reference", "WS/0042", ("reference", "case number")),
    "officer": Name("The authority’s officer", "Ms D. Farrow", ("officer", "coordinator")),
    "plan_issued_on": Name("Plan first issued", "12 Jan 2025", ("plan issued", "date of plan",
                           "first issued")),
    "plan_amended_on": Name("Plan last amended", "3 Feb 2026", ("last amended",)),
    "review_kind": Name("Kind of review", "Annual review", ("type of review", "kind of review")),
    "meeting_on": Name("Day of the meeting", "1 Dec 2026", ("date of meeting", "date of review",
                       "review date", "meeting date")),
    "place": Name("Place of the meeting", "The library", ("venue", "place", "location")),
    "chair": Name("Who led it", "Ms R. Okafor", ("chair", "led by")),
    "invited_on": Name("Invitations went", "3 Nov 2026", ("invitations sent", "invited on")),
    "circulated_on": Name("Advice went to all", "10 Nov 2026", ("circulated",)),
    "attended": Name("Who came", "Ms L. Brightwater (parent or carer)", ("attended", "present",
                     "in attendance")),
    "apologies": Name("Who sent apologies", "Dr P. Okonjo (health professional)", ("apologies",)),
    "interpreter": Name("Interpreter", "Somali", ("interpreter",)),
    "advocate": Name("Advocate", "Mr K. Lund", ("advocate",)),
    "advice_list": Name("Whose advice came", "Dr P. Okonjo, 5 Nov 2026", ("advice received",
                        "reports received", "advice")),
    "pupil_views": Name("What the child says", "I like art.", ("views of the child", "child's view",
                        "pupil view", "young person's view", "views of the pupil")),
    "family_views": Name("What the family says", "Mornings are calmer.", ("parent", "carer",
                         "family")),
    "needs_now": Name("What has changed in the needs", "Following steps is easier.",
                      ("changes in need", "current needs", "changes to need")),
    "differing_views": Name("Where somebody sees it differently", "The mother asks for more.",
                            ("differ", "disagree", "dissent")),
    "adulthood_work": Name("Adulthood: learning and work", "A garage.", ("employment",
                           "work", "higher education")),
    "adulthood_living": Name("Adulthood: living independently", "Cooks with help.",
                             ("independent living",)),
    "adulthood_community": Name("Adulthood: friends and community", "Football on Thursdays.",
                                ("community", "friends")),
    "adulthood_health": Name("Adulthood: health", "Sees a dentist.", ("health",)),
    "transfer_words": Name("Moving on", "The Hill School.", ("transfer", "transition",
                           "next placement")),
    "pep_words": Name("For the education plan (PEP)", "Both say the same.", ("pep",)),
    "recommendation": Name("What the meeting asks for", "Change the plan", ("recommendation",
                           "outcome of review")),
    "recommendation_words": Name("Why it asks for that", "More help with talking.", ("reason",
                                 "rationale")),
    "changes_all": Name("All changes asked for, as one text", "Section F: three times a week.",
                        ("amendments", "proposed changes", "changes to the plan")),
    "request_why": Name("Request: why an assessment is asked for", "Two plans did not bring enough "
                        "progress.", ("reason for request", "reasons for request", "why are you")),
    "request_asked_by": Name("Request: who asks", "The school", ("requested by", "request from")),
    "request_sent_on": Name("Request: the day it was sent", "2 Nov 2026", ("date of request",)),
    "request_consulted_on": Name("Request: the day the family was asked", "26 Oct 2026",
                                 ("date parents", "parents consulted")),
    "request_family_agrees": Name("Request: whether the family agrees", "Agrees",
                                  ("parent agree", "parents agree", "parental consent")),
    "outcomes_all": Name("Progress of all outcomes, as one text", "E1: partly met.",
                         ("progress towards outcomes", "progress")),
}  # fmt: skip
LISTS = {
    "person_name": Name("Each person: name", "Ms L. Brightwater"),
    "person_role": Name("Each person: as what", "Parent or carer"),
    "person_came": Name("Each person: came or not", "Came"),
    "person_advice": Name("Each person: their advice", "Came Thu 5 Nov 2026"),
    "outcome_number": Name("Each outcome: number", "E1"),
    "outcome_words": Name("Each outcome: words", "Follows three steps said once."),
    "outcome_reached": Name("Each outcome: how far", "Partly met"),
    "outcome_progress": Name("Each outcome: what was seen", "Two of three."),
    "outcome_next": Name("Each outcome: from now on", "Without a reminder."),
    "change_section": Name("Each change: section", "F"),
    "change_words": Name("Each change: words", "Three times a week."),
    "change_why": Name("Each change: why", "Two were not enough."),
}
SECTIONS = {
    f"changes_{letter.lower()}": Name(f"Changes to section {letter}", "Three times a week.",
                                      (f"section {letter.lower()}",))
    for letter in ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
}  # fmt: skip
# Yes or no: what a box to tick takes.
TICKS = {
    "tick_annual": Name("Ticked: the review of each year", "Yes", ("annual review",)),
    "tick_early": Name("Ticked: an early review", "No", ("early review", "interim", "emergency")),
    "tick_transfer": Name("Ticked: before a change of school", "No", ("transfer", "transition",
                          "phase")),
    "tick_maintain": Name("Ticked: keep the plan as it is", "No", ("maintain", "no change",
                          "unchanged")),
    "tick_amend": Name("Ticked: change the plan", "Yes", ("amend", "changes to the plan")),
    "tick_cease": Name("Ticked: end the plan", "No", ("cease", "no longer")),
    "tick_reassess": Name("Ticked: assess again", "No", ("reassess", "re-assess")),
    "tick_pupil_came": Name("Ticked: the child came", "Yes", ("child attend", "child present",
                            "pupil attend", "pupil present", "young person attend")),
    "tick_family_came": Name("Ticked: the family came", "Yes", ("parent attend", "parent present",
                             "carer attend", "carers attend", "parents attend")),
    "tick_interpreter": Name("Ticked: an interpreter is wished for", "No", ("interpreter",)),
    "tick_advocate": Name("Ticked: an advocate is wished for", "No", ("advocate",)),
    "tick_family_agrees": Name("Ticked: the family agrees to the request", "Yes",
                               ("parent agree", "parents agree", "consent")),
    "tick_with_pep": Name("Ticked: together with the PEP", "No", ("pep",)),
}  # fmt: skip
ALL = NAMES | SECTIONS | LISTS | TICKS


def list_of(name: str) -> str:
    """person, outcome or change; "" for a name that stands alone."""
    return name.split("_", 1)[0] if name in LISTS else ""


def guess(label: str) -> str:
    """The name whose words stand in the label, the longest first; "" where none does."""
    return _guess(label, ALL, NAMES | SECTIONS)


def guess_tick(label: str) -> str:
    """The same for a box to tick."""
    return _guess(label, TICKS, TICKS)


def _guess(label, known, guessed) -> str:
    said = " ".join(label.lower().replace("’", "'").split())
    if said in known:
        return said
    found = [
        (len(words), name)
        for name, entry in guessed.items()
        for words in entry.says
        if words in said
    ]
    return max(found)[1] if found else ""


def fits(kind: str, name: str) -> bool:
    """Whether a place of this kind takes that name: a box only yes or no."""
    return name in (TICKS if kind == "tick" else ALL)


def choices(kind: str) -> list[tuple[str, str]]:
    names = [(name, entry.title) for name, entry in ALL.items() if fits(kind, name)]
    return [("", "Leave it as it is"), *names]


def examples() -> dict:
    """For the preview: every value of an invented child, two rows for each list."""
    alone: dict = {name: entry.example for name, entry in (NAMES | SECTIONS).items()}
    alone |= {name: entry.example == "Yes" for name, entry in TICKS.items()}
    rows: dict[str, list] = {}
    for name, entry in LISTS.items():
        kept = rows.setdefault(f"{list_of(name)}s", [{}, {}])
        for row in kept:
            row[name] = entry.example
    return alone | rows
