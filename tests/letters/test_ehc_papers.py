"""A letter with a paper of an EHC plan behind it is read, posted and answered by who may read that
paper. The office posts all others, and learns nothing of this one.
"""

import pytest
from django.test import Client

from letters import services
from letters.chasers.models import Chase
from letters.models import Letter, LetterVersion, Reply, ReplyCode
from pupils import documents
from sendcase import moment
from tests.factories.letters import FACTS, Family, plan_document, prepare
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
WORD = b"%PDF-1.7 quincunx"


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: WORD)


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def ehc_paper(family):
    return documents.store(
        pupil=family.pupil, title="Report", data=WORD, media_type="application/pdf",
        needs="ehc_view", by=family.senco,
    )  # fmt: skip


def opened(user, letter) -> set[int]:
    client = Client()
    sign_in(client, user)
    address = letter.get_absolute_url()
    got = {client.get(address).status_code, client.get(f"{address}pdf/").status_code}
    if version := LetterVersion.objects.filter(letter=letter).first():
        got.add(client.get(f"/documents/{version.document_id}/").status_code)
    return got


@pytest.mark.parametrize("state", ["approved", "issued"])
def test_the_office_opens_neither_the_letter_nor_its_file(family, state):
    letter = getattr(family, state)(attachments=[ehc_paper(family)])

    assert opened(family.office, letter) == {404}
    assert opened(family.senco, letter) == opened(family.head, letter) == {200}


def test_the_office_opens_a_letter_with_an_iep_behind_it(family):
    letter = family.issued(attachments=[plan_document(family.pupil, family.senco, WORD)])
    assert opened(family.office, letter) == {200}


def test_the_office_finds_it_in_no_list(family):
    letter = family.issued(attachments=[ehc_paper(family)])
    client = Client()
    sign_in(client, family.office)

    listed = client.get(f"/{family.school.slug}/letters/?state=all").content.decode()

    assert letter.get_absolute_url() not in listed
    for rows in (Letter, ReplyCode):
        assert not rows.objects.visible_to(family.office).exists()
        assert rows.objects.visible_to(family.senco).exists()


def test_what_the_family_answered_is_not_the_offices_either(family):
    letter = family.issued(attachments=[ehc_paper(family)])
    services.record_reply(
        letter=letter, route="slip", received_on=moment.today(), words="quincunx", by=family.senco
    )
    Chase.objects.create(
        school=family.school,
        letter=letter,
        number=1,
        how="phone",
        on=moment.today(),
        by=family.senco,
    )
    for rows in (Reply, Chase):
        assert not rows.objects.visible_to(family.office).exists()
        assert rows.objects.visible_to(family.head).count() == 1


def test_withdrawn_it_opens_to_nobody_new(family):
    letter = family.issued(attachments=[ehc_paper(family)])
    services.withdraw(letter=letter, reason="Wrong day.", by=family.senco)
    assert LetterVersion.objects.get(letter=letter).document.needs == "ehc_view"


def test_no_batch_takes_such_a_paper_whose_print_is_the_offices(family):
    with pytest.raises(ValueError, match="single letters"):
        services.prepare(
            purpose="placed-on-register", pupil=family.pupil, facts=FACTS, about=family.pupil,
            attachments=[ehc_paper(family)], batch=object(), by=family.senco,
        )  # fmt: skip


def test_one_sent_before_this_rule_is_closed_by_the_upgrade(family):
    from importlib import import_module

    from django.apps import apps

    letter = family.issued(attachments=[ehc_paper(family)])
    kept = LetterVersion.objects.get(letter=letter).document
    documents.Document.objects.filter(pk=kept.pk).update(needs="letter_print")

    import_module("letters.migrations.0011_letters_with_ehc_papers").forwards(apps, None)

    kept.refresh_from_db()
    assert kept.needs == "ehc_view"


def test_prepared_the_letter_is_for_who_checks_it_as_every_other(family):
    [letter] = prepare(family.pupil, by=family.senco, attachments=[ehc_paper(family)])
    assert opened(family.office, letter) == {404}


def test_the_senco_is_told_to_post_it(family):
    client = Client()
    sign_in(client, family.senco)

    def page(*papers):
        letter = family.prepared(attachments=papers)
        return client.get(letter.get_absolute_url()).content.decode()

    assert "post it yourself" in page(ehc_paper(family)).replace("\n", " ")
    assert "post it yourself" not in page(plan_document(family.pupil, family.senco, WORD))
