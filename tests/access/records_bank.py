"""The school's bank: a target and a strategy with another phrase that are kept, one proposed."""

from tests.factories.bank import bank_target, strategy


def bank(at, writer):
    at.bank_target = bank_target(at.school)
    at.strategy = strategy(at.school, "Use a timer", phrases=["Sand timer"])
    at.phrase = at.strategy.phrases.get()
    at.proposal = bank_target(at.school, state="proposed", proposed_by=writer)
    at.idea = strategy(at.school, "Sing it", state="proposed", proposed_by=writer)
    at.draft_target = at.draft.targets.first()
