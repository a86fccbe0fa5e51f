"""Papers behind a letter: pages counted through, tags and headings of tables kept apart."""

import pytest

from sendcase.pdf import Behind, Numbers, PdfFailed, Sheet, client, join, put_behind, render_pdf
from sendcase.pdf.client import render_sheet
from tests.sendcase.pdf_reading import faults, flat, opened, sequences, tags

LETTER = """<!doctype html><html lang="en-GB"><head><title>{title}</title>
<meta name="page-of" content="Page {{page}} of {{pages}}">
<link rel="stylesheet" href="asset:print.css"></head><body class="{kind}"><h1>{title}</h1>
<p class="foot">What it is</p>{body}</body></html>"""
TABLE = """<table><tr><th scope="col">Target</th></tr><tr><td>Reads</td></tr></table>"""
ENGLISH = Numbers("Page {page} of {pages}", "en-GB")


def letter(pages=1, behind=0, title="The letter"):
    body = '<p class="new-page">More</p>' * (pages - 1)
    return render_sheet(Sheet(LETTER.format(title=title, kind="", body=body), behind=behind))


def plan(pages=1, kind="landscape", numbers=True):
    html = LETTER.format(title="The plan", kind=kind,
                         body=TABLE + f'<p class="new-page">{TABLE}</p>' * (pages - 1))  # fmt: skip
    return render_pdf(html if numbers else html.replace("page-of", "nothing"))


def numbers_of(data):
    pages = [" ".join(page.extract_text().split()) for page in opened(data).pages]
    return [text[text.index("Page ") :][:11] for text in pages]


@pytest.mark.parametrize("front", [1, 2])
def test_pages_count_through_the_letter_and_all_that_is_behind_it(front):
    behind = Behind.of([plan(2), plan(kind=""), plan(kind="large")])

    whole = put_behind(letter(front, behind.pages), behind, ENGLISH)

    total = front + 4
    assert numbers_of(whole) == [f"Page {n} of {total}" for n in range(1, total + 1)]
    assert flat(whole).count("Page ") == total  # their own numbers are gone
    assert flat(whole).count("What it is") == total  # the rest of their feet is not
    assert behind.shapes == ("wide", "wide", "tall", "tall")


def test_a_paper_by_itself_keeps_its_own_numbers():
    made = plan(2)
    put_behind(letter(1, 2), Behind.of([made]), ENGLISH)

    assert numbers_of(made) == ["Page 1 of 2", "Page 2 of 2"]


def test_a_paper_numbered_by_its_stylesheet_is_counted_on_too():
    whole = put_behind(letter(1, 2), Behind.of([plan(2, numbers=False)]), ENGLISH)

    assert numbers_of(whole) == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_numbers_are_in_the_letters_language():
    urdu = Numbers("صفحہ {page} از {pages}", "ur")
    whole = put_behind(letter(1, 1), Behind.of([plan()]), urdu)

    form = opened(whole).pages[1]["/Resources"]["/XObject"]["/PageNumber"]
    assert "صفحہ 2 از 2".encode("utf-16-be").hex() in form.get_data().decode("latin1")
    assert "Page 1 of 1" not in flat(whole).split("The plan")[1]


def test_a_public_checker_finds_nothing_in_the_whole():
    whole = put_behind(letter(1, 3), Behind.of([plan(2), plan(kind="")]), ENGLISH)

    assert faults(whole) == []
    assert tags(whole).count("/TH") == 3


def test_cells_of_two_papers_find_each_its_own_heading():
    whole = join([plan(), plan(), plan()])
    ids = [node["/ID"] for node in _elements(whole) if "/ID" in node]
    named = [name for node in _elements(whole) if "/A" in node
             for name in node["/A"].get("/Headers", [])]  # fmt: skip

    assert len(set(ids)) == 3
    assert sorted(named) == sorted(ids)


def test_every_element_says_who_is_above_it():
    whole = join([letter(), plan(), plan()])

    root = opened(whole).root_object["/StructTreeRoot"]
    waiting = [(kid, root) for kid in root["/K"]]
    seen = 0
    while waiting:
        node, above = waiting.pop()
        node = node.get_object()
        if "/S" in node:
            seen += 1
            assert node["/P"].get_object() == above
            waiting += [(kid, node) for kid in node.get("/K", []) if not isinstance(kid, int)]
    assert seen > 20


def _elements(data):
    waiting = [opened(data).root_object["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += [kid for kid in node if not isinstance(kid, int)]
        elif isinstance(node, dict) and "/S" in node:
            yield node
            waiting += [node["/K"]] if "/K" in node else []


def test_what_cannot_be_read_is_refused_with_a_sentence():
    with pytest.raises(PdfFailed, match="cannot be read"):
        Behind.of([b"no pdf"])


def test_the_smallest_change_that_makes_one_page_is_taken_and_none_where_nothing_helps():
    def sheet(lines):
        page = LETTER.format(title="x", kind="letter", body="<p>Line</p>" * lines)
        return Sheet(page, fit=("letter-snug.css", "letter-tight.css"))

    pages = {lines: len(opened(render_sheet(sheet(lines))).pages) for lines in (20, 41, 80)}

    assert pages == {20: 1, 41: 1, 80: 3}
    assert len(opened(render_sheet(Sheet(sheet(41).html))).pages) == 2


def test_a_number_is_not_a_way_to_write_a_stylesheet():
    planted = 'x"; } } p { display: none } /* {page}'
    html = LETTER.format(title="T", kind="", body="<p>Words</p>")
    html = html.replace("Page {page} of {pages}", planted.replace('"', "&quot;"))

    made = render_pdf(html)

    printed = planted.replace("{page}", "1").replace(" ", "")
    assert "Words" in flat(made) and printed in flat(made).replace(" ", "")


def test_a_writer_that_falls_over_by_chance_is_asked_once_more(monkeypatch):
    asked, real = [], client._asked

    def falls_over_first(sheets, again=True):
        asked.append(len(sheets))
        return ([], client.STOPPED) if len(asked) == 1 else real(sheets, again)

    monkeypatch.setattr(client, "_asked", falls_over_first)

    assert "The plan" in flat(plan())
    assert asked == [1, 1]


def test_what_stands_in_the_margins_is_no_text_of_the_document():
    tagged = {tag for tag, place, top, _ in sequences(letter()) if top and top > 270}

    assert tagged == {"Artifact"}


def test_entries_side_by_side_are_nothing_but_a_list():
    entry = '<li style="display: inline-block; width: 30mm">{}</li> '
    entries = "".join(map(entry.format, ("One", "Two", "Three")))

    made = render_pdf(LETTER.format(title="T", kind="", body=f"<ul>{entries}</ul>"))

    assert faults(made) == []
    assert tags(made).count("/LI") == 3
    assert "One Two Three" in flat(made)
