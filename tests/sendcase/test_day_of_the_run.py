from datetime import timedelta

from sendcase import moment
from tests import day


def test_a_run_that_goes_on_after_midnight_stays_on_its_day(monkeypatch):
    yesterday = moment.today() - timedelta(days=1)
    monkeypatch.setenv(day.BEGAN, yesterday.isoformat())
    turned = day.stay()
    try:
        assert moment.today() == yesterday
        assert day.stay() is None
    finally:
        turned.stop()
    assert moment.today() == yesterday + timedelta(days=1)
