"""Every letter we have words for, as pictures side by side, for somebody to look at.

    python -m benchmarks.looking FOLDER [WORD …]

Each purpose and reader: plain, large print, long names, from the right (placeholder words in
Urdu), 18 pages on a contact sheet; WORDs choose purposes whose key holds one.
"""

import os
import sys
import tempfile
from itertools import cycle
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
os.environ.update(
    SENDCASE_MODE="test", DATA_DIR=tempfile.mkdtemp(prefix="sendcase-looking-"), DATABASE_URL=""
)
SHAPES = ("plain", "large", "long", "right-to-left")
DOTS, ACROSS, SHEET = 60, 6, 18  # an inch; letters in a row; on a contact sheet
URDU = "ہم آپ کو بتانا چاہتے ہیں کہ اسکول میں بچے کی مدد کیسے ہو رہی ہے اور آپ کیا کر سکتے ہیں"
LONG_ADDRESS = (
    "Flat 14b, The Old Converted Granary Buildings\nUpper Nether Wallopington-under-the-Hill\n"
    "Near Llanfairpwllgwyngyll\nWestbridge\nWestshire"
)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        pages = [page for pdf in papers(shape, words) for page in pictures(pdf)]
        for at in range(0, len(pages), SHEET):
            sheet(pages[at : at + SHEET]).save(folder / f"{shape}-{at // SHEET + 1}.png")
        print(f"{shape}: {len(pages)} pages")


def papers(shape: str, words: list[str]) -> list[bytes]:
    """The PDF of each purpose and reader."""
    from letters import paper, wording
    from letters.purposes import purposes
    from letters.wordings import trying

    school = a_school()
    made = []
    for key, purpose in sorted(purposes.items()):
        if words and not any(word in key for word in words):
            continue
        for young in [False] if purpose.outside else [False, True]:
            template = wording.current(school, key, for_young_person=young)
            if shape == "right-to-left":
                from_the_right(template)
            [content, *_] = trying.contents(template, child(school, shape), large=shape == "large",
                                            examples=shape != "long")  # fmt: skip
            made.append(paper.letter_pdf(content, images={}))
    return made


def a_school():
    from tests.factories.schools import SchoolFactory

    return SchoolFactory(
        name="Westbridge Church of England Primary School and Nursery", head_name="Mrs P. Adeyemi",
        senco_name="Mr J. Whitlock", address="School Lane\nWestbridge", postcode="WB1 1AA",
        phone="01632 960123", email="office@oakfield.example", website="https://oakfield.example",
        sendiass_contact="Westshire SENDIASS, 01632 960456",
        local_offer_url="https://www.westshire.example/local-offer",
    )  # fmt: skip


def child(school, shape: str):
    from letters.wordings import invented

    made = invented.pupil(school, "long" if shape == "long" else invented.EVERYTHING)
    if shape == "long":
        for contact in made.contacts.all():
            contact.address, contact.postcode = LONG_ADDRESS, "WB12 4QT"
    return made


def from_the_right(template) -> None:
    """Placeholder words in the place of ours; fields and marks stay."""
    from letters.merge import PARTS

    words = cycle(URDU.split())
    for part in PARTS:
        lines = getattr(template, part).split("\n")
        turned = (" ".join(_turned(word, words) for word in line.split(" ")) for line in lines)
        setattr(template, part, "\n".join(turned))
    template.language = "ur"


def _turned(word: str, words) -> str:
    if "{" in word or not any(letter.isalpha() for letter in word):
        return word
    return next(words) + ("۔" if word.endswith(".") else "")


def pictures(pdf: bytes) -> list:
    import pypdfium2

    scale = DOTS / 72
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def sheet(pages: list):
    """All of them side by side."""
    from PIL import Image

    width, height = (max(side) + 8 for side in zip(*(page.size for page in pages), strict=True))
    rows = -(-len(pages) // ACROSS)
    whole = Image.new("RGB", (width * ACROSS, height * rows), "gray")
    for number, page in enumerate(pages):
        whole.paste(page, (number % ACROSS * width + 4, number // ACROSS * height + 4))
    return whole


if __name__ == "__main__":
    main()
