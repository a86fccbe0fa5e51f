"""Everything that changes the bank. One transaction each; iep.bank.states says what may follow."""

from iep.bank.services.entries import (
    add_strategy,
    add_target,
    change_strategy,
    change_target,
    decide,
)
from iep.bank.services.phrases import add_phrase, take_away_phrase
from iep.bank.services.starter import install_starter

__all__ = [
    "add_phrase",
    "add_strategy",
    "add_target",
    "change_strategy",
    "change_target",
    "decide",
    "install_starter",
    "take_away_phrase",
]
