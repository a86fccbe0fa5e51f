"""The chapters of a demo school's story, in the order in which they are written.

A chapter is a module with two functions:

    def tell(plot) -> list[dict]:
        '''The pieces: arguments of one job row each, in the order of their days. Pure.'''

    def write(teller, args) -> None:
        '''One piece, through the services, in the transaction of its row: under a second.'''

To add one: write the module, put it below, and give it a line in `tests/demo/test_whole.py` for
what must be there. `plot` (demo.plot) says who the children are and which day is how many school
days ago; `teller` (demo.teller) holds the school, its staff and the steps that others use, too.
What another chapter tells of the two years before (`past(plot)`, pairs of ago and arguments that
say `chapter`) stands between the rows of `support`: there the register is as it was on that day.
A child with a part of its own is given one in demo.plot (ON_SUPPORT, OTHERS). Nothing is asked of
chance but by `random.Random` with a seed, no clock but `teller.on(ago)`. A row is done exactly
once; if its worker is killed it is done again from its beginning.
"""

from demo.chapters import (
    agencies,
    asked_again,
    bank,
    board,
    census,
    complaints,
    consents,
    costs,
    ehc_disclosures,
    ehc_disputes,
    ehc_forms,
    ehc_meetings,
    ehc_packs,
    ehc_plans,
    ehc_requests,
    ehc_reviews,
    family_words,
    groups,
    handovers,
    in_use,
    interventions,
    isp,
    ledger,
    letters_together,
    mail,
    meetings,
    moves,
    owed,
    parent_meetings,
    public_documents,
    questions,
    reviews,
    roll,
    samples,
    scores,
    sessions,
    support,
    term,
    voices,
)

CHAPTERS = {
    "roll": roll,
    "support": support,
    "term": term,
    "questions": questions,
    "scores": scores,
    "meetings": meetings,
    "bank": bank,
    "groups": groups,
    "isp": isp,
    "in_use": in_use,
    "interventions": interventions,
    "family_words": family_words,
    "voices": voices,
    "consents": consents,
    "complaints": complaints,
    "owed": owed,
    "costs": costs,
    "ehc_plans": ehc_plans,
    "ehc_meetings": ehc_meetings,
    "ehc_reviews": ehc_reviews,
    "ehc_requests": ehc_requests,
    "ehc_disputes": ehc_disputes,
    "ehc_disclosures": ehc_disclosures,
    "agencies": agencies,
    "ehc_forms": ehc_forms,
    "sessions": sessions,
    "handovers": handovers,
    "moves": moves,
    "reviews": reviews,
    "parent_meetings": parent_meetings,
    "letters_together": letters_together,
    "asked_again": asked_again,
    "mail": mail,
    "ledger": ledger,
    "ehc_packs": ehc_packs,
    "census": census,
    "board": board,
    "public_documents": public_documents,  # it says what the board’s last report said
    "samples": samples,
}
