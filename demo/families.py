"""Who looks after the children: one home or two, one language or another, and the hard cases."""

from demo.names import FATHERS, MOTHERS, STREETS

AWAY = "A court order of last year: no letter and no call. The SENCO holds the copy."


def contacts_of(plot, child) -> list[dict]:
    """Fields of one contact or more, the first one first. Who is told: by the rules of letters."""
    n = child.number
    last = child.last or child.first
    mother = person(n, "Ms", MOTHERS[n * 5 % len(MOTHERS)], last, "Mother", 1, 1)
    father = person(n, "Mr", FATHERS[n * 7 % len(FATHERS)], last, "Father", 2, 1)
    found = [mother]
    if n % 50 == 13:
        found = [person(n, "Mrs", "Edith", last, "Grandmother", 1, 1)]
    elif n % 40 == 7:
        found.append(father | elsewhere(n) | {
            "do_not_contact": True, "do_not_contact_kind": "court",
            "do_not_contact_reason": AWAY, "email": "", "phone": "",
        })  # fmt: skip
    elif n % 9 == 4:
        found.append(father | elsewhere(n))
    elif n % 10 < 6:
        found.append(father)
    if n % 12 == 5:
        found.append(person(n, "Mrs", "June", "Hartnoll", "Childminder", 3, 3) | elsewhere(n + 3)
                     | {"parental_responsibility": False, "household": 3})  # fmt: skip
    language = child.language if child.language and n % 3 else "English"
    found = [row | {"language": language} for row in found]
    if n % 60 == 21:
        found[0]["accessible_format"] = "large"
    if n % 8 == 3 and len(found) == 1:
        found[0]["letters_by"] = "email"
    elif n % 8 == 6:
        found[0]["letters_by"] = "hand"
    return found


def person(n, title, first, last, relationship, priority, household) -> dict:
    return {
        "title": title, "first_name": first, "last_name": last, "relationship": relationship,
        "parental_responsibility": True, "priority": priority, "household": household,
        "address": f"{n % 90 + 11} {STREETS[n % len(STREETS)]}\nWestbridge",
        "postcode": f"WB{n % 9 + 1} 2AB", "phone": f"01632 960 {(200 + n + priority) % 1000:03}",
        "email": f"family{n}.{priority}@home.example",
    }  # fmt: skip


def elsewhere(n) -> dict:
    """A second home."""
    return {
        "household": 2, "address": f"Flat {n % 8 + 1}\n{n % 40 + 2} Wharf Road\nEastbridge",
        "postcode": f"EB{n % 5 + 1} 1CD",
    }  # fmt: skip
