"""An intervention that ends with this term."""

from datetime import timedelta

from provision.map.terms import asked
from tests.factories.provision import running


def on_the_map(at, senco) -> None:
    term = asked(at.school).term
    at.map_group = running(
        at.school, senco, name="Sounds together, map",
        starts_on=term.ends_on - timedelta(weeks=2), ends_on=term.ends_on,
    )  # fmt: skip
