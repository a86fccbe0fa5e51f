import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files of a test live and die with it."""
    storage = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**storage, "OPTIONS": {**storage["OPTIONS"], "location": tmp_path}},
    }
