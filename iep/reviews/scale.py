"""The five points of an outcome: our codes, the school's words."""

from iep.reviews.models import TargetOutcome

Outcome = TargetOutcome.Outcome
UNMET = (Outcome.NOT_STARTED, Outcome.SOME, Outcome.PARTLY)
MET = (Outcome.MET, Outcome.EXCEEDED)


def words_of(policy) -> dict[str, str]:
    """{code: what this school calls it}, from least to most."""
    return {code: getattr(policy, f"outcome_{code}") for code in Outcome.values}
