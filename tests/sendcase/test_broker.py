"""The folder as a queue: a reader never meets half a message."""

import os

from kombu import Connection

from sendcase.broker import Channel


def test_what_is_put_comes_out_whole_and_nothing_half_written_is_read(tmp_path, monkeypatch):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path),
               "control_folder": str(tmp_path / "control")}  # fmt: skip
    seen = []
    real = os.replace

    def look_then_move(half, place):
        seen.append(sorted(path.name.endswith(".msg") for path in tmp_path.glob("*.part*")))
        real(half, place)

    monkeypatch.setattr("sendcase.broker.os.replace", look_then_move)
    with Connection("filesystem://localhost", transport_options=folders) as connection:
        assert isinstance(connection.default_channel, Channel)
        queue = connection.SimpleQueue("things")
        queue.put({"id": 7})
        assert queue.get(timeout=2).payload == {"id": 7}
    assert seen and all(each == [False] for each in seen), (
        "the message stood under its own name before it was whole"
    )
