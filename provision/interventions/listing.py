"""The list of interventions: what can be asked of it, and its rows as words."""

from django import forms
from django.db.models import Count, Prefetch, Q

from accounts.models import User
from provision.interventions import saying
from provision.interventions.models import Wave, Work
from provision.models import Intervention, InterventionStaff, Place, Slot
from pupils.wording import words as words_of
from schools.models import ClassGroup
from sendcase import moment

NOW, COMING, PROPOSED, OVER = "now", "coming", "proposed", "over"
TABS = {NOW: "Running now", COMING: "Coming", PROPOSED: "Proposed", OVER: "Over"}
MOST_NAMED = 4
State = Intervention.State


def in_time(show: str, today) -> Q:
    """Those of one tab. What was turned down is over, too."""
    agreed = Q(state=State.AGREED)
    return {
        NOW: agreed & Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today)),
        COMING: agreed & Q(starts_on__gt=today),
        PROPOSED: Q(state=State.PROPOSED),
        OVER: agreed & Q(ends_on__lt=today) | Q(state__in=[State.ENDED, State.DECLINED]),
    }[show]


class Filters(forms.Form):
    """The question above the list. Unknown values are field errors, never a wider list."""

    show = forms.ChoiceField(choices=list(TABS.items()), required=False)
    q = forms.CharField(label="Name or room", max_length=100, required=False)
    area = forms.ChoiceField(label="Area of need", required=False)
    wave = forms.ChoiceField(required=False)
    work = forms.ChoiceField(label="Kind of help", required=False)
    adult = forms.ChoiceField(label="Given by", required=False)
    class_group = forms.ChoiceField(label="With pupils of", required=False)

    def __init__(self, data, *, user, school):
        super().__init__({"show": NOW, **data.dict()})
        self.user, self.school = user, school
        word = school.policy.wave_name
        areas = school.areas.filter(is_used=True).values_list("pk", "name")
        self.choose("area", "Every area", areas)
        self.fields["wave"].label = word
        self.choose("wave", f"Every {word.lower()}", [(n, f"{word} {n}") for n in Wave.values])
        self.choose("work", "Every kind", Work.choices)
        self.choose("adult", "Anybody", adults(user, school))
        classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
        self.choose("class_group", "Every class", classes.values_list("pk", "name"))

    def choose(self, name, everything, choices):
        found = [(str(value), words) for value, words in choices]
        self.fields[name].choices = [("", everything), *found]
        self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def which(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or NOW

    def narrow(self, rows):
        if not self.is_valid():
            return rows.none()
        said, today = self.cleaned_data, moment.today()
        rows = rows.filter(in_time(self.which, today))
        for name in ("area", "wave", "work"):
            if said[name]:
                rows = rows.filter(**{name: said[name]})
        if said["adult"]:
            given = InterventionStaff.objects.filter(user=said["adult"])
            rows = rows.filter(pk__in=given.values("intervention"))
        if said["class_group"]:
            mine = Place.objects.visible_to(self.user).filter(
                pupil__class_group=said["class_group"]
            )
            rows = rows.filter(pk__in=mine.values("intervention"))
        return searched(rows, said["q"])

    @property
    def sentence(self) -> str:
        """ "Cognition and learning, Tier 2, given by Mrs Hall"; "" where nothing is narrowed."""
        if not self.is_valid():
            return ""
        said = {name: dict(field.choices).get(self.cleaned_data[name])
                for name, field in self.fields.items()
                if name not in ("q", "show") and self.cleaned_data[name]}  # fmt: skip
        before = {"adult": "given by ", "class_group": "with pupils of "}
        parts = [f"{before.get(name, '')}{words}" for name, words in said.items()]
        parts += [f"with “{self.cleaned_data['q']}”"] if self.cleaned_data["q"] else []
        return ", ".join(parts)


def searched(rows, q: str):
    """Each word stands in the name or the room."""
    for word in words_of(q)[:8]:
        rows = rows.filter(Q(sort_key__contains=word) | Q(room__icontains=word))
    return rows


def adults(user, school) -> list[tuple[int, str]]:
    """Who gives one of those this person sees, by name."""
    seen = Intervention.objects.visible_to(user).filter(school=school)
    given = InterventionStaff.objects.filter(intervention__in=seen.values("pk"), user__isnull=False)
    people = User.objects.filter(pk__in=given.values("user")).order_by("name", "pk")
    return list(people.values_list("pk", "name"))


def for_list(rows):
    """With staff, timetable and area: three queries more for a page."""
    staff = InterventionStaff.objects.select_related("user").order_by("from_on", "pk")
    return rows.select_related("area").prefetch_related(
        Prefetch("staff", staff), Prefetch("slots", Slot.objects.real())
    )


def day_of(row, today):
    """The day on which a row is described: today, or its first or last."""
    if today < row.starts_on:
        return row.starts_on
    return min(today, row.ends_on or today)


def held(rows, day) -> list:
    return [each for each in rows if each.from_on <= day and (each.until_on or day) >= day]


class Pupils:
    """How many are in each of these, and who of them this person sees. Two queries."""

    def __init__(self, user, rows, today):
        numbers = [row.pk for row in rows]
        here = Q(until_on=None) | Q(until_on__gte=today)
        places = Place.objects.filter(intervention__in=numbers)
        over = [row.pk for row in rows if row.ends_on and row.ends_on < today]
        counted = places.filter(here | Q(intervention__in=over)).order_by()
        counted = counted.values_list("intervention").annotate(Count("pupil", distinct=True))
        self.count = dict(counted)
        self.named: dict[int, dict[int, str]] = {}
        seen = Place.objects.visible_to(user).filter(intervention__in=numbers)
        seen = seen.filter(here | Q(intervention__in=over)).select_related("pupil")
        for place in seen.order_by("pupil__sort_key", "pk"):
            self.named.setdefault(place.intervention_id, {})[place.pupil_id] = place.pupil.name

    def words(self, pk) -> str:
        names = list(self.named.get(pk, {}).values())[:MOST_NAMED]
        return saying.people(names, self.count.get(pk, 0) - len(names))


def in_words(rows, user, school) -> list[dict]:
    today = moment.today()
    pupils = Pupils(user, rows, today)
    return [row_of(row, pupils, school.policy, today) for row in rows]


def row_of(row, pupils, policy, today) -> dict:
    day = day_of(row, today)
    given_by = saying.given_by(held(row.staff.all(), day))
    return {
        "url": row.get_absolute_url(),
        "name": row.name,
        "state": state_words(row),
        "area": row.area.name if row.area else "",
        "wave": saying.wave(policy, row.wave),
        "work": row.get_work_display(),
        "given_by": given_by,
        "nobody": not given_by and row.state == State.AGREED and day == today,
        "when": saying.when(held(row.slots.all(), day)),
        "amount": saying.amount(row),
        "span": saying.span(row.starts_on, row.ends_on),
        "taken": pupils.count.get(row.pk, 0),
        "places": row.places,
        "is_full": pupils.count.get(row.pk, 0) >= row.places,
        "pupils": pupils.words(row.pk),
    }


def state_words(row) -> str:
    """ "Ended: Mrs Hall left." is for its own page; the list says the word."""
    return row.get_state_display()


EMPTY = {
    NOW: ("Nothing runs now", "Extra help that is given to a child or a group stands here: what, "
          "when, with whom, and how many places are taken."),
    COMING: ("Nothing is coming", "What is agreed and begins on a later day stands here."),
    PROPOSED: ("No proposals", "What teachers propose waits here until it is agreed."),
    OVER: ("Nothing is over", "What has ended stays here, with who was in it and why it ended."),
}  # fmt: skip


class AskedProgrammes(forms.Form):
    """What is asked of the library."""

    q = forms.CharField(label="Words", max_length=100, required=False)
    area = forms.ChoiceField(label="Area of need", required=False)
    work = forms.ChoiceField(
        label="Kind of help", required=False, choices=[("", "Every kind"), *Work.choices]
    )

    def __init__(self, data, *, school):
        super().__init__(data)
        areas = school.areas.filter(is_used=True).values_list("pk", "name")
        named = [(str(pk), name) for pk, name in areas]
        self.fields["area"].choices = [("", "Every area"), *named]
        for name in ("area", "work"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["q"].widget = forms.TextInput({"class": "form-control", "type": "search"})

    def narrow(self, rows):
        if not self.is_valid():
            return rows.none()
        said = self.cleaned_data
        for name in ("area", "work"):
            if said[name]:
                rows = rows.filter(**{name: said[name]})
        for word in words_of(said["q"])[:8]:
            rows = rows.filter(Q(sort_key__contains=word) | Q(about__icontains=word))
        return rows

    @property
    def sentence(self) -> str:
        if not self.is_valid():
            return ""
        said = self.cleaned_data
        parts = [dict(self.fields[name].choices)[said[name]] for name in ("area", "work")
                 if said[name]]  # fmt: skip
        return ", ".join([*parts, *([f"with “{said['q']}”"] if said["q"] else [])])


def searched_programmes(request, school) -> AskedProgrammes:
    return AskedProgrammes(request.GET, school=school)
