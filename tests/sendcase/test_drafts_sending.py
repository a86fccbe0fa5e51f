"""A POST of a form with a draft: done once, never by a stranger, and other words are never lost."""

import uuid

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, QueryDict

from sendcase.drafts import services
from sendcase.drafts.forms import KeptFormMixin
from sendcase.drafts.models import Draft, Submission
from sendcase.drafts.sending import OTHER_WORDS, REPEATED, send
from sendcase.edits import IllegalMove
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class Note(KeptFormMixin, forms.Form):
    words = forms.CharField()


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def post(rf, author):
    """post(words="a") → (the answer, the form, what was said)."""
    saved = []

    def sent(by=author, save=None, form_class=Note, **fields):
        request = rf.post("/x/")
        request.POST = QueryDict(mutable=True)
        request.POST.update(fields)
        request.user, request._messages = by, CookieStorage(request)
        form = form_class(request.POST, kept_by=by, kept_as="note", kept_key="7")
        save = save or (lambda: saved.append(form.cleaned_data["words"]))
        answer = send(request, form, save, cancel_url="/back/", done="Saved.")
        return answer, form, [str(message) for message in get_messages(request)]

    sent.saved = saved
    return sent


def test_it_is_done_once_and_leads_back(post):
    form_id = str(uuid.uuid4())
    first, _, said = post(form_id=form_id, words="a", csrfmiddlewaretoken="one")
    again, _, said_again = post(form_id=form_id, words="a", csrfmiddlewaretoken="two")

    assert (first.url, again.url) == ("/back/", "/back/")
    assert (said, said_again) == (["Saved."], [REPEATED])
    assert post.saved == ["a"]


def test_other_words_under_the_same_number_are_shown_again_and_sent_by_a_second_press(post):
    form_id = str(uuid.uuid4())
    post(form_id=form_id, words="a")

    answer, form, said = post(form_id=form_id, words="b")
    assert (answer, said, post.saved) == (None, [], ["a"])
    assert form.non_field_errors() == [OTHER_WORDS]
    assert form["words"].value() == "b"

    answer, _, said = post(form_id=form["form_id"].value(), words="b")
    assert (answer.url, said, post.saved) == ("/back/", ["Saved."], ["a", "b"])


def test_other_words_of_a_form_that_guards_a_version_are_for_the_version_to_decide(post):
    class Guarded(Note):
        guards_version = True

    form_id = str(uuid.uuid4())
    post(form_id=form_id, words="a", form_class=Guarded)
    post(form_id=form_id, words="b", form_class=Guarded)
    post(form_id=form_id, words="b", form_class=Guarded)

    assert post.saved == ["a", "b"]


@pytest.mark.parametrize("theirs", ["begun", "sent"])
def test_a_form_somebody_else_began_or_sent_is_not_found(post, theirs):
    other, form_id = UserFactory(), uuid.uuid4()
    if theirs == "begun":
        services.keep(form_id=form_id, by=other, kind="note", key="7", data={"words": ["theirs"]})
    else:
        Submission.objects.create(form_id=form_id, author=other)

    with pytest.raises(Http404):
        post(form_id=str(form_id), words="mine")

    assert post.saved == []
    assert Submission.objects.filter(author=other).count() == (theirs == "sent")
    assert Draft.objects.filter(author=other).count() == (theirs == "begun")


def test_what_is_not_allowed_is_said_in_the_form_and_can_be_sent_again(post):
    def refuse():
        raise IllegalMove("This is closed.")

    form_id = str(uuid.uuid4())
    answer, form, said = post(form_id=form_id, words="a", save=refuse)

    assert (answer, said) == (None, [])
    assert form.non_field_errors() == ["This is closed."]
    assert post(form_id=form_id, words="a")[0].url == "/back/"


def test_only_what_was_sent_is_forgotten(post, author):
    kept = [
        services.keep(form_id=uuid.uuid4(), by=author, kind="note", key="7", data={})
        for _ in range(2)
    ]
    rescued = Draft.objects.create(
        author=author, kind=services.TYPED, key=str(kept[0].form_id), data={}
    )

    post(form_id=str(kept[0].form_id), words="a")

    assert list(Draft.objects.all()) == [kept[1]]
    assert rescued.pk != kept[1].pk


def test_the_digest_does_not_tell_the_words(post):
    post(form_id=str(uuid.uuid4()), words="yes")

    [digest] = Submission.objects.values_list("digest", flat=True)
    assert len(digest) == 64
    assert digest == services.digest_of({"words": ["yes"]})
    assert digest != services.digest_of({"words": ["no"]})
