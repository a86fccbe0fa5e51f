"""A wording for each purpose, reader and language: who gets which, and what is said on save."""

import pytest
from django.urls import reverse

from audit.models import Event
from letters import wording
from letters.models import Letter, LetterTemplate
from sendcase.edits import Stale
from tests.factories.letters import Family
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
POLISH = {"subject": "Wsparcie dla {pupil_first_name}", "body": "Piszemy o {pupil_name}.",
          "slip": "Mam list o {pupil_name}."}  # fmt: skip
ABOUT = {"purpose": "placed-on-register", "for_young_person": False}


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def address(family, language, audience="families", purpose="placed-on-register"):
    parts = [family.school.slug, purpose, audience, language]
    return reverse("letters:translation", args=parts)


def in_polish(family, **words):
    return wording.save(
        school=family.school, by=family.senco, language="pl", **ABOUT, **(POLISH | words)
    )


def test_a_family_reads_its_own_language_where_it_is_written_and_english_where_not(family):
    made = in_polish(family)

    for language, expected in (("polski", "pl"), ("Urdu", "en"), ("English", "en"), ("", "en")):
        family.mother.language = language
        row = wording.for_contact(family.school, "placed-on-register", family.mother)
        assert row.language == expected
    assert wording.for_contact(family.school, "placed-on-register", None).for_young_person
    assert made.edited_by == family.senco
    assert Event.objects.filter(verb="letter_template.saved", object_id=made.pk).count() == 1


def test_letters_that_wait_for_such_a_reader_take_the_first_translation(family):
    family.mother.language = "Polish"
    family.mother.save()
    theirs = family.prepared()
    other = Family(school=family.school).prepared()

    made = in_polish(family)

    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.template, theirs.version) == (made, 2)
    assert (other.template.language, other.version) == ("en", 1)


def test_a_translation_has_versions_of_its_own(family):
    first = in_polish(family)
    second = in_polish(family, body="Nowe słowa.", version=1)

    assert list(wording.history(second)) == [first]
    assert second.version == 2
    with pytest.raises(Stale):
        in_polish(family, body="Inne słowa.", version=1)
    assert LetterTemplate.objects.filter(language="en").count() == 0


def test_the_page_begins_with_the_english_words_and_does_not_take_them_as_the_translation(
    client, family
):
    sign_in(client, family.senco)
    url = address(family, "ur")
    page = client.get(url)
    form = page.context["form"]
    english = wording.default("placed-on-register", for_young_person=False)
    assert form["body"].initial == english["body"]
    assert 'dir="rtl"' in str(form["body"]) and 'lang="ur"' in str(form["body"])
    assert "The English words" in page.content.decode()

    same = client.post(url, {"form_id": str(form.form_id), **english})
    assert "still the English words" in same.content.decode()
    assert LetterTemplate.objects.count() == 0

    done = client.post(
        url, {"form_id": str(form.form_id), **POLISH, "checked_by": "Mrs A. Khan"}, follow=True
    )
    made = LetterTemplate.objects.get()
    assert (made.language, made.checked_by) == ("ur", "Mrs A. Khan")
    words = done.content.decode()
    assert "The letter does not use {plan_name}" in words
    assert "Nothing in the letter names SENDIASS or the Local Offer." in words
    listed = client.get(reverse("letters:wordings", args=[family.school.slug])).content.decode()
    assert f'href="{url}"' in listed


@pytest.mark.parametrize(
    ("language", "audience", "purpose"),
    [("xx", "families", "placed-on-register"), ("pl", "young-people", "placed-on-register"),
     ("pl", "families", "advice-request"), ("en", "young-people", "advice-request")],
)  # fmt: skip
def test_what_nobody_would_read_has_no_page(client, family, language, audience, purpose):
    sign_in(client, family.senco)
    assert client.get(address(family, language, audience, purpose)).status_code == 404


def test_the_preview_says_how_hard_it_is_to_read(client, family):
    sign_in(client, family.senco)
    hard = ("Notwithstanding considerable organisational difficulties, multidisciplinary "
            "professionals systematically coordinate individualised interventions.")  # fmt: skip

    page = client.post(
        address(family, "en"), {"preview": "1", "subject": "Help", "body": hard, "slip": ""}
    )

    assert page.context["preview"]["reading"]["is_hard"]
    assert "multidisciplinary" in page.context["preview"]["reading"]["words"]
    assert "Aim for 6 or below" in page.content.decode()
    assert Letter.objects.count() == LetterTemplate.objects.count() == 0


def test_two_versions_are_compared_and_the_old_one_used_again_as_a_new_one(client, family):
    first = in_polish(family)
    second = in_polish(family, body="Piszemy dziś o {pupil_name}.", version=1)
    sign_in(client, family.senco)
    url = f"{address(family, 'pl')}versions/"

    page = client.get(url).content.decode()
    assert "[added:]" in page and "dziś" in page
    assert client.get(url, {"a": "999999"}).status_code == 404
    restore = reverse("letters:wording_restore", args=[first.pk])
    client.post(restore, {"version": 1})  # of a page from before the second save
    assert wording.in_force(family.school, "placed-on-register", language="pl") == second
    client.post(restore, {"version": second.version})

    now = wording.in_force(family.school, "placed-on-register", language="pl")
    assert (now.body, now.version, now.edited_by) == (POLISH["body"], 3, family.senco)
    assert now.pk not in {first.pk, second.pk}
