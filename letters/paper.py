"""A letter on paper: one plain value, from which the page, the PDF and the frozen version come.

Count SCHEMA up when the shape of the value changes: frozen letters keep the shape they had.
"""

from django.template.loader import render_to_string

from letters import addressees, markup, merge
from letters.addressees import Household
from letters.purposes import purposes
from pupils import documents
from sendcase import moment
from sendcase.pdf import join, page_count, render_pdf

SCHEMA = 1
# A letter should stay on one page with its slip: a little smaller where it would not.
SIZES = ("", "snug", "tight")
HAND_TO = "Given by hand at school"


def household_of(letter) -> Household | None:
    """The home this letter goes to, as the record says today; None for a young person's own, and
    where its contact may not be written to (any more).
    """
    if letter.contact_id is None:
        return None
    homes = addressees.households(list(letter.pupil.contacts.all()), moment.today())
    return next((h for h in homes if letter.contact_id in {p.pk for p in h.people}), None)


def names_of(letter, household) -> tuple[str, str]:
    """(name on the envelope, name after "Dear")."""
    if letter.contact_id is None:
        return letter.pupil.name, letter.pupil.first_name
    people = household.people if household else (letter.contact,)
    formal = [f"{p.title} {p.last_name}" if p.title else p.name for p in people]
    return _and(person.name for person in people), _and(formal)


def _and(names) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def content_of(letter) -> dict:
    """Everything that stands on the letter. `letter` needs school, pupil, contact, template."""
    household = household_of(letter)
    addressee, salutation = names_of(letter, household)
    values = merge.values_of(letter, addressee=addressee, salutation=salutation)
    school, wording = letter.school, letter.template
    return {
        "purpose": letter.purpose,
        "title": purposes[letter.purpose].title,
        "reference": f"L{letter.pk}",
        "date": values["date"],
        "school": {
            "name": school.name,
            "lines": [x.strip() for x in [*school.address.splitlines(), school.postcode] if x],
            "reach": [x for x in (school.phone, school.email, school.website) if x],
        },
        "to": {"name": addressee, "lines": _address(letter, household)},
        "salutation": salutation,
        "wording": {
            "id": wording.pk,
            "subject": wording.subject,
            "body": wording.body,
            "slip": wording.slip,
        },
        "values": values,
        "note": letter.personal_note,
        "signer": {"name": values["signer_name"], "title": values["signer_title"]},
        "enclosed": [
            {"id": row.pk, "title": row.title, "sha256": row.sha256} for row in _attached(letter)
        ],
        "large": bool(letter.contact and letter.contact.accessible_format == "large"),
    }


def _attached(letter):
    return sorted(letter.attachments.all(), key=lambda row: row.pk)


def _address(letter, household) -> list[str]:
    if letter.contact_id is None:
        return [HAND_TO]
    return list(household.address) if household else []


def wants(letter, content) -> list[str]:
    """Why it cannot be issued, in sentences; empty when it can."""
    found = _wants_of_age(letter)
    if letter.contact_id is not None:
        found += _wants_of_contact(letter, content)
    values, wording = content["values"], content["wording"]
    texts = [markup.without_empty_lines(wording[part], values) for part in ("body", "slip")]
    for name in merge.named_in(wording["subject"], *texts):
        if not values.get(name, "").strip():
            found.append(f"The letter speaks of “{name.replace('_', ' ')}” and nothing is there.")
    return found


def _wants_of_age(letter) -> list[str]:
    """A birthday, or what the young person said since, may have made it somebody else's letter."""
    pupil = letter.pupil
    told = pupil.parents_may_be_told
    young_person, parents = addressees.written_to(pupil.born_on, told, moment.today())
    name = pupil.first_name
    if letter.contact_id is None and not young_person:
        return [f"The parents are written to, not {name}. Withdraw this letter."]
    if letter.contact_id is not None and not parents:
        return [f"{name} is over school age and has not agreed that we write to the parents."]
    return []


def _wants_of_contact(letter, content) -> list[str]:
    contact, today = letter.contact, moment.today()
    if not addressees.is_current(contact, today):
        return [f"{contact.name} is no longer a contact."]
    if contact.do_not_contact:
        return [f"{contact.name} is marked “do not contact”."]
    if not contact.parental_responsibility:
        return [f"{contact.name} is no longer recorded as having parental responsibility."]
    if household_of(letter) is None:
        return [f"Somebody marked “do not contact” lives with {contact.name}."]
    return [] if content["to"]["lines"] else [f"There is no address for {contact.name}."]


def left_out(content) -> list[str]:
    """Optional fields the wording names and the school has not filled in: said, not stopped."""
    wording, values = content["wording"], content["values"]
    named = merge.named_in(wording["body"], wording["slip"])
    return [n.replace("_", " ") for n in named if n in merge.OPTIONAL and not values.get(n)]


def shown(content) -> dict:
    """The pieces as safe HTML, for the page and for paper."""
    wording, values = content["wording"], content["values"]
    return {
        **content,
        "subject": merge.plain(wording["subject"], values),
        "body_html": markup.as_html(wording["body"], values),
        "slip_html": markup.as_html(wording["slip"], values) if wording["slip"] else "",
        "window_lines": window_lines(content["to"]["lines"]),
    }


def window_lines(lines) -> list[str]:
    """At most four lines with the postcode alone on the last: the envelope's window is low."""
    lines = list(lines)
    while len(lines) > 4:
        n = min(range(len(lines) - 2), key=lambda i: len(lines[i]) + len(lines[i + 1]))
        lines[n : n + 2] = [f"{lines[n]}, {lines[n + 1]}"]
    return lines


def html(content, *, size="", is_preview=False, has_logo=False) -> str:
    context = {"letter": shown(content), "size": size, "is_preview": is_preview,
               "has_logo": has_logo}  # fmt: skip
    return render_to_string("letters/pdf/letter.html", context)


def letter_pdf(content, *, logo=None, is_preview=False) -> bytes:
    """The letter without what is behind it. Raises PdfFailed.

    On one page where a smaller size can do that; large print may take several.
    """
    images = {"logo": logo} if logo else {}
    for size in SIZES:
        page = html(content, size=size, is_preview=is_preview, has_logo=bool(images))
        made = render_pdf(page, images=images)
        if content["large"] or page_count(made) == 1:
            break
    return made


def whole_pdf(letter, content, *, is_preview=False) -> bytes:
    """The letter with everything enclosed behind it, tags kept. Raises PdfFailed."""
    behind = [documents.content(row) for row in _attached(letter)]
    front = letter_pdf(content, logo=letter.school.logo, is_preview=is_preview)
    return join([front, *behind])
