"""How a letter reaches its home. Pure.

By e-mail only where everybody the letter names chose that and has an address for it: one who did
not would never see it. By hand only where nobody around the child is marked “do not contact”: a
school bag goes to every home. All else goes by post.
"""

from dataclasses import dataclass

from letters import addressees

POST, HAND, EMAIL = "post", "hand", "email"
NOT_ALL = "By post: {} did not choose e-mail."
NO_EMAIL = "By post: there is no e-mail address for {}."
NOT_BY_BAG = (
    "By post, not in the school bag: somebody around the child is marked “do not contact”, and a "
    "bag goes to every home."
)


@dataclass(frozen=True)
class Going:
    """way: of Letter.Way; why: a sentence where it is not the way the first reader chose."""

    way: str
    why: str = ""


def to_household(people, contacts, on) -> Going:
    """people: whom the letter names, the first one first; contacts: all of the pupil's."""
    chosen = people[0].letters_by
    if chosen == EMAIL:
        return _by_email(people)
    if chosen == HAND:
        flagged = any(c.do_not_contact and addressees.is_current(c, on) for c in contacts)
        return Going(POST, NOT_BY_BAG) if flagged else Going(HAND)
    return Going(POST)


def _by_email(people) -> Going:
    for person in people:
        if person.letters_by != EMAIL:
            return Going(POST, NOT_ALL.format(person.name))
        if not person.email:
            return Going(POST, NO_EMAIL.format(person.name))
    return Going(EMAIL)
