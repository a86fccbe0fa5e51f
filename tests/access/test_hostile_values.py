"""What no form or link of ours sends: a field error, 400 or 404, never a failure on our side."""

from urllib.parse import quote

import pytest
from django.db import connection

from tests.access.asking import ask
from tests.access.rows import body_of, posting

pytestmark = pytest.mark.django_db
FORMS = [
    ("senco", "handover:start slug"), ("senco", "handover:change handed"),
    ("senco", "handover:open handed"), ("own_teacher", "handover:add writing"),
    ("own_teacher", "handover:hand-over writing"), ("own_teacher", "handover:write note_writing"),
    ("other_teacher", "handover:ask note_handed"), ("own_teacher", "handover:answer note_asked"),
    ("senco", "moves:new slug"), ("senco", "moves:start pupil"), ("senco", "moves:edit leaving"),
    ("own_teacher", "moves:note leaving"), ("senco", "moves:task move_task"),
    ("own_teacher", "notes:new shared"), ("own_teacher", "readers:confirm shared"),
    ("own_teacher", "pupils:new-score pupil"), ("own_teacher", "pupils:edit-score score"),
    ("own_teacher", "referrals:meeting meeting"),
    ("own_teacher", "referrals:meeting-check meeting"),
    ("own_teacher", "referrals:concern concern"), ("senco", "reviews:screen review"),
    ("senco", "reviews:check review"), ("senco", "reviews:told review_row"),
    ("office", "pupils:roll-confirm slug/upload"),
    ("senco", "bank:new-target slug"), ("senco", "bank:edit-strategy strategy"),
    ("senco", "bank:strategy strategy"), ("senco", "bank:decide-target bank_target"),
    ("own_teacher", "bank:choose draft"),
    ("senco", "public:section public_doc/now"), ("senco", "public:new_line public_doc"),
    ("senco", "public:line public_line"), ("head", "public:approve public_doc"),
    ("senco", "sampler:draw slug"),
    ("head", "sampler:open sample"), ("head", "sampler:item sample_item"),
    ("governor", "sampler:write open_sample"), ("senco", "sampler:answer visit_note"),
]  # fmt: skip
DIGITS = "9" * 5000  # int() refuses more than 4,300
# A server's columns know no NUL and no such number; the others fail before a row is read.
HOSTILE = ["a\x00b", DIGITS]
if connection.vendor == "sqlite":
    HOSTILE += [f"move-{DIGITS}", "0001-01-01", "9999-12-31", "1e999"]


@pytest.mark.parametrize(("who", "where"), FORMS, ids=[where for _, where in FORMS])
def test_no_words_in_a_form_break_it_or_the_page_after_it(cast, who, where):
    row = posting(where)
    address, good = row.address(cast.a), body_of(row, cast.a)
    for name in good.keys() - {"csrfmiddlewaretoken"}:
        for value in HOSTILE:

            def next_page(wrote):  # where nothing was written it is the page from before
                return cast.client(who).get(address).status_code if wrote else 200

            answer = ask(cast, who, "post", address, good | {name: value}, look=next_page)
            assert answer.status < 500 and answer.seen < 500, (name, value[:20])


PAGES = [
    "/oakfield/handover/?year={}", "/oakfield/handover/?after={}", "/oakfield/moves/?year={}",
    "/oakfield/moves/?who={}", "/oakfield/moves/?after={}", "/oakfield/progress/?after={}",
    "/register/reviews/{a.review.pk}/?show={}", "/register/reviews/{a.review.pk}/?after={}",
    "/oakfield/notes/new/?class={}", "/oakfield/notes/new/?after={}",
    "/plans/{a.shared.pk}/notes/?target={}", "/plans/{a.shared.pk}/notes/new/?target={}",
    "/plans/{a.shared.pk}/notes/new/?back={}", "/oakfield/plans/readers/?by={}",
    "/oakfield/register/reviews/?after={}", "/progress/classes/{a.klass.pk}/?after={}",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_question_breaks_a_page(cast, page):
    for value in HOSTILE:
        address = page.replace("={}", f"={quote(value)}").format(a=cast.a)
        assert ask(cast, "senco", "get", address).status < 500, value[:20]
