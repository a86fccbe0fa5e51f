"""A letter on paper: one plain value, from which the page, the PDF and the frozen version come.

Count SCHEMA up when the shape of the value changes: frozen letters keep the shape they had.
"""

import hashlib

from django.template.loader import render_to_string

from letters import checks, markup, merge, recipient, slips
from letters.languages import ENGLISH, by_code
from letters.purposes import purposes
from pupils import documents
from schools.services import signature
from sendcase.pdf import join, page_count, render_pdf

SCHEMA = 2  # 2: language and the ways to reply
# A letter should stay on one page with its slip: a little smaller where it would not.
SIZES = ("", "snug", "tight")


def content_of(letter) -> dict:
    """Everything that stands on the letter. `letter` needs school, pupil, contact, template."""
    to = recipient.of(letter)
    values = merge.values_of(letter, addressee=to.name, salutation=to.salutation)
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
        "to": {"name": to.name, "lines": list(to.lines)},
        "salutation": to.salutation,
        "wording": {
            "id": wording.pk,
            "subject": wording.subject,
            "body": wording.body,
            "slip": wording.slip,
            "language": wording.language,
        },
        "values": values,
        "note": letter.personal_note,
        "signer": {
            "name": values["signer_name"],
            "title": values["signer_title"],
            "signature": _digest(signature_of(letter)),
        },
        "enclosed": [
            {"id": row.pk, "title": row.title, "sha256": row.sha256} for row in _attached(letter)
        ],
        "large": to.large,
        "reply": slips.reply_of(letter),
    }


def signature_of(letter) -> bytes | None:
    """The picture of whoever approved this letter, in the role that signs it; else they sign by
    hand.
    """
    if letter.approved_by_id is None:
        return None
    row = signature.in_force(letter.school, letter.signed_by)
    return bytes(row.png) if row and row.uploaded_by_id == letter.approved_by_id else None


def _digest(picture: bytes | None) -> str:
    return hashlib.sha256(picture).hexdigest() if picture else ""


def images_of(letter) -> dict[str, bytes]:
    """Pictures its paper shows, by name: the logo and the signature, where there are any."""
    found = {"logo": letter.school.logo, "signature": signature_of(letter)}
    return {name: picture for name, picture in found.items() if picture}


def _attached(letter):
    return sorted(letter.attachments.all(), key=lambda row: row.pk)


def wants(letter, content) -> list[str]:
    """Why it cannot be issued, in sentences; empty when it can."""
    found = checks.wants(letter, content)
    values, wording = content["values"], content["wording"]
    texts = [markup.without_empty_lines(wording[part], values) for part in ("body", "slip")]
    for name in merge.named_in(wording["subject"], *texts):
        if not values.get(name, "").strip():
            found.append(f"The letter speaks of “{name.replace('_', ' ')}” and nothing is there.")
    return found


def left_out(content) -> list[str]:
    """Optional fields the wording names and the school has not filled in: said, not stopped."""
    wording, values = content["wording"], content["values"]
    named = merge.named_in(wording["body"], wording["slip"])
    return [n.replace("_", " ") for n in named if n in merge.OPTIONAL and not values.get(n)]


def shown(content) -> dict:
    """The pieces as safe HTML, for the page and for paper."""
    wording, values = content["wording"], content["values"]
    reply = content.get("reply")  # letters of schema 1 had none
    language = by_code.get(wording.get("language", ENGLISH.code), ENGLISH)
    return {
        **content,
        "lang": "en-GB" if language is ENGLISH else language.code,
        "dir": "rtl" if language.rtl else "ltr",
        "picture": slips.picture_of(reply) if reply else "",
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


def html(content, *, size="", is_preview=False, images=()) -> str:
    """images: names of the pictures the page may show (images_of)."""
    context = {"letter": shown(content), "size": size, "is_preview": is_preview,
               "images": images}  # fmt: skip
    return render_to_string("letters/pdf/letter.html", context)


def letter_pdf(content, *, images, is_preview=False) -> bytes:
    """The letter without what is behind it. images: as of images_of. Raises PdfFailed.

    On one page where a smaller size can do that; large print may take several.
    """
    for size in SIZES:
        page = html(content, size=size, is_preview=is_preview, images=images)
        made = render_pdf(page, images=images)
        if content["large"] or page_count(made) == 1:
            break
    return made


def whole_pdf(letter, content, *, is_preview=False) -> bytes:
    """The letter with everything enclosed behind it, tags kept. Raises PdfFailed."""
    behind = [documents.content(row) for row in _attached(letter)]
    front = letter_pdf(content, images=images_of(letter), is_preview=is_preview)
    return join([front, *behind])
