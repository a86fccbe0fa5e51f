from reminders.drawing import options_html, rows_html, section_html

WORDS = ("text", "class", "due", "late_words", "rule", "owner", "off_until", "off_why", "off_url",
         "given_why", "give_url", "url", "verb")  # fmt: skip


def test_every_word_of_a_row_is_escaped():
    line = {name: f'<i class="x">{name}' for name in WORDS}
    flags = {"pk": 7, "is_late": True, "is_waiting": False, "is_legal": True}
    page = rows_html([line | flags])
    assert "<i" not in page
    for name in WORDS:
        assert f"&lt;i class=&quot;x&quot;&gt;{name}" in page


def test_what_a_row_has_not_leaves_nothing_behind():
    line = dict.fromkeys(WORDS, "") | {"text": "Review", "due": "Tue 24 Nov 2026", "owner": "you"}
    page = rows_html([line | {"pk": 7, "is_late": False, "is_waiting": False, "is_legal": False}])
    for css in ("status-late", "row-class", "row-more", "put off", "given by hand", "by law"):
        assert css not in page
    assert rows_html([]) == '<ul class="rows">\n</ul>\n'


def test_what_other_rooms_say_is_escaped():
    line = {name: f'<i class="x">{name}' for name in ("text", "url", "verb", "status", "kind")}
    page = section_html([line])
    assert "<i" not in page
    for name in line:
        assert f"&lt;i class=&quot;x&quot;&gt;{name}" in page


def test_a_state_that_nobody_says_draws_no_badge_and_one_without_a_kind_a_plain_one():
    line = {"text": "3 sessions", "url": "/", "verb": "See them", "status": ""}
    assert "status" not in section_html([line])
    assert "status-plain" in section_html([line | {"status": "soon"}])
    assert "status-plain" in section_html([line | {"status": "soon", "kind": ""}])


def test_what_a_box_offers_is_escaped_and_one_is_chosen():
    page = options_html([('"x"', "<i>", False), ("7", "Mr A. Turner", True)])
    assert page == (
        '<option value="&quot;x&quot;">&lt;i&gt;</option>'
        '<option value="7" selected>Mr A. Turner</option>'
    )
