"""The pages below Provision, for the line of links on each of them. Upper apps add theirs."""

from dataclasses import dataclass

from accounts.access import may
from accounts.permissions import Permission as P


@dataclass(frozen=True)
class Way:
    """address: below the school. Shown to whoever holds `needs` there."""

    order: int
    title: str
    address: str
    needs: P


ways: dict[str, Way] = {}


def add_way(order: int, title: str, address: str, needs: P) -> None:
    ways[address] = Way(order, title, address, needs)


def shown(user, school, path: str) -> list[dict]:
    """[{title, url, here}] of the pages this person may open; the longest address that fits is
    where they are.
    """
    allowed = [way for way in ways.values() if may(user, way.needs, school.pk)]
    urls = {way: f"/{school.slug}/{way.address}" for way in allowed}
    fitting = [url for url in urls.values() if path.startswith(url)]
    here = max(fitting, key=len, default="")
    return [
        {"title": way.title, "url": urls[way], "here": urls[way] == here}
        for way in sorted(allowed, key=lambda way: way.order)
    ]


def register() -> None:
    add_way(10, "Interventions", "provision/", P.PROVISION_VIEW)
    add_way(20, "Map", "provision/map/", P.PROVISION_VIEW)
    add_way(80, "What works here", "provision/what-works/", P.IMPACT_VIEW)
    add_way(90, "Cost", "provision/cost/", P.COST_VIEW)
