"""Nothing of a school is forgotten in its export, and no secret is in it."""

import pytest
from django.apps import apps

from reminders.kinds import kinds
from reports.export import kept, pointing, schema
from reports.export.placing import FOLDERS

TABLES = kept.models()
ALL = {
    model._meta.label: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy
}
SECRET = ("password", "token", "secret", "hash", "code_", "seal", "session")
# Fields with such a word in their name that open nothing.
HARMLESS = {"provision.Mark.session"}


def test_every_table_is_in_the_export_or_says_why_not():
    assert set(ALL) - set(TABLES) - set(kept.LEFT_OUT) == set()


def test_what_is_left_out_is_a_table_and_has_a_reason():
    assert set(kept.LEFT_OUT) <= set(ALL)
    assert all(len(why) > 10 for why in kept.LEFT_OUT.values())
    assert set(kept.THROUGH) | set(kept.LEFT_OUT_FIELDS) | set(kept.ROWS) <= set(TABLES)


@pytest.mark.parametrize("label", TABLES)
def test_no_field_opens_a_door(label):
    names = {f"{label}.{field.name}" for field in kept.fields_of(TABLES[label])}
    secret = {name for name in names if any(word in name.rpartition(".")[2] for word in SECRET)}
    assert secret - HARMLESS == set()


@pytest.mark.parametrize("label", TABLES)
def test_what_a_row_points_at_is_in_the_export_too(label):
    for field in kept.fields_of(TABLES[label]):
        if field.is_relation and (label, field.name) != (pointing.SHARE, pointing.PERMISSION):
            assert field.related_model._meta.label in TABLES, field.name


@pytest.mark.parametrize("label", TABLES)
def test_a_table_with_files_has_a_place_for_them(label):
    if any(hasattr(field, "storage") for field in kept.fields_of(TABLES[label])):
        assert label in FOLDERS


@pytest.mark.parametrize("key", kinds)
def test_every_kind_of_deadline_says_whose_number_it_keeps(key):
    assert pointing.table_of_kind(key) in ALL


@pytest.mark.parametrize("label", TABLES)
def test_every_field_is_explained(label):
    about = schema.of(TABLES[label])
    for name, said in about["properties"].items():
        assert said["title"] and said["x-privacy"] in ("neutral", "personal", "special"), name


def test_numbers_that_are_no_keys_are_known():
    """A number of another row hides in an integer: new ones are looked at by hand."""
    numbers = {
        f"{label}.{field.name}"
        for label, model in TABLES.items()
        for field in kept.fields_of(model)
        if field.name.endswith("_id") and not field.is_relation
    }
    typed = {f"{label}.{number}" for label, (_, number) in pointing.TYPED.items()}
    assert numbers == typed | {f"{pointing.DEADLINE}.{pointing.NUMBER}"}
