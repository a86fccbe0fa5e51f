"""The code on the slip: what it opens, to whom, how long, and what it never shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from letters import services
from letters.models import Letter, Reply, ReplyCode
from letters.purposes import purposes
from letters.replies import names
from letters.replies import services as replies
from letters.replies.words import offered, words
from pupils import contacts
from pupils.models import ChronologyEntry
from sendcase import moment
from tests.factories.pupils import ContactFactory

pytestmark = pytest.mark.django_db
RECEIVED = {"received": "on"}


@pytest.fixture
def asks_consent(monkeypatch):
    purpose = purposes["placed-on-register"]
    monkeypatch.setitem(purposes, purpose.key, replace(purpose, consent="agency"))


def test_every_language_has_all_words_and_the_same_places_in_them():
    english = words("en")
    for language in offered():
        said = words(language.code)
        assert said.keys() == english.keys(), language.code
        for key, text in said.items():
            for place in ("{school}", "{date}", "{reach}", "{until}", "{link}", "{code}"):
                assert text.count(place) == english[key].count(place), (language.code, key)


def test_only_a_keyed_hash_is_kept_and_an_older_secret_still_counts(letter, code, settings):
    row = ReplyCode.objects.get(letter=letter)
    plain = code.replace(" ", "")
    assert row.code_hash not in (code, plain)
    assert len(row.code_hash) == 64
    assert row.expires_on == letter.issued_on + timedelta(days=60)
    assert replies.find(f" {plain[:3].lower()}-{plain[3:]}") == row

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one, made yesterday"
    assert replies.find(code) == row


def test_the_form_says_school_and_date_and_nothing_of_the_child(letter, at, nobody):
    page = nobody.get(at)

    text = page.content.decode()
    assert letter.school.name in text
    assert letter.issued_on.strftime("%d/%m/%Y") in text
    assert words("en")["not_consent"] in text
    for secret in ("Amina", letter.pupil.last_name, "SEN", "Brightwater", "register", "writing",
                   *letter.facts.values()):  # fmt: skip
        assert secret not in text
    assert "<script" not in text
    assert page.headers["Cache-Control"] == "no-store, private"  # it carries a cookie


def test_looking_writes_nothing(at, nobody):
    nobody.get(at)
    with CaptureQueriesContext(connection) as asked:
        nobody.get(at)
    wrote = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    # is_full() of the throttle takes and gives back its lock in the cache
    assert all("cache" in sql for sql in wrote), wrote


def test_a_family_answers_and_the_school_has_it(letter, at, nobody):
    said = {"wants_to_talk": "on", "times": "Fridays", "words": "شكرا\u200f", **RECEIVED}
    page = nobody.post(f"{at}?lang=ar", said)

    assert words("ar")["thanks"] in page.content.decode()
    reply = Reply.objects.get(letter=letter)
    assert (reply.route, reply.recorded_by, reply.language) == ("code", None, "ar")
    assert (reply.wants_to_talk, reply.times, reply.words) == (True, "Fridays", "شكرا")
    assert reply.consent == ""
    assert Letter.objects.get().state == "answered"
    assert Event.objects.get(verb="letter.answered").actor_id is None


def test_sent_twice_is_told_it_had_been_received_and_the_first_answer_stands(at, nobody):
    nobody.post(at, RECEIVED | {"words": "first"})
    again = nobody.post(at, RECEIVED | {"words": "second"})

    assert words("en")["thanks"] in again.content.decode()
    assert Reply.objects.get().words == "first"


def test_without_the_tick_nothing_is_recorded_and_the_words_stay(at, nobody):
    page = nobody.post(at, {"words": "Kept as typed"})

    text = page.content.decode()
    assert words("en")["received_needed"] in text
    assert "Kept as typed" in text
    assert not Reply.objects.exists()


def test_a_yes_needs_a_name_of_the_letter(asks_consent, letter, at, nobody):
    without = nobody.post(at, RECEIVED | {"consent": "yes"})
    assert words("en")["name_needed"] in without.content.decode()

    nobody.post(at, RECEIVED | {"consent": "yes", "name_given": "mrs brightwater obi, LEILA"})
    reply = Reply.objects.get()
    assert (reply.consent, reply.name_given) == ("yes", "mrs brightwater obi, LEILA")


def test_left_open_it_is_no_consent_and_needs_no_name(asks_consent, at, nobody):
    nobody.post(at, RECEIVED)
    assert Reply.objects.get().consent == ""


def test_a_consent_nobody_asked_for_is_not_taken(at, nobody):
    nobody.post(at, RECEIVED | {"consent": "yes", "name_given": "Leila Brightwater-Obi"})
    assert Reply.objects.get().consent == ""


def test_five_wrong_names_close_the_code_and_the_school_hears(asks_consent, letter, at, nobody):
    wrong = RECEIVED | {"consent": "yes", "name_given": "John Smith"}
    pages = [nobody.post(at, wrong).content.decode() for _ in range(5)]

    assert words("en")["name_wrong"] in pages[0]
    row = ReplyCode.objects.get(letter=letter)
    assert row.tries == 5
    assert row.closed_reason == replies.GUESSED
    assert Event.objects.filter(verb="reply_code.closed", pupil_id=letter.pupil_id).count() == 1
    assert ChronologyEntry.objects.filter(summary__contains="five wrong names").count() == 1
    right = nobody.post(at, wrong | {"name_given": "Leila Brightwater-Obi"})
    assert words("en")["closed"] in right.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("typed", ["Brightwater", "Leila", "", "Ms", "Leila Brightwater O"])
def test_half_a_name_is_none(typed):
    assert not names.is_one_of(typed, ["Leïla Brightwater-Obi"])


def test_a_list_of_guesses_is_no_name():
    assert not names.is_one_of("Leila Brightwater Ann Bea Cora", ["Leila Brightwater"])


def test_unknown_malformed_and_other_codes_get_one_answer_and_are_throttled(letter, at, nobody):
    first = nobody.get("/r/BCDFGHJKMN/")
    rest = [nobody.get("/r/nothing/"), nobody.post("/r/", {"code": "x'; --"})]
    for page in rest:
        assert words("en")["code_wrong"] in page.content.decode()
    assert first.status_code == rest[0].status_code == 404
    nobody.get("/r/BCDFGHJKMP/")
    nobody.get("/r/BCDFGHJKMR/")

    sixth = nobody.get(at)  # even the right one: else guessing would go on
    assert sixth.status_code == 429
    assert words("en")["too_many"] in sixth.content.decode()
    assert nobody.post("/r/", {"code": "BCDFG"}).status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.1").get(at).status_code == 200


def test_typing_the_code_leads_to_the_form(code, at, nobody):
    page = nobody.post("/r/?lang=pl", {"code": code.lower()})
    assert page.headers["Location"] == f"{at}?lang=pl"


def test_it_ends_after_sixty_days(letter, at, nobody):
    then = datetime.combine(letter.issued_on, datetime.min.time(), UTC) + timedelta(hours=12)
    with moment.at(then + timedelta(days=60)):
        assert nobody.get(at).context["form"]
    with moment.at(then + timedelta(days=61)):
        page = nobody.post(at, RECEIVED)
    assert words("en")["expired"] in page.content.decode()
    assert not Reply.objects.exists()


def test_a_withdrawn_letter_takes_no_answer(family, letter, at, nobody):
    services.withdraw(letter=letter, reason="Wrong day", by=family.senco)
    page = nobody.post(at, RECEIVED)
    assert words("en")["closed"] in page.content.decode()
    assert not Reply.objects.exists()


def test_the_code_closes_at_once_for_somebody_flagged_and_not_for_another_home(family):
    ContactFactory(pupil=family.pupil, household=2, address="9 High Street", first_name="Omar")
    from tests.factories.letters import prepare

    for each in prepare(family.pupil, by=family.senco):
        services.issue(letter=services.approve(letter=each, by=family.senco), by=family.senco)
    row = contacts.Contact.objects.get(pk=family.mother.pk)
    contacts.update_contact(
        contact=row, version=row.version, by=family.senco, do_not_contact=True,
        do_not_contact_kind="court", do_not_contact_reason="An order",
    )  # fmt: skip

    closed = dict(ReplyCode.objects.values_list("letter__contact__first_name", "closed_reason"))
    assert closed == {"Leïla": replies.BARRED, "Omar": ""}


@pytest.mark.parametrize("moved_before", [True, False])
def test_it_closes_for_a_parent_whom_the_paper_names_and_who_lives_elsewhere_now(
    family, moved_before
):
    """The slip went home with both names; then he moved out, and an order came."""
    home = {"household": family.mother.household, "address": family.mother.address}
    father = ContactFactory(pupil=family.pupil, first_name="Karl", last_name="Obi", **home)
    letter = family.issued()
    moved = {"household": 2, "address": "9 High Street", "postcode": "WB9 9ZZ"}
    order = {"do_not_contact": True, "do_not_contact_kind": "court",
             "do_not_contact_reason": "An order"}  # fmt: skip
    for changes in [moved, order] if moved_before else [moved | order]:
        father = contacts.update_contact(
            contact=father, version=father.version, by=family.senco, **changes
        )

    assert replies.code_for(letter).closed_reason == replies.BARRED


def test_the_page_of_the_letter_says_that_the_family_answered(family, letter, at, nobody, client):
    from tests.factories.people import sign_in

    nobody.post(at, RECEIVED)
    page = sign_in(client, family.senco).get(letter.get_absolute_url())
    assert "by the family itself" in page.content.decode()


def test_the_browsers_language_on_the_first_page_the_letters_on_the_second(letter, at, nobody):
    first = nobody.get("/r/", headers={"accept-language": "de,ur;q=0.8,en;q=0.5"})
    assert '<html lang="ur" dir="rtl">' in first.content.decode()
    letter.template.language = "pl"
    letter.template.save()
    assert '<html lang="pl" dir="ltr">' in nobody.get(at).content.decode()
