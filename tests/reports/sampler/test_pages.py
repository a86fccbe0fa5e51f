"""What a governor can open of a sample: nothing planted, no way to a case, and who looked."""

import io
import json
import random
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from audit.models import Event
from iep.models import PlanVersion
from pupils.models import Pupil
from reports.sampler import notes, services
from reports.sampler.models import Sample
from schools.models import ClassGroup, Membership
from sendcase import moment
from sendcase.text import folded
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.samples import (
    noted,
    opened,
    prepared,
    quickly_on_plans,
    release_all,
    version_of,
)

pytestmark = pytest.mark.django_db
FIRST = ("Zoë", "Amélie", "Siobhán", "Tariq", "Björn", "Ngozi", "Xanthe", "Oisín")
LAST = ("Oyelaran-Reid", "O’Hanlon", "Szymańska", "Van Haalen", "Quigley", "Adeyemi", "Ługowska",
        "Fitzwilliam")  # fmt: skip
KIN = ("Ottoline", "Bartholomew", "Philippa", "Desmonda", "Cornelius", "Leopolda", "Ignatius",
       "Henrika")  # fmt: skip
FORMS = ("{} reads", "with {0}’s book", "ask {0}.", "({0})", "{0}, {0}", "“{0}”", "for\n{0}",
         "{0}’ll help", "{0}-led", "{0}\u00ad")  # fmt: skip
TEXTS = ("strengths", "concerns", "pupil_views", "parent_views", "home_support")
ROWS = ("target", "criteria", "resources", "strategies", "delivered_by", "plain_words")


def odd(rng, word) -> str:
    plain = "".join(folded(each) if each.isalpha() else each for each in word)
    shapes = [word, word.upper(), plain.title(), word.replace("’", "'"), word.split("-")[0]]
    return rng.choice(FORMS).format(rng.choice(shapes))


def planted(school, senco, seed) -> None:
    """Eight children on plans with somebody's secrets in each field."""
    rng = random.Random(seed)
    group = ClassGroup.objects.create(school=school, name="7 Peregrine", year="M")
    children = [
        PupilFactory(school=school, legal_first_name=first, legal_last_name=last, class_group=group,
                     upn=f"B80120000{place}001", preferred_first_name=f"{first[:3]}kins",
                     first_language="Tigrinya")
        for place, (first, last) in enumerate(zip(FIRST, LAST, strict=True))
    ]  # fmt: skip
    for child, kin in zip(children, KIN, strict=True):
        ContactFactory(pupil=child, first_name=kin, address="4 Larkspur Rise\nKettleborough",
                       postcode="KB7 3XQ")  # fmt: skip
    for child in children:
        words = lambda child=child: " ".join(secrets(rng, child, children))  # noqa: E731
        plan = PlanFactory(
            pupil=child, agreed=True, state="shared", shared_by=senco, shared_at=moment.now(),
            lead=senco, targets=0, **{name: words() for name in TEXTS},
        )  # fmt: skip
        for place in (1, 2):
            rows = {name: words()[:110] if name == "delivered_by" else words() for name in ROWS}
            plan.targets.create(school=school, position=place, **rows)
        version_of(plan, senco)


def secrets(rng, child, children):
    other = rng.choice(children)
    parts = [
        odd(rng, child.legal_first_name), odd(rng, child.legal_last_name),
        odd(rng, child.preferred_first_name), odd(rng, other.legal_first_name),
        odd(rng, child.contacts.get().first_name), "born 14/3/2018", child.upn.lower(),
        "of 7 Peregrine", "at Larkspur Rise, Kettleborough", "KB73XQ", "speaks Tigrinya",
        "with Mrs Thistlewood",
    ]  # fmt: skip
    rng.shuffle(parts)
    return parts


def told_nothing(text) -> None:
    low = folded(text)
    words = [*FIRST, *KIN, *(half for last in LAST for half in re.split(r"[- ]", last)),
             "Larkspur", "Kettleborough", "KB7", "Peregrine", "Tigrinya", "Thistlewood", "14/3",
             "B80120000", "2018", *(f"{first[:3]}kins" for first in FIRST)]  # fmt: skip
    here = [low[max(low.find(folded(word)) - 40, 0) :][:90] for word in words
            if len(word) > 3 and folded(word) in low]  # fmt: skip
    assert here == []


def pdf_text(data) -> str:
    reader = PdfReader(io.BytesIO(data))
    return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_planted_is_in_anything_a_governor_opens(school, seed):
    senco, head, governor = (member(school, role) for role in ("senco", "head", "governor"))
    planted(school, senco, seed)
    sample = opened(school, senco, head, size=8, seed=seed)
    note = noted(sample, governor)
    notes.answer(note=note, answers={note.questions.get().pk: "By reviews."}, by=senco)
    client = sign_in(Client(), governor)
    for path in ("read/", "read/pdf/"):
        answer = client.get(f"/samples/{sample.pk}/{path}")
        assert answer.status_code == 200
        told_nothing(pdf_text(answer.content) if "pdf" in path else answer.content.decode())
    at = f"/{school.slug}"
    for path in (f"{at}/samples/", f"/visit-notes/{note.pk}/", f"{at}/reports/"):
        told_nothing(client.get(path).content.decode())
    told_nothing(pdf_text(client.get(f"/visit-notes/{note.pk}/pdf/").content))


def test_the_plans_do_say_it_so_the_test_above_proves_something(school):
    planted(school, member(school, "senco"), 1)
    with pytest.raises(AssertionError):
        told_nothing(PlanVersion.objects.first().content)


@pytest.fixture
def people(school):
    return {role: member(school, role) for role in ("senco", "head", "governor")}


@pytest.fixture
def sample(school, people):
    quickly_on_plans(school, people["senco"])
    return opened(school, people["senco"], people["head"])


def test_no_link_of_a_governors_pages_leads_to_a_case(school, people, sample):
    client = sign_in(Client(), people["governor"])
    note = noted(sample, people["governor"])
    for path in (f"/samples/{sample.pk}/read/", f"/visit-notes/{note.pk}/"):
        links = re.findall(r'href="([^"]+)"', client.get(path).content.decode())
        assert not [link for link in links if re.search(r"/(plans|pupils|sample-items)/", link)]
    assert client.get(f"/sample-items/{sample.items.first().pk}/").status_code == 404


def test_a_held_back_line_is_nowhere(school, people):
    quickly_on_plans(school, people["senco"])
    sample = prepared(school, people["senco"])
    release_all(sample, people["head"], keys=("strengths",))
    services.open_to_governors(sample=sample, until=moment.today(), by=people["head"])
    page = sign_in(Client(), people["governor"]).get(f"/samples/{sample.pk}/read/").content.decode()
    assert "Kind to others" in page
    assert "hear the sounds" not in page


def test_each_opening_is_kept_and_shown_to_the_school(school, people, sample):
    client = sign_in(Client(), people["governor"])
    client.get(f"/samples/{sample.pk}/read/")
    client.get(f"/samples/{sample.pk}/read/pdf/")
    mine = Event.objects.filter(actor_id=people["governor"].pk, object_type="reports.sample")
    assert [event.verb for event in mine.order_by("pk")] == ["sample.read", "sample.printed"]
    page = sign_in(Client(), people["senco"]).get(f"/samples/{sample.pk}/").content.decode()
    assert "Printed it" in page.split("Who looked")[1]
    assert people["governor"].name in page.split("Who looked")[1]


def test_the_page_for_the_head_shows_both_sides_and_what_to_look_at(school, people):
    quickly_on_plans(school, people["senco"])
    child = Pupil.objects.filter(school=school).first()
    sample = prepared(school, people["senco"], size=8)
    item = sample.items.get(pupil=child)
    item.cleaned[0]["text"] = "Likes Legoland with [name]."
    item.save()
    page = sign_in(Client(), people["head"]).get(f"/sample-items/{item.pk}/").content.decode()
    assert "Kind to others" in page
    assert "Legoland" in page.split("Look twice at 1 of")[1]
    assert "<mark>Legoland</mark>" not in page  # it does not stand in the plan itself
    out = re.search(r'name="(out_0_0)"', page)[1]
    sent = {
        "version": item.version,
        "release_0": "on",
        "text_0": item.cleaned[0]["text"],
        out: "on",
    }
    answer = sign_in(Client(), people["head"]).post(f"/sample-items/{item.pk}/", sent)
    assert json.loads(item.releases.get().content)["lines"][0]["text"] == "Likes … with [name]."
    assert answer.url != f"/samples/{sample.pk}/"  # the next plan that waits
    page = sign_in(Client(), people["senco"]).get(f"/sample-items/{item.pk}/").content.decode()
    assert "<textarea" not in page


def test_after_the_last_plan_the_head_is_back_at_the_sample(school, people):
    quickly_on_plans(school, people["senco"])
    sample = prepared(school, people["senco"])
    client, seen = sign_in(Client(), people["head"]), []
    at = sample.items.get(position=2).get_absolute_url()
    while at != f"/samples/{sample.pk}/":
        seen.append(at)
        assert len(seen) <= sample.size
        at = client.post(at, {"version": 1}).url
    order = {row.get_absolute_url(): row.position for row in sample.items.all()}
    assert [order[each] for each in seen] == [2, 3, 1]


def test_a_head_who_is_senco_too_reads_why_it_waits(school, people):
    Membership.objects.create(user=people["head"], school=school, role="senco",
                              from_on=moment.today())  # fmt: skip
    quickly_on_plans(school, people["senco"])
    sample = prepared(school, people["head"])
    page = sign_in(Client(), people["head"]).get(f"/samples/{sample.pk}/").content.decode()
    assert "This waits for a second person" in page


def test_a_school_with_few_plans_is_told_why(school, people):
    client = sign_in(Client(), people["senco"])
    page = client.post(f"/{school.slug}/samples/new/", {"size": 3}).content.decode()
    assert "at least 8 children" in page


@pytest.mark.parametrize("rows", [10, 200])
@pytest.mark.parametrize(("role", "most"), [("senco", 10), ("governor", 10)])
def test_the_list_asks_as_much_for_ten_as_for_two_hundred(
    school, people, sample, rows, role, most, django_assert_max_num_queries
):
    for _ in range(rows):
        noted(sample, people["governor"])
    fields = {"drawn_by": people["senco"], "released_by": people["head"], "state": "released",
              "readable_until": moment.today(), "size": 3, "of_children": 8}  # fmt: skip
    Sample.objects.bulk_create(Sample(school=school, seed=n, **fields) for n in range(rows))
    client = sign_in(Client(), people[role])
    client.get(f"/{school.slug}/samples/")
    with django_assert_max_num_queries(most):
        client.get(f"/{school.slug}/samples/")
    with django_assert_max_num_queries(most + 4):
        client.get(f"/samples/{sample.pk}/read/")
