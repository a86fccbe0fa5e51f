"""A paper from elsewhere, laid on A4 pages of ours: nothing of it but what is seen. Child only.

Each page is one drawing, made smaller where it must be, above a strip that stays free for the
pack's own number. What stands in the boxes of a form and in notes is drawn as well. Scripts,
links, files inside it, its own bookmarks and what it says of itself (hidden.py) stay behind.
"""

from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.hidden import leave_out
from sendcase.pdf.joining import PLACES, ROOT, TREE, named
from sendcase.pdf.limits import PAPER_PAGES

TALL, WIDE = (595.28, 841.89), (841.89, 595.28)  # points
STRIP = 40  # points, 14 mm: for the number
HIDDEN, NOT_ON_SCREEN = 2, 32  # flags of what is laid on a page
NO_LOOK = ("/Popup", "/Link")
LOCKED = "It is locked with a password."
BROKEN = "It is damaged, or no PDF."
LONG = f"It has more than {PAPER_PAGES} pages."


def fitted(data: bytes) -> tuple[bytes, list[str]]:
    """The PDF, and of each page whether it is "tall" or "wide". Raises PdfFailed, saying why."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise PdfFailed(LOCKED)
        pages = list(reader.pages)
        if not pages or len(pages) > PAPER_PAGES:
            raise PdfFailed(LONG if pages else BROKEN)
        return _laid(pages)
    except PdfFailed:
        raise
    except (
        PyPdfError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:  # fmt: skip - a hostile file raises what it likes
        raise PdfFailed(BROKEN) from error


def _laid(pages) -> tuple[bytes, list[str]]:
    writer, shapes = PdfWriter(), []
    for page in pages:
        shapes.append(_lay(writer, page))
    _tag(writer)
    leave_out(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue(), shapes


def _lay(writer: PdfWriter, page: PageObject) -> str:
    way, sheet = _way(page)
    drawings, drawn = DictionaryObject(), []
    drawings[NameObject("/Paper")] = writer._add_object(_drawing(writer, page))
    for number, (look, place) in enumerate(_laid_on(page)):
        name = NameObject(f"/Note{number}")
        drawings[name] = look.clone(writer).indirect_reference
        drawn.append(f"q {_numbers(place)} cm {name} Do Q")
    inside = "\n".join(["/Paper Do", *drawn])
    contents = DecodedStreamObject()
    contents.set_data(f"/P <</MCID 0>> BDC\nq {_numbers(way)} cm\n{inside}\nQ\nEMC".encode())
    new = writer.add_blank_page(*sheet)
    new[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawings})
    new[NameObject("/Contents")] = writer._add_object(contents.flate_encode())
    return "wide" if sheet == WIDE else "tall"


def _way(page: PageObject) -> tuple[Transformation, tuple]:
    """How its points come to lie on the sheet, and which sheet: upright, no larger than it was."""
    box, turn = page.cropbox, page.rotation % 360
    width, height = float(box.width), float(box.height)
    if not (1 < width < 20_000 and 1 < height < 20_000):
        raise PdfFailed(BROKEN)
    back = {90: (0, width), 180: (width, height), 270: (height, 0)}.get(turn, (0, 0))
    across, up = (height, width) if turn in (90, 270) else (width, height)
    sheet = WIDE if across > up else TALL
    scale = min(1, sheet[0] / across, (sheet[1] - STRIP) / up)
    way = Transformation().translate(-float(box.left), -float(box.bottom)).rotate(-turn)
    way = way.translate(*back).scale(scale)
    return way.translate((sheet[0] - across * scale) / 2, sheet[1] - up * scale), sheet


def _drawing(writer: PdfWriter, page: PageObject) -> StreamObject:
    contents = page.get_contents()
    form = DecodedStreamObject()
    form.set_data(contents.get_data() if contents is not None else b"")
    resources = page.get("/Resources", DictionaryObject()).get_object()
    form[NameObject("/Resources")] = resources.clone(writer)
    if "/Group" in page:  # how its colours mix
        form[NameObject("/Group")] = page["/Group"].get_object().clone(writer)
    form[NameObject("/BBox")] = ArrayObject(FloatObject(float(each)) for each in page.cropbox)
    form |= named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"))
    return form.flate_encode()


def _laid_on(page: PageObject):
    """(drawing, where it goes) of each filled-in box and note that is seen."""
    listed = page.get("/Annots", ArrayObject()).get_object()
    for each in listed if isinstance(listed, list) else ():
        note = each.get_object()
        seen = not int(note.get("/F", 0)) & (HIDDEN | NOT_ON_SCREEN)
        if not seen or note.get("/Subtype") in NO_LOOK or "/AP" not in note:
            continue
        look = note["/AP"].get("/N", DictionaryObject()).get_object()
        if not isinstance(look, StreamObject):  # one for each state: a box that is ticked or not
            look = look.get(note.get("/AS"), None)
            look = look.get_object() if look is not None else None
        if isinstance(look, StreamObject) and look.indirect_reference is not None:
            yield look, _place(note, look)


def _place(note: DictionaryObject, look: StreamObject) -> Transformation:
    """From the drawing's own box into the note's (ISO 32000, 12.5.5)."""
    box = [float(each) for each in look.get("/BBox", (0, 0, 1, 1))]
    matrix = tuple(float(each) for each in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    own = Transformation(matrix)
    corners = [own.apply_on((x, y)) for x in box[0::2] for y in box[1::2]]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    across = max(x for x, _ in corners) - left or 1
    up = max(y for _, y in corners) - low or 1
    rect = [float(each) for each in note["/Rect"]]
    wide, high = abs(rect[2] - rect[0]) / across, abs(rect[3] - rect[1]) / up
    to = Transformation().translate(-left, -low).scale(wide or 1, high or 1)
    return to.translate(min(rect[0::2]), min(rect[1::2]))


def _numbers(way: Transformation) -> str:
    return " ".join(f"{each:.4f}" for each in way.ctm)


def _tag(writer: PdfWriter) -> None:
    """Each page is one paragraph: a reader gets its words in the order they were written."""
    root = writer.root_object
    tree = DictionaryObject()
    at = writer._add_object(tree)
    elements, places = ArrayObject(), ArrayObject()
    for number, page in enumerate(writer.pages):
        element = writer._add_object(named(
            Type=NameObject("/StructElem"), S=NameObject("/P"), P=at,
            Pg=page.indirect_reference, K=NumberObject(0),
        ))  # fmt: skip
        elements.append(element)
        places += [NumberObject(number), ArrayObject([element])]
        page[NameObject("/StructParents")] = NumberObject(number)
    tree |= named(Type=NameObject(ROOT), K=elements)
    tree[NameObject(TREE)] = writer._add_object(DictionaryObject({NameObject(PLACES): places}))
    root[NameObject(ROOT)] = at
    root |= named(Lang=TextStringObject("en-GB"), MarkInfo=named(Marked=BooleanObject(True)))
