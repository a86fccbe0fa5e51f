"""What a wording wants, said after it is saved and never a reason to refuse it. Pure."""

from letters import merge
from letters.purposes import purposes

CONTACTS = {"sendiass": "SENDIASS", "local_offer": "the Local Offer"}


def unused(texts: dict[str, str], purpose_key: str) -> list[str]:
    """Facts of the purpose that no line of the wording names: what they say would not be read."""
    named = merge.named_in(*texts.values())
    return [name for name in purposes[purpose_key].facts if name not in named]


def missing_contacts(texts: dict[str, str]) -> list[str]:
    """Families should find both on every letter (SEND Code of Practice 2015, chapters 2 and 4)."""
    named = merge.named_in(*texts.values())
    return [words for name, words in CONTACTS.items() if name not in named]


def said(texts: dict[str, str], purpose_key: str) -> list[str]:
    """Sentences for the person who saved it; empty where nothing is wanting."""
    found = []
    if names := unused(texts, purpose_key):
        listed = ", ".join(f"{{{name}}}" for name in names)
        found.append(f"The letter does not use {listed}.")
    if wanting := missing_contacts(texts):
        found.append(f"Nothing in the letter names {' or '.join(wanting)}.")
    return found
