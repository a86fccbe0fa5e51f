"""A letter on paper: one plain value, from which the page, the PDF and the frozen version come.

Count SCHEMA up when the shape of the value changes: frozen letters keep the shape they had.
"""

import hashlib

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from letters import checks, markup, merge, recipient, slips
from letters.languages import ENGLISH, by_code
from letters.printed.direction import isolated
from letters.printed.words import Words, words_in
from letters.purposes import purposes
from pupils import documents
from schools.services import signature
from sendcase.pdf import Behind, Numbers, Sheet, put_behind, render_sheet

SCHEMA = 2  # 2: language and the ways to reply
# A letter should stay on one page with its slip: a little smaller where it would not.
FIT = ("letter-snug.css", "letter-tight.css")
WINDOW_LETTERS, WINDOW_LINES = 44, 6  # at 10 point
WITH_NUMBERS = {"page", "date", "weekdays", "months"}


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
    wording, slip = content["wording"], content["wording"]["slip"]
    reply = content.get("reply")  # letters of schema 1 had none
    language = by_code.get(wording.get("language", ENGLISH.code), ENGLISH)
    words = words_in(language.code)
    values = {name: words.with_days(value) for name, value in content["values"].items()}
    in_window = window_lines(content["to"]["lines"])
    isolates = {name: isolated(value, language.rtl) for name, value in values.items()}
    said = _said(content, words)
    return {
        **content,
        "lang": _lang(language),
        "dir": _direction(language),
        "said": said,
        "also": words.also(),
        # Attributes: fixed words that are English in a letter that is not say so.
        "said_in": _attributes(words.language) if words.language is not language else "",
        "said_lang": _lang(words.language),
        "said_dir": _direction(words.language),
        "picture": slips.picture_of(reply, said["qr"]) if reply else "",
        "subject": merge.plain(wording["subject"], isolates),
        "body_html": markup.as_html(wording["body"], values, language.rtl),
        "slip_html": slip and markup.as_html(slip, values, language.rtl),
        "window_lines": in_window,
        "crowded": is_crowded([content["to"]["name"], *in_window]),
    }


def _lang(language) -> str:
    return "en-GB" if language is ENGLISH else language.code


def _direction(language) -> str:
    return "rtl" if language.rtl else "ltr"


def _attributes(language) -> str:
    """For a tag. Safe HTML."""
    return mark_safe(f' lang="{_lang(language)}" dir="{_direction(language)}"')


def _said(content, words: Words) -> dict[str, str]:
    """The fixed words of this letter, as text."""
    values, reply, signer = content["values"], content.get("reply") or {}, content["signer"]
    facts = {
        "name": content["salutation"], "reference": content["reference"],
        "titles": "; ".join(row["title"] for row in content["enclosed"]),
        "day": words.with_days(values.get("reply_by", "")),
        "date": words.with_days(content["date"]),
        "title": signer["title"], "school": content["school"]["name"],
        "days": str(reply.get("days", "")), "address": reply.get("short", ""),
        "code": reply.get("code", ""),
    }  # fmt: skip
    said = {key: words.said(key, **facts) for key in words.texts if key not in WITH_NUMBERS}
    return said | {
        "date": facts["date"],
        "address": isolated(facts["address"], words.language.rtl),
        "the_code": isolated(facts["code"], words.language.rtl),
        "page": words.said("page"),
        "signature": words.said("signature", name=signer["name"]),
    }


def window_lines(lines) -> list[str]:
    """At most four lines with the postcode alone on the last: the envelope's window is low."""
    lines = list(lines)
    while len(lines) > 4:
        n = min(range(len(lines) - 2), key=lambda i: len(lines[i]) + len(lines[i + 1]))
        lines[n : n + 2] = [f"{lines[n]}, {lines[n + 1]}"]
    return lines


def is_crowded(lines) -> bool:
    """Whether the window is too low for them: smaller there, so that the postcode stays in it."""
    return sum(-(-len(line) // WINDOW_LETTERS) for line in lines) > WINDOW_LINES


def html(content, *, is_preview=False, images=()) -> str:
    """images: names of the pictures the page may show (images_of)."""
    context = {"letter": shown(content), "is_preview": is_preview, "images": images}
    return render_to_string("letters/pdf/letter.html", context)


def sheet(content, *, images, behind=0, is_preview=False) -> Sheet:
    """For the PDF writer: on one page where a smaller size can do that; large print may take
    several. images: as of images_of; behind: pages that will lie behind it.
    """
    page = html(content, is_preview=is_preview, images=images)
    return Sheet(page, images, () if content["large"] else FIT, behind)


def letter_pdf(content, *, images, is_preview=False) -> bytes:
    """The letter without what is behind it. images: as of images_of. Raises PdfFailed."""
    return render_sheet(sheet(content, images=images, is_preview=is_preview))


def whole_pdf(letter, content, *, is_preview=False) -> bytes:
    """The letter with everything enclosed behind it, tags kept, pages counted through.
    Raises PdfFailed.
    """
    behind = Behind.of(papers_behind(letter))
    made = sheet(content, images=images_of(letter), behind=behind.pages, is_preview=is_preview)
    return with_behind(content, render_sheet(made), behind)


def papers_behind(letter) -> list[bytes]:
    return [documents.content(row) for row in _attached(letter)]


def with_behind(content, front: bytes, behind: Behind) -> bytes:
    """Raises PdfFailed."""
    words = words_in(content["wording"].get("language", ENGLISH.code))
    numbers = Numbers(words.said("page"), _lang(words.language), content["large"])
    return put_behind(front, behind, numbers)
