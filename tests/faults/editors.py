"""People at the form of one plan, as a browser shows it to them, and what must then be stored.

`Truth` is what the database has to hold, kept by hand beside it. `Editor` opens, types, keeps,
saves and leaves through the site's own pages, and remembers every text that was on a page.
"""

import re
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from tests.factories.people import sign_in

HEAD = ("strengths", "concerns", "home_support", "pupil_views", "parent_views")
ROW = ("target", "criteria", "resources", "strategies", "delivered_by", "plain_words")
TAKEN_OUT = "This target was taken out."
MARK = re.compile(r"\bm\d+m\b")


class Page(HTMLParser):
    """What a person sees of a page, and its forms as a browser would post them.

    forms: [{name: value}] in order, actions beside them; words: all that is visible, also in boxes.
    """

    def __init__(self, html: str):
        super().__init__()
        self.forms, self.actions, self.seen, self.words = [], [], set(), ""
        self._box, self._choice, self._hidden = None, None, 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if tag in ("script", "template", "style"):
            self._hidden += 1
        elif tag == "form":
            self.forms.append({})
            self.actions.append(of.get("action", ""))
        elif tag == "input" and "name" in of and not self._hidden:
            self._input(of)
        elif tag == "textarea":
            self._box, self._text, self._shown = of["name"], "", "hidden" not in of
        elif tag == "select":
            self._choice = of["name"]
        elif tag == "option" and self._choice and "selected" in of:
            self.forms[-1][self._choice] = of["value"]

    def _input(self, of):
        kind, value = of.get("type", "text"), of.get("value", "")
        if kind in ("checkbox", "radio"):
            if "checked" in of:
                self.forms[-1].setdefault(of["name"], []).append(value or "on")
        elif self.forms:
            self.forms[-1][of["name"]] = value
            if kind != "hidden":
                self._see(of["name"], value)

    def handle_data(self, data):
        if self._box:
            self._text += data
        elif not self._hidden:
            self.words += data

    def handle_endtag(self, tag):
        if tag in ("script", "template", "style"):
            self._hidden -= 1
        elif tag == "textarea" and not self._hidden:
            text = self._text.removeprefix("\n")
            self.forms[-1][self._box] = text
            if self._shown:
                self._see(self._box, text)
        if tag == "textarea":
            self._box = None
        elif tag == "select":
            self._choice = None

    def _see(self, name, text):
        self.seen.add(name)
        self.words += f" {text} "

    @property
    def form(self) -> dict | None:
        """The one in which a plan is written."""
        return next((form for form in self.forms if "form_id" in form), None)

    def button(self, ending: str) -> dict | None:
        """The form whose action ends like this."""
        pairs = zip(self.actions, self.forms, strict=True)
        return next((form for action, form in pairs if action.endswith(ending)), None)


class Truth:
    """head: {name: text}; rows: {number of the target: {name: text}}; gone: those taken out."""

    def __init__(self, plan):
        self.plan = plan
        self.version, self.saves, self.open = plan.version, 0, True
        self.head = {name: getattr(plan, name) for name in HEAD}
        self.rows = {
            row.pk: {name: getattr(row, name) for name in ROW} for row in plan.targets.all()
        }
        self.gone, self.shared = {}, None

    def texts(self) -> set[str]:
        """Everything that stands in the plan."""
        each = [*self.head.values(), *(text for row in self.rows.values() for text in row.values())]
        return set(MARK.findall(" ".join(each)))

    def remember(self):
        """As shared: what undoing the changes goes back to."""
        self.shared = (dict(self.head), {pk: dict(row) for pk, row in self.rows.items()})

    def undone(self):
        self.gone |= self.rows
        self.head, self.rows = dict(self.shared[0]), {k: dict(r) for k, r in self.shared[1].items()}
        for pk in self.rows:
            self.gone.pop(pk, None)
        self.version, self.open = self.version + 1, False

    def takes(self, form: dict, new: dict[str, int]):
        """A form was saved. new: text of a new target → its number."""
        self.head = {name: form[name] for name in HEAD}
        for row in rows_of(form):
            pk = int(row["id"]) if row["id"] else new.get(row["target"])
            if row["DELETE"]:
                if pk in self.rows:
                    self.gone[pk] = self.rows.pop(pk)
                continue
            self.gone.pop(pk, None)
            self.rows[pk] = {name: row[name] for name in ROW}
        self.version += 1
        self.saves += 1


def rows_of(form: dict) -> list[dict]:
    count = int(form["targets-TOTAL_FORMS"])
    names = ("id", "DELETE", *ROW)
    return [{name: form.get(f"targets-{n}-{name}", "") for name in names} for n in range(count)]


class Editor:
    """page: the form before them or None; drafted: what the site keeps of it; saw: every mark."""

    def __init__(self, person, plan):
        self.person, self.plan = person, plan
        self.client = sign_in(Client(), person)
        self.begin(plan)

    def begin(self, plan):
        self.plan, self.at = plan, reverse("iep:edit", args=[plan.pk])
        self.page = self.drafted = self.sent = self.looked = None
        self.boxes, self.saw = set(), set()

    def read(self, answer) -> Page:
        page = Page(answer.content.decode())
        self.saw |= set(MARK.findall(page.words))
        return page

    def open(self):
        """The form as it comes; the plan's own page where it cannot be changed now."""
        answer = self.client.get(self.at)
        if answer.status_code == 200:
            self._take(self.read(answer))
        return answer

    def _take(self, page: Page):
        self.page, self.boxes = page.form, page.seen
        return page

    def keep(self):
        """As static/js/drafts.js does while somebody types."""
        data = self.page | {"kept_as": "plan", "kept_key": f"plan-{self.plan.pk}"}
        answer = self.client.post(reverse("drafts:keep"), data)
        self.drafted = dict(self.page)
        return answer

    def save(self) -> tuple[int, Page | None]:
        """(status, the page that came instead of going on)."""
        answer = self.client.post(self.at, self.page)
        if answer.status_code == 302:
            self.saw |= set(MARK.findall(" ".join(map(str, self.page.values()))))
            self.sent, self.page, self.drafted = self.page, None, None
            return 302, None
        return answer.status_code, self._take(self.read(answer))

    def again(self):
        """The last form that was saved, once more: a double click, a page loaded again."""
        return self.client.post(self.at, self.sent)

    def afresh(self):
        at = reverse("drafts:discard", args=[self.page["form_id"]])
        self.page = self.drafted = None
        return self.client.post(at, {"next": self.at})

    def look(self, at=""):
        """The plan's own page or the one of a step, and which version its buttons are about."""
        self.looked = self.read(self.client.get(f"{self.plan.get_absolute_url()}{at}"))

    def press(self, step: str):
        """The button on the page they looked at, if it was there; None where it was not."""
        form = self.looked and self.looked.button(f"/{step}/")
        if not form:
            return None
        return self.client.post(reverse(f"iep:{step}", args=[self.plan.pk]), form)
