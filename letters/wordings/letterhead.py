"""What stands on every letter besides its words, and what the school has not said yet."""

from accounts.permissions import Role
from schools.services import has_logo
from schools.services.signature import in_force


def sections(school) -> list[dict]:
    """{title, url and link (where to put it right), rows: [(what, value; empty where missing)]}."""
    facts = f"/{school.slug}/school/edit/"
    logo = has_logo(school)
    address = "\n".join(part for part in (school.address, school.postcode) if part)
    return [
        {
            "title": "Letterhead", "url": facts, "link": "Change the letterhead",
            "rows": [("School", school.name), ("Address", address), ("Phone", school.phone),
                     ("E-mail", school.email), ("Website", school.website)],
        },
        {
            "title": "Logo", "url": f"/{school.slug}/school/logo/change/",
            "link": "Change the logo" if logo else "Add a logo", "has_logo": logo, "rows": [],
        },
        {
            "title": "For families", "url": facts, "link": "Change what families read",
            "rows": [("SENDIASS (impartial advice)", school.sendiass_contact),
                     ("Local Offer", school.local_offer_url),
                     ("When families can talk to us", school.parent_meeting)],
        },
        {
            "title": "Who signs", "url": f"/{school.slug}/school/", "link": "See the signatures",
            "rows": [(school.policy.senco_title, school.senco_name), ("Head", school.head_name),
                     *_signatures(school)],
        },
    ]  # fmt: skip


def _signatures(school) -> list[tuple[str, str]]:
    """Only whose it is: the picture is for those who sign."""
    titles = {Role.SENCO: school.policy.senco_title, Role.HEAD: "Head"}
    kept = {role: in_force(school, role) for role in titles}
    return [
        (f"{title}’s signature", f"{kept[role].uploaded_by.name}’s" if kept[role] else "")
        for role, title in titles.items()
    ]
