"""The figures of docs/decisions/wording-check.md hold, or a change of the rules says so."""

from tests.iep.wording.measuring import by_family, by_target, items


def test_half_of_the_hundred_must_be_left_alone():
    sound, wanting = items("sound"), items("wanting")
    assert (len(sound), len(wanting)) == (50, 50)
    assert not any(item["faults"] for item in sound)
    assert all(item["faults"] for item in wanting)


def test_sound_targets_are_left_alone_and_wanting_ones_are_not():
    score = by_target(items("sound") + items("wanting"))
    assert score.precision >= 0.98
    assert score.recall >= 0.98


def test_faults_are_called_by_their_names():
    score = by_family(items("sound") + items("wanting"))
    assert score.precision >= 0.97
    assert score.recall >= 0.97
