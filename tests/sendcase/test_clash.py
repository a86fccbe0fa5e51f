"""Two people at one form: both texts are shown, and the next save says what stands."""

import re
import uuid

import pytest
from django import forms

from accounts.models import User
from sendcase import edits
from sendcase.drafts.comparing import Row
from sendcase.drafts.forms import KeptFormMixin
from sendcase.drafts.views import clash
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class NameForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email"]


def form_for(person, data=None):
    return NameForm(data, instance=person, kept_by=person, kept_as="person", kept_key="1")


def test_the_version_the_form_was_opened_with_travels_with_it():
    person = UserFactory()
    assert form_for(person)["version"].value() == person.version


def test_a_clash_shows_both_and_carries_all(rf):
    person = UserFactory(name="Before")
    current = User.objects.get(pk=person.pk)
    edits.save(current, name="Theirs <b>")
    form_id = str(uuid.uuid4())
    data = {"form_id": form_id, "version": "1", "name": "Mine", "email": person.email,
            "rows-0-target": "My target", "other": "kept"}  # fmt: skip
    request = rf.post("/x/", data)
    request.user = person
    form = form_for(person, request.POST)
    assert form.is_valid()

    extra = [Row("Target 1", "Their target", "rows-0-target")]
    answer = clash(request, form=form, current=current, cancel_url="/back/", extra=extra)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs &lt;b&gt;" in page
    assert 'value="Mine"' in page
    assert "form-control" in re.search(r'<input[^>]*name="name"[^>]*>', page)[0]
    assert "Their target" in page
    assert re.search(r'<input type="hidden" name="version" value="2"', page)
    assert form_id in page
    assert re.search(r'<textarea name="other" hidden>\s*kept<', page)
    assert len(re.findall(r'name="email"', page)) == 1, "what is the same goes along unseen"
    assert "hidden" in re.search(r'<textarea name="email"[^>]*>', page)[0]
