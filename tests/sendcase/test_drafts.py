"""What is typed is kept for its author alone, and a form has its effect once."""

import uuid
from datetime import timedelta

import pytest
from django import forms
from django.forms import formset_factory
from django.http import Http404, QueryDict
from django.template import Context
from django.test import RequestFactory
from django.urls import reverse

from sendcase import moment
from sendcase.drafts import services
from sendcase.drafts.forms import KeptFormMixin, kept_rows
from sendcase.drafts.models import Draft, Submission
from tests.factories.people import UserFactory, sign_in

pytestmark = pytest.mark.django_db


class Concern(KeptFormMixin, forms.Form):
    words = forms.CharField()
    ticked = forms.BooleanField(required=False)
    areas = forms.MultipleChoiceField(choices=[("ci", "Talk"), ("cl", "Learning")], required=False)
    photo = forms.FileField(required=False)


def concern(user, data=None, **kwargs):
    return Concern(data, kept_by=user, kept_as="concern", kept_key="pupil-7", **kwargs)


def keep(client, **fields):
    fields = {"form_id": str(uuid.uuid4()), "kept_as": "concern", "kept_key": "pupil-7"} | fields
    return client.post(reverse("drafts:keep"), fields)


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def signed_in(client, author):
    return sign_in(client, author)


def test_autosave_answers_with_the_london_time_and_the_form_opens_with_the_text(signed_in, author):
    form_id = uuid.uuid4()
    with moment.at(moment.datetime(2026, 7, 1, 13, 2, tzinfo=moment.ZoneInfo("UTC"))):
        answer = keep(signed_in, form_id=str(form_id), words="Loses her <place>", areas=["cl"])

    form = concern(author)
    assert answer.json() == {"words": "Saved 14:02"}
    assert form["words"].value() == "Loses her <place>"
    assert form["areas"].value() == ["cl"]
    assert form["ticked"].value() is False
    assert str(form.form_id) == str(form["form_id"].value()) == str(form_id)
    assert form.restored_at is not None


def test_a_draft_is_its_authors_alone(signed_in, author):
    other = UserFactory()
    theirs = services.keep(form_id=uuid.uuid4(), by=other, kind="concern", key="pupil-7", data={})

    assert keep(signed_in, form_id=str(theirs.form_id), words="mine now").status_code == 404
    assert signed_in.post(f"/drafts/{theirs.form_id}/discard/").status_code == 404
    assert signed_in.get(f"/drafts/typed/{theirs.form_id}/").status_code == 404
    assert concern(author).restored_at is None
    theirs.refresh_from_db()
    assert theirs.data == {}


def test_keeping_needs_a_person(client):
    answer = keep(client, words="hello")
    assert answer.status_code == 401
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"form_id": "7"}, 400),
        ({"kept_as": "x" * 41}, 400),
        ({"kept_key": "x" * 81}, 400),
        ({"words": "x" * 300_001}, 413),
    ],
)
def test_what_cannot_be_kept_is_said(signed_in, fields, status):
    assert keep(signed_in, **fields).status_code == status
    assert not Draft.objects.exists()


def test_secrets_are_never_kept(signed_in):
    keep(signed_in, words="a", password="p", old_password="q", csrfmiddlewaretoken="t", code="1")
    assert Draft.objects.get().data == {"words": ["a"]}


def test_the_button_saves_without_scripts_and_comes_back(author, rf: RequestFactory):
    post = QueryDict(f"form_id={uuid.uuid4()}&words=half+a+thou&save_draft=1")
    request = rf.post("/x/?a=1", post.dict())
    request._messages = type("M", (), {"add": lambda *args: None})()

    answer = concern(author, request.POST).save_draft_if_asked(request)

    assert answer.url == "/x/?a=1"
    assert concern(author)["words"].value() == "half a thou"
    plain = rf.post("/x/", {"words": "a"})
    assert concern(author, plain.POST).save_draft_if_asked(plain) is None


def test_the_same_form_twice_has_one_effect(author):
    done = []
    form = concern(author, {"form_id": str(uuid.uuid4()), "words": "a"})
    services.keep(form_id=form.form_id, by=author, kind="concern", key="", data={})

    def do():
        done.append(1)
        return f"/referrals/{len(done)}/"

    first = services.submit_once(form, by=author, do=do)
    again = services.submit_once(form, by=author, do=do)

    assert (first.url, first.repeated) == ("/referrals/1/", False)
    assert (again.url, again.repeated) == ("/referrals/1/", True)
    assert done == [1]
    assert not Draft.objects.exists()


def test_what_fails_can_be_sent_again(author):
    form = concern(author, {"form_id": str(uuid.uuid4())})
    with pytest.raises(ZeroDivisionError):
        services.submit_once(form, by=author, do=lambda: 1 / 0)
    assert not services.submit_once(form, by=author, do=lambda: "/ok/").repeated


def test_somebody_elses_form_is_not_found(author):
    form = concern(author, {"form_id": str(uuid.uuid4())})
    services.submit_once(form, by=UserFactory(), do=lambda: "/secret/")
    with pytest.raises(Http404):
        services.submit_once(form, by=author, do=lambda: "/mine/")


def test_a_late_autosave_brings_no_sent_form_back(signed_in, author):
    form = concern(author, {"form_id": str(uuid.uuid4())})
    services.submit_once(form, by=author, do=lambda: "/ok/")
    assert keep(signed_in, form_id=str(form.form_id), words="late").json()["sent"] is True
    # As if the autosave had won a race against the submission:
    Draft.objects.create(form_id=form.form_id, author=author, kind="concern", key="pupil-7",
                         data={"words": ["late"]})  # fmt: skip
    assert concern(author).restored_at is None


def test_discard_goes_back_to_our_own_pages_only(signed_in, author):
    for asked, got in [
        ("/a/?b=1", "/a/?b=1"),
        ("//evil.example/", "/"),
        ("https://e.example", "/"),
    ]:
        draft = services.keep(form_id=uuid.uuid4(), by=author, kind="c", key="", data={})
        answer = signed_in.post(f"/drafts/{draft.form_id}/discard/", {"next": asked})
        assert answer.url == got
    assert not Draft.objects.exists()


def test_tidy_keeps_thirty_days(author):
    def draft(days):
        return Draft.objects.create(
            author=author, kind="c", data={}, saved_at=moment.now() - timedelta(days=days)
        )

    young, old = draft(29), draft(31)
    sent = draft(1)
    Submission.objects.create(form_id=sent.form_id, author=author)
    assert services.tidy() == 2
    assert list(Draft.objects.all()) == [young]
    assert old.pk != young.pk


def test_a_layout_still_carries_the_hidden_fields(author):
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Layout

    from sendcase.forms_rendering import fields_html

    form = concern(author)
    form.helper = FormHelper()
    form.helper.layout = Layout("words")
    html = fields_html(form, Context())
    assert 'name="form_id"' in html
    assert 'data-kept-as="concern"' in html
    assert 'name="version"' in html


def test_rows_of_a_formset_come_back(author):
    class Target(forms.Form):
        target = forms.CharField()

    rows = formset_factory(Target, can_delete=True)
    data = {
        "t-TOTAL_FORMS": ["2"], "t-INITIAL_FORMS": ["0"],
        "t-0-target": ["Reads"], "t-1-target": ["gone"], "t-1-DELETE": ["on"],
    }  # fmt: skip
    services.keep(form_id=uuid.uuid4(), by=author, kind="concern", key="pupil-7", data=data)
    assert kept_rows(rows, concern(author).kept, "t") == [{"target": "Reads"}]


@pytest.mark.parametrize(("field", "status"), [("words", 200), ("kept_as", 400)])
def test_a_nul_breaks_no_autosave(signed_in, field, status):
    """PostgreSQL keeps none, in text or in JSON."""
    assert keep(signed_in, **{"words": "Calm", field: "a\x00b"}).status_code == status
    assert "\x00" not in "".join(str(row.data["words"]) for row in Draft.objects.all())
