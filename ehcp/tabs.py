"""The tabs of the school's pages about EHC plans."""

from accounts.access import may
from accounts.permissions import Permission as P

# (address below the school, title, permission); a page that does not exist yet is not listed
TABS: list[tuple[str, str, P]] = []
ORDER = ("ehc", "ehc/requests", "ehc/reviews", "ehc/late", "ehc/forms", "ehc/disclosures")


def add_tab(address: str, title: str, needs: P) -> None:
    """Once per room, from ehcp.apps."""
    if address not in [tab[0] for tab in TABS]:
        TABS.append((address, title, needs))
        TABS.sort(key=lambda tab: ORDER.index(tab[0]))


def tabs(request, here: str) -> list[dict]:
    school = request.school
    return [
        {"title": title, "url": f"/{school.slug}/{address}/", "here": address == here}
        for address, title, permission in TABS
        if may(request.user, permission, school.pk)
    ]
