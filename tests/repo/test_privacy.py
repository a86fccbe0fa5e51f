"""Every field says how private it is: exports, erasure and the privacy notice will read it."""

import pytest
from django.apps import apps

from tests.repo.test_house_rules import ROOMS

MECHANISMS = {"jobs", "drafts", "outbox"}
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in {*ROOMS, *MECHANISMS} and not model._meta.auto_created
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_a_privacy_class(model):
    fields = {field.name for field in model._meta.concrete_fields}
    assert fields == set(model.PRIVACY)
    assert set(model.PRIVACY.values()) <= {"neutral", "personal", "special"}


OWNED_BY_A_SCHOOL = [
    model for model in MODELS if any(field.name == "pupil" for field in model._meta.concrete_fields)
]


@pytest.mark.parametrize("model", OWNED_BY_A_SCHOOL, ids=lambda model: model._meta.label)
def test_whatever_belongs_to_a_pupil_names_its_school(model):
    assert model._meta.get_field("school").null is False
