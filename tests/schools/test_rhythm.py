"""Of many changes the followers hear once; of another school's at once."""

from schools import rhythm


def test_followers_hear_once_of_many_changes(monkeypatch):
    heard = []
    monkeypatch.setattr(rhythm, "followers", [lambda school, by: heard.append((school, by))])
    with rhythm.once(1, "office"):
        rhythm.changed(1, "office")
        rhythm.changed(2, "head")
        rhythm.changed(1, "senco")
        assert heard == [(2, "head")]
    assert heard == [(2, "head"), (1, "office")]
    rhythm.changed(1, "senco")
    assert heard[-1] == (1, "senco")
