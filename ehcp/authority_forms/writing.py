"""A value into one place of a Word form. It is text, or yes and no, and nothing else: no field,
formula or template of the file is ever evaluated.

A place is an element (content control, cell, first character of a field, start of a bookmark), or
(paragraph, word of a placeholder), or (words, where in them a box stands).
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ehcp.authority_forms import marks

W14 = marks.TICK_CONTROL.removesuffix("checkbox")
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
BINDINGS = (qn("w:dataBinding"), f"{W15}dataBinding")
YES, NO = "Yes", "No"


def write(place, value) -> bool:
    """value: text, or a bool. Whether there was something to write, and it could be."""
    if isinstance(place, tuple):
        node, where = place
        return _box(node, where, value) if isinstance(where, int) else _word(node, where, value)
    if place.tag == qn("w:sdt"):
        return _tick(place, value) if marks.is_tick(place) else _control(place, value)
    if place.tag == qn("w:fldChar"):
        return _field(place, value)
    if place.tag == qn("w:bookmarkStart"):
        return _bookmark(place, value)
    return into(place, text_of(value))


def text_of(value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value or "").strip()


def _word(paragraph, word, value) -> bool:
    """The mark may be split over runs: its words go into the first and out of the rest."""
    text, nodes = text_of(value), list(paragraph.iter(qn("w:t")))
    whole = "".join(node.text or "" for node in nodes)
    for found in reversed(list(marks.PLACEHOLDER.finditer(whole))):
        if (found[1] or found[2]).strip() == word:
            _replace(nodes, found.start(), found.end(), text)
    return bool(text)


def _replace(nodes, start, end, text) -> None:
    at = 0
    first = None
    for node in nodes:
        words = node.text or ""
        begins, ends = at, at + len(words)
        at = ends
        if ends <= start or begins >= end:
            continue
        kept = words[: max(start - begins, 0)], words[max(end - begins, 0) :]
        if first is None:
            first = node
            _lines(node, kept[0] + text + (kept[1] if ends >= end else ""))
        else:
            node.text = kept[1]
            node.set(qn("xml:space"), "preserve")


def _lines(node, text) -> None:
    """Line breaks of a text are breaks of Word, behind the same run."""
    first, *rest = text.split("\n")
    node.text = first
    node.set(qn("xml:space"), "preserve")
    before = node
    for line in rest:
        br, more = OxmlElement("w:br"), OxmlElement("w:t")
        more.text = line
        more.set(qn("xml:space"), "preserve")
        before.addnext(br)
        br.addnext(more)
        before = more


def _box(node, at, value) -> bool:
    if value is True:  # as long as before: the other boxes of these words stay where they are
        node.text = node.text[:at] + marks.FULL_BOX + node.text[at + 1 :]
    return isinstance(value, bool)


def _tick(control, value) -> bool:
    """Both what Word reads and what a person sees."""
    if not isinstance(value, bool):
        return False
    _unbind(control)
    box = control.find(f"{qn('w:sdtPr')}/{marks.TICK_CONTROL}")
    checked = box.find(f"{W14}checked")
    if checked is None:
        checked = box.makeelement(f"{W14}checked")
        box.insert(0, checked)
    checked.set(f"{W14}val", "1" if value else "0")
    sign = box.find(f"{W14}{'checkedState' if value else 'uncheckedState'}")
    code = sign.get(f"{W14}val", "") if sign is not None else ""
    usual = marks.FULL_BOX if value else marks.EMPTY_BOX
    return into(control.find(qn("w:sdtContent")), _sign(code) or usual)


def _sign(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _control(control, value) -> bool:
    """Into its first words; what showed “click here” goes, and so does its grey."""
    text, content = text_of(value), control.find(qn("w:sdtContent"))
    choices = control.find(f"{qn('w:sdtPr')}/{qn('w:dropDownList')}")
    if choices is not None:
        text = _offered(choices, text)
        if not text:
            return False
    _unbind(control)
    showing = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    if showing is not None:
        showing.getparent().remove(showing)
        for style in list(content.iter(qn("w:rStyle")) if content is not None else []):
            style.getparent().remove(style)
    return into(content, text)


def _offered(choices, text) -> str:
    """As the form spells it; "" where it does not offer it."""
    for each in choices.findall(qn("w:listItem")):
        shown = each.get(qn("w:displayText")) or each.get(qn("w:value")) or ""
        if text and text.casefold() in (shown.casefold(), each.get(qn("w:value"), "").casefold()):
            return shown
    return ""


def _unbind(control) -> None:
    """Word shows a bound control as its data say, and a date as it was picked: not our words."""
    for node in list(control.find(qn("w:sdtPr"))):
        if node.tag in BINDINGS:
            node.getparent().remove(node)
        elif node.tag == qn("w:date"):
            node.attrib.pop(qn("w:fullDate"), None)


def _field(char, value) -> bool:
    box = char.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is not None:
        return _tick_field(box, value)
    choices = char.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if choices is not None:
        return _choose(choices, text_of(value))
    return _result(char, text_of(value))


def _tick_field(box, value) -> bool:
    if not isinstance(value, bool):
        return False
    checked = box.find(qn("w:checked"))
    if checked is None:
        checked = OxmlElement("w:checked")
        box.append(checked)
    checked.set(qn("w:val"), "1" if value else "0")
    return True


def _choose(choices, text) -> bool:
    """One of those the form offers; else it stays for a person."""
    offered = [each.get(qn("w:val"), "") for each in choices.findall(qn("w:listEntry"))]
    fits = [number for number, each in enumerate(offered) if each.casefold() == text.casefold()]
    if not fits:
        return False
    result = choices.find(qn("w:result"))
    if result is None:
        result = OxmlElement("w:result")
        choices.insert(0, result)
    result.set(qn("w:val"), str(fits[0]))
    return True


def _result(char, text) -> bool:
    """Between its separator and its end, in this paragraph."""
    words, after, end, depth = [], None, None, 0
    for node in (n for run in char.getparent().itersiblings() for n in run.iter()):
        kind = node.get(qn("w:fldCharType")) if node.tag == qn("w:fldChar") else ""
        if kind == "end" and depth == 0:
            end = node.getparent()
            break
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if kind == "separate" and depth == 0:
            after = node.getparent()
        elif node.tag == qn("w:t") and after is not None and depth == 0:
            words.append(node)
    if end is None:
        return False
    if after is None:
        after = _run(OxmlElement("w:fldChar"))
        after[0].set(qn("w:fldCharType"), "separate")
        end.addprevious(after)
    if not words:
        words = [OxmlElement("w:t")]
        after.addnext(_run(words[0]))
    return _first(words, text)


def _bookmark(start, value) -> bool:
    """Over the words it holds; where it holds none, behind its start."""
    words = []
    for node in start.itersiblings():
        if node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == start.get(qn("w:id")):
            break
        words += node.iter(qn("w:t"))
    if not words:
        words = [OxmlElement("w:t")]
        run = _run(words[0])
        if start.getparent().tag != qn("w:p"):
            paragraph = OxmlElement("w:p")
            paragraph.append(run)
            run = paragraph
        start.addnext(run)
    return _first(words, text_of(value))


def into(box, text) -> bool:
    if box is None:
        return False
    return _first(list(box.iter(qn("w:t"))) or [_new_words(box)], text)


def _first(nodes, text) -> bool:
    for node in nodes[1:]:
        node.text = ""
    _lines(nodes[0], text)
    return bool(text)


def _run(child):
    run = OxmlElement("w:r")
    run.append(child)
    return run


def _new_words(box):
    words = OxmlElement("w:t")
    run = _run(words)
    if box.tag == qn("w:sdtContent") and box.getparent().getparent().tag == qn("w:p"):
        box.append(run)
        return words
    paragraph = next(iter(box.iter(qn("w:p"))), None)
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        box.append(paragraph)
    paragraph.append(run)
    return words
