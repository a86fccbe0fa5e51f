"""Which words of a text that everybody will read may name a child: reports.naming, with what the
school says of itself left sayable. What is certain is refused; the rest is asked about.
"""

from dataclasses import dataclass, field

from reports import naming
from reports.naming_own import with_own
from reports.naming_people import names_of_school

MOST_PLACES = 3  # named one by one


@dataclass
class Named:
    """A word that may name a child, and all the sections it stands in."""

    found: naming.Found
    places: list[str] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        return self.found.is_certain

    @property
    def words(self) -> str:
        return self.found.words

    @property
    def sentence(self) -> str:
        return self.found.sentence

    @property
    def where(self) -> str:
        """The first sections it stands in, and how many more."""
        more = len(self.places) - MOST_PLACES
        first = "; ".join(self.places[:MOST_PLACES])
        return f"{first}; and {more} more" if more > 0 else first


def named_in(texts: list[tuple[str, str]], school) -> list[Named]:
    """texts: (where it stands, the words). Each word once, what is refused first. Two queries."""
    names = with_own(names_of_school(school), school)
    named: dict[tuple, Named] = {}
    for where, words in texts:
        for each in filter(is_shown, naming.look(words, names)):
            key = (not each.is_certain, each.kind, each.words)
            there = named.setdefault(key, Named(each))
            there.places += [] if where in there.places else [where]
    return sorted(named.values(), key=lambda each: not each.is_certain)


def is_shown(found: naming.Found) -> bool:
    """Pages of text are full of words such as “young” and “read”: in small letters they pass."""
    is_name = found.kind == naming.Kind.NAME
    return found.is_certain or not is_name or found.words[0].isupper()
