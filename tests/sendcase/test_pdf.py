"""The PDF writer: tagged paper out, nothing read from the disk or the net, no bomb gets through."""

import gc
import html
import os
import signal
import socket
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from sendcase.pdf import PdfFailed, Sheet, assets, client, join, limits, render_many, render_pdf
from sendcase.pdf.joining import Joined
from tests.sendcase.pdf_reading import flat, opened, tags, words

PAGE = """<!doctype html><html lang="en-GB"><head><title>{title}</title>
<link rel="stylesheet" href="asset:print.css"></head><body>
<p class="foot">{title}, Sun 22 Nov 2026</p>
<h1>{title}</h1><p>{text}</p><ul><li>One</li></ul>
<table><tr><th scope="col">Target</th></tr><tr><td>Reads</td></tr></table></body></html>"""


def page(title="A letter", text="Words"):
    return PAGE.format(title=html.escape(title), text=html.escape(text))


def test_a_pdf_has_title_language_and_tags_in_reading_order():
    made = render_pdf(page("Šárka’s plan"))

    assert opened(made).metadata.title == "Šárka’s plan"
    assert opened(made).root_object["/Lang"] == "en-GB"
    assert opened(made).root_object["/MarkInfo"]["/Marked"]
    in_order = [tag for tag in tags(made) if tag in {"/H1", "/P", "/L", "/Table", "/TH", "/TD"}]
    assert in_order == ["/H1", "/P", "/L", "/Table", "/TH", "/TD"]
    assert b"pdfuaid:part" in opened(made).xmp_metadata.stream.get_data()


def test_the_foot_says_what_it_is_and_which_page_of_how_many():
    made = render_pdf(page().replace("<table>", '<table class="new-page">'))

    assert "A letter, Sun 22 Nov 2026" in opened(made).pages[1].extract_text()
    assert "Page 2 of 2" in opened(made).pages[1].extract_text()


@pytest.mark.parametrize("text", ["O’Brien-Ščepanović", "أمينة", "Привет", "हिन्दी", "😀", "தமிழ்"])
def test_names_of_any_script_find_a_font_of_ours(text):
    made = render_pdf(page(text=text))

    fonts = opened(made).pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}
    assert all(name.startswith(("Atkinson", "Noto")) for name in names), names
    assert text in flat(made) or text in {"😀", "أمينة", "हिन्दी", "தமிழ்"}  # shaped: order differs


def test_a_letter_with_its_accent_is_drawn_with_its_accent():
    """Two font files of one name were mixed up once: č was drawn as g, and its text was right."""
    from fontTools.ttLib import TTFont

    names = []
    for path in assets.FONTS.parent.glob("*.ttf"):
        table = TTFont(path)["name"]
        names.append((table.getBestFamilyName(), table.getBestSubFamilyName()))
    assert len(names) == len(set(names)) > 25


@pytest.mark.parametrize(
    "hole",
    [
        '<img src="{url}">',
        '<link rel="stylesheet" href="{url}">',
        '<style>@import "{url}";</style>',
        '<style>p {{ background: url("{url}") }}</style>',
        '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font: 9pt x }}</style>',
        '<object data="{url}">x</object>',
        '<embed src="{url}">',
    ],
)
@pytest.mark.parametrize("kind", ["file", "http", "data", "climb"])
def test_no_file_is_read_and_nothing_goes_online(hole, kind, tmp_path):
    planted = tmp_path / "planted.png"
    planted.write_bytes(b"secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        url = {
            "file": planted.as_uri(),
            "http": f"http://127.0.0.1:{server.getsockname()[1]}/x.png",
            "data": "data:text/css,p{color:red}",
            "climb": "asset:../css/site.css",
        }[kind]
        with pytest.raises(PdfFailed, match="not part of our letters"):
            render_pdf(page().replace("<h1>", hole.format(url=url) + "<h1>", 1))
        with pytest.raises(TimeoutError):
            server.accept()


def test_an_attachment_link_embeds_no_file(tmp_path):
    planted = tmp_path / "planted.txt"
    planted.write_bytes(b"planted secret")
    hole = f'<link rel="attachment" href="{planted.as_uri()}"><h1>'
    try:
        made = render_pdf(page().replace("<h1>", hole, 1))
    except PdfFailed:
        return
    assert "/EmbeddedFiles" not in opened(made).root_object.get("/Names", {})


def test_a_picture_given_with_the_sheet_is_shown():

    from PIL import Image

    png = BytesIO()
    Image.new("RGB", (4, 4)).save(png, "PNG")
    source = page().replace("<h1>", '<img src="image:logo" alt="Logo"><h1>', 1)

    made = render_pdf(source, images={"logo": png.getvalue()})

    assert tags(made).count("/Figure") == 1


@pytest.mark.parametrize(
    "bomb",
    [
        "e" + "\u0301" * 50_000,
        "<table>" + "<tr><td>1<td>2<td>3<td>4" * 100_000 + "</table>",
        "<div>" * 400_000,
    ],
    ids=["accents", "table", "depth"],
)
def test_a_bomb_is_stopped_in_time_and_the_next_letter_comes(bomb, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 2)
    started = time.monotonic()

    with pytest.raises(PdfFailed):
        render_pdf(page().replace("Words", bomb))

    assert time.monotonic() - started < 10
    monkeypatch.undo()
    assert "Words" in words(render_pdf(page()))


def test_too_many_pages_are_refused_with_a_sentence():
    many = '<p class="new-page">x</p>' * (limits.PAGES + 1)

    with pytest.raises(PdfFailed, match="more than 100 pages"):
        render_pdf(page().replace("<table>", many + "<table>"))


def test_memory_is_limited():
    from sendcase.pdf import parent

    started = os.fork()
    if not started:
        parent._fence(os.getppid())
        try:
            bytearray(limits.MEMORY)
        except MemoryError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(started, 0)[1]) == 7


def test_of_a_chunk_that_dies_all_but_the_bomb_are_made(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 2)
    bomb = page().replace("Words", "e" + "\u0301" * 50_000)

    first, middle, last = render_many([page("First"), bomb, Sheet(page("Last"))])

    assert "First" in words(first)
    assert isinstance(middle, PdfFailed)
    assert "Last" in words(last)


def test_an_oversized_source_is_refused_unread_and_the_others_are_made():
    small, large = render_many([page(), page(text="x" * (limits.SOURCE + 1))])

    assert "Words" in words(small)
    assert "too large" in str(large)


def test_text_that_looks_like_html_is_shown_as_typed():
    text = "<script>alert(1)</script> {{ x }} <b>bold</b>"

    assert text in flat(render_pdf(page(text=text)))


def test_several_callers_at_once_each_get_their_own():
    with ThreadPoolExecutor(5) as people:
        made = list(people.map(lambda n: render_pdf(page(f"Letter {n}")), range(5)))

    assert [opened(pdf).metadata.title for pdf in made] == [f"Letter {n}" for n in range(5)]


def test_a_killed_parent_is_replaced():
    render_pdf(page())
    os.kill(client.parent.process.pid, signal.SIGKILL)

    assert "Words" in words(render_pdf(page()))


def test_a_parent_killed_in_the_middle_is_replaced_and_asked_again():
    render_pdf(page())
    slow = page().replace("<table>", "<p>x</p>" * 4000 + "<table>")
    killer = threading.Timer(0.4, os.kill, (client.parent.process.pid, signal.SIGKILL))
    killer.start()

    # Laid out by the second parent: to its end, or on a busy machine to the end of its time.
    with pytest.raises(PdfFailed, match="pages|longer than"):
        render_pdf(slow)


def test_a_fork_of_the_application_gets_a_parent_of_its_own():
    render_pdf(page())
    ours = client.parent.process.pid
    child = os.fork()
    if not child:
        made = render_pdf(page())
        own = client.parent.process.pid != ours
        client.parent._end()
        os._exit(0 if own and made.startswith(b"%PDF") else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert client.parent.process.pid == ours
    assert client.parent.process.poll() is None


def test_the_parent_goes_when_its_owner_is_killed():
    reading, writing = os.pipe()
    owner = os.fork()
    if not owner:
        render_pdf(page())
        os.write(writing, str(client.parent.process.pid).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(owner, 0)
    pid = int(os.read(reading, 20))

    for _ in range(200):
        if not os.path.exists(f"/proc/{pid}") or _state(pid) == "Z":
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"the parent {pid} outlived its owner")


def _state(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0]
    except OSError:
        return "Z"


def test_the_parent_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    client.parent._end()
    render_pdf(page())

    with open(f"/proc/{client.parent.process.pid}/environ") as file:
        assert "SECRET_KEY" not in file.read()


def test_joined_documents_keep_their_tags_and_each_page_finds_its_own():
    joined = join([render_pdf(page("The letter")), render_pdf(page("The plan"))])

    reader = opened(joined)
    assert [tag for tag in tags(joined) if tag in {"/Document", "/H1", "/TH"}] == [
        "/Document", "/H1", "/TH", "/Document", "/H1", "/TH",
    ]  # fmt: skip
    assert [p["/StructParents"] for p in reader.pages] == [0, 1]
    places = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, of_page in enumerate(reader.pages):
        element = places[2 * number + 1].get_object()[0].get_object()
        assert element["/Pg"].get_object() == of_page.get_object()
    assert reader.metadata.title == "The letter"
    assert reader.root_object["/Lang"] == "en-GB"


def test_in_a_joined_paper_each_tag_has_its_parent_and_bookmarks_go_on():
    reader = opened(join([render_pdf(page(f"Letter {n}")) for n in range(3)]))

    root = reader.root_object["/StructTreeRoot"]
    above = [(child["/P"], root) for child in map(resolved, root["/K"])]
    assert len(above) == 3 and all(resolved(parent) == tree for parent, tree in above)
    inner = [child for top in map(resolved, root["/K"]) for child in map(resolved, top["/K"])]
    assert inner and all(resolved(child["/P"])["/S"] == "/Document" for child in inner)
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks] == ["Letter 0", "Letter 1", "Letter 2"]
    assert [reader.get_destination_page_number(mark) for mark in marks] == [0, 1, 2]


def resolved(thing):
    return thing.get_object()


def test_a_link_inside_the_second_document_leads_to_its_own_page():
    inside = "<p><a href='#there'>On</a></p><p id='there' style='break-before: page'>There</p>"
    one = render_pdf(page("One").replace("</body>", f"{inside}</body>"))

    reader = opened(join([one, one]))

    [link] = reader.pages[2]["/Annots"]
    place = resolved(link)["/Dest"] if "/Dest" in resolved(link) else resolved(link)["/A"]["/D"]
    assert resolved(place[0]) == resolved(reader.pages[3])


def test_joining_many_holds_none_of_them_in_memory():
    readers = [opened(render_pdf(page(f"Letter {n}"))) for n in range(4)]
    joined = Joined(readers[0])
    for reader in readers[1:]:
        joined.add(reader)
    alive = [weakref.ref(reader) for reader in readers]
    del readers, reader
    gc.collect()

    assert [one() for one in alive] == [None] * 4
    assert len(opened(joined.end()).pages) == 4


def test_joining_something_that_is_no_pdf_is_refused_with_a_sentence():
    with pytest.raises(PdfFailed, match="cannot be read"):
        join([render_pdf(page()), b"no pdf"])
