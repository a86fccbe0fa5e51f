from datetime import UTC, date, datetime

import pytest
import time_machine

from sendcase import moment


def test_today_is_the_date_in_london_not_in_utc():
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        assert moment.today() == date(2026, 7, 1)


def test_winter_time_is_utc():
    with time_machine.travel(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        assert moment.today() == date(2026, 12, 31)


def test_at_pretends_and_gives_back():
    then = datetime(2025, 1, 7, 9, 0, tzinfo=UTC)
    with moment.at(then):
        assert moment.now() == then
        with moment.at(then.replace(year=2024)):
            assert moment.today().year == 2024
        assert moment.now() == then
    assert moment.now() > then


def test_at_gives_back_also_after_an_error():
    with pytest.raises(KeyError), moment.at(datetime(2025, 1, 7, tzinfo=UTC)):
        raise KeyError
    assert moment.today() != date(2025, 1, 7)


def test_the_clock_of_a_real_school_cannot_be_moved(settings):
    settings.SENDCASE_MODE = "production"
    with (
        pytest.raises(moment.NotInProduction),
        moment.at(datetime(2025, 1, 7, tzinfo=UTC)),
    ):
        pass


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"), moment.at(datetime(2025, 1, 7)):
        pass
