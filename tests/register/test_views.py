"""The register's pages: who sees them, what they show, what they do."""

from datetime import date, datetime, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from register import services, sorting
from register.models import NeedType, RegisterEntry
from schools.models import Area
from sendcase import moment
from sendcase.moment import LONDON
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


@pytest.fixture
def pupil(school, willow):
    return PupilFactory(
        school=school, class_group=willow, legal_first_name="Amina", legal_last_name="Yusuf"
    )


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


def names(response):
    return [row["name"] for row in response.context["rows"]]


def posted(pupil, **fields):
    stage = pupil.school.stages.get(code="sen-support")
    return {
        "stage": stage.pk, "on": TODAY.isoformat(), "reason": "No progress since September",
        "evidence": "Reading age 6:2", "need_0": "SLCN", "note_0": "finding words", "version": 0,
        **fields,
    }  # fmt: skip


# --- the list --------------------------------------------------------------------------------


def test_the_list_shows_who_is_on_the_register_in_the_schools_words(client, senco, pupil):
    placed(pupil, by=senco)
    placed(PupilFactory(school=pupil.school), "monitoring")
    placed(PupilFactory())  # another school's
    PupilFactory(school=pupil.school)  # at no stage
    page = sign_in(client, senco).get("/oakfield/register/")

    [row] = page.context["rows"]
    assert (row["name"], row["class"], row["stage"], row["code"]) == (
        "Amina Yusuf", "Willow", "SEN Support", "K",
    )  # fmt: skip
    assert row["need"] == "finding the right words"
    assert row["owed"]
    assert "On the SEN register" in page.content.decode()


def test_the_list_can_show_monitoring_and_support_below_the_register(client):
    school = SchoolFactory(preset="three_tiers", slug="elm")
    stages = ("tier-1", "tier-2", "tier-3")
    for stage in stages:
        placed(PupilFactory(school=school, legal_last_name=stage), stage)
    sign_in(client, member(school, Role.SENCO))

    def seen(query):
        return [row["stage"] for row in client.get(f"/elm/register/{query}").context["rows"]]

    assert seen("") == ["Tier 3"]
    assert seen("?show=monitoring") == ["Tier 1"]
    assert seen("?show=provision") == ["Tier 2"]


def test_the_list_on_a_past_day_shows_who_was_on_it_then_in_their_class_of_then(
    client, senco, pupil
):
    from pupils.models import Enrolment

    old = ClassGroupFactory(school=pupil.school, name="Acorn")
    Enrolment.objects.create(
        school=pupil.school, pupil=pupil, class_group=old, from_on=TODAY - timedelta(days=400),
        until_on=TODAY - timedelta(days=50),
    )  # fmt: skip
    entry = placed(pupil, on=TODAY - timedelta(days=100))
    services.close(entry=entry, reason="Targets met", by=senco, on=TODAY - timedelta(days=40))
    sign_in(client, senco)

    then = client.get(f"/oakfield/register/?on={TODAY - timedelta(days=60)}")
    assert [(row["name"], row["class"]) for row in then.context["rows"]] == [
        ("Amina Yusuf", "Acorn")
    ]
    assert names(client.get("/oakfield/register/")) == []


def test_a_pupil_who_left_is_on_the_register_until_the_last_day(client, senco, pupil):
    placed(pupil, on=TODAY - timedelta(days=100))
    pupil.left_on = TODAY - timedelta(days=10)
    pupil.save()
    sign_in(client, senco)
    assert names(client.get("/oakfield/register/")) == []
    on = TODAY - timedelta(days=10)
    assert names(client.get(f"/oakfield/register/?on={on}")) == ["Amina Yusuf"]


@pytest.mark.parametrize("query", ["on=soon", "on=31/02/2026", "show=everyone", "on=9999-12-31"])
def test_a_question_that_cannot_be_read_shows_nothing_and_says_so(client, senco, pupil, query):
    placed(pupil)
    page = sign_in(client, senco).get(f"/oakfield/register/?{query}")
    assert page.status_code == 200
    assert names(page) == []
    assert page.context["filters"].errors


def test_an_empty_register_says_what_it_is_for(client, senco):
    page = sign_in(client, senco).get("/oakfield/register/").content.decode()
    assert "when the SEN referral form is accepted" in page


def test_a_teacher_sees_the_classes_held_today_only(client, school, willow, pupil):
    other = ClassGroupFactory(school=school, name="Rowan")
    placed(pupil)
    placed(PupilFactory(school=school, class_group=other))
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, willow)
    page = sign_in(client, teacher).get("/oakfield/register/")
    assert names(page) == ["Amina Yusuf"]
    assert "Find a pupil to place" not in page.content.decode()


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_eight_queries_at_any_size(
    client, school, senco, rows, django_assert_max_num_queries
):
    stage = school.stages.get(code="sen-support")
    for pupil in PupilFactory.create_batch(rows, school=school):
        entry = RegisterEntry.objects.create(
            school=school, pupil=pupil, stage=stage, stage_name=stage.name, on_register=True,
            census_code="K", from_on=TODAY, decided_by=senco, reason="A reason",
            tell_days=10, asks_plan=True,
        )  # fmt: skip
        entry.needs.create(school=school, need_type="ASD", rank=1)
        entry.needs.create(school=school, need_type="MLD", rank=2)
    placed(PupilFactory())
    sign_in(client, senco)
    with django_assert_max_num_queries(8 + 2) as counted:  # and a savepoint's begin and end
        page = client.get("/oakfield/register/")
    real = [q for q in counted.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= 8
    assert len(page.context["rows"]) == min(rows, 50)
    assert bool(page.context["page"].next_url) == (rows > 50)


def test_opening_the_list_leaves_one_event_with_its_filter(client, senco):
    sign_in(client, senco).get("/oakfield/register/?show=monitoring")
    event = Event.objects.get(verb="register:list.listed")
    assert event.actor_id == senco.pk
    assert event.detail.text == {"show": "monitoring"}


# --- who may ---------------------------------------------------------------------------------


@pytest.fixture
def people(school, willow, senco):
    own = member(school, Role.TEACHER)
    hold_class(own, willow)
    return {
        "senco": senco,
        "head": member(school, Role.HEAD),
        "own teacher": own,
        "other teacher": member(school, Role.TEACHER),
        "office": member(school, Role.OFFICE),
        "governor": member(school, Role.GOVERNOR),
        "other senco": member(SchoolFactory(), Role.SENCO),
        "leaver": UserFactory(),
    }


ACCESS = {
    "list": {"senco": 200, "head": 200, "own teacher": 200, "other teacher": 200, "office": 404,
             "governor": 404, "other senco": 404, "leaver": 404},
    "tab": {"senco": 200, "head": 200, "own teacher": 200, "other teacher": 404, "office": 403,
            "governor": 404, "other senco": 404, "leaver": 404},
    "place": {"senco": 200, "head": 403, "own teacher": 403, "other teacher": 404, "office": 403,
              "governor": 404, "other senco": 404, "leaver": 404},
    "close": {"senco": 200, "head": 403, "own teacher": 403, "other teacher": 404, "office": 404,
              "governor": 404, "other senco": 404, "leaver": 404},
}  # fmt: skip
ACCESS["told"] = ACCESS["close"]


@pytest.mark.parametrize("page", ACCESS)
def test_who_may_open_what(client, people, pupil, page):
    entry = placed(pupil)
    placed(PupilFactory(school=people["other senco"].memberships.get().school))
    address = {
        "list": "/oakfield/register/",
        "tab": f"/pupils/{pupil.pk}/register/",
        "place": f"/pupils/{pupil.pk}/register/place/",
        "close": f"/register/{entry.pk}/close/",
        "told": f"/register/{entry.pk}/told/",
    }[page]
    got = {who: sign_in(client, user).get(address).status_code for who, user in people.items()}
    assert got == ACCESS[page]


def test_a_senco_elsewhere_who_teaches_here_may_look_and_not_touch(client, school, willow, pupil):
    entry = placed(pupil)
    both = member(SchoolFactory(), Role.SENCO)
    both.memberships.create(school=school, role=Role.TEACHER, from_on=date(2020, 1, 1))
    hold_class(both, willow)
    sign_in(client, both)
    assert client.get(f"/pupils/{pupil.pk}/register/").status_code == 200
    for address in (
        f"/pupils/{pupil.pk}/register/place/",
        f"/register/{entry.pk}/close/",
        f"/register/{entry.pk}/told/",
    ):
        assert client.post(address, posted(pupil)).status_code == 403
    entry.refresh_from_db()
    assert (entry.until_on, entry.family_told_on) == (None, None)


# --- placing, moving, closing ----------------------------------------------------------------


def test_the_senco_places_a_pupil(client, senco, pupil):
    address = f"/pupils/{pupil.pk}/register/place/"
    sign_in(client, senco)
    assert (
        "Puts Amina on the SEN register; the census code becomes K; the family must be told."
        in (client.get(address).content.decode())
    )
    answer = client.post(address, posted(pupil, on=(TODAY - timedelta(days=2)).isoformat()))

    assert answer.url == f"/pupils/{pupil.pk}/register/"
    entry = pupil.register_entries.get()
    assert (entry.decided_by, entry.reason) == (senco, "No progress since September")
    assert entry.from_on == TODAY - timedelta(days=2)
    assert entry.needs.get().note == "finding words"
    tab = client.get(answer.url).content.decode()
    assert "finding words" in tab
    assert "has not been told" in tab


def test_what_nobody_asked_for_is_ignored(client, senco, pupil):
    other = UserFactory()
    extra = {"decided_by": other.pk, "school": 999, "on_register": "", "census_code": "E"}
    sign_in(client, senco).post(f"/pupils/{pupil.pk}/register/place/", posted(pupil, **extra))
    entry = pupil.register_entries.get()
    assert (entry.decided_by, entry.census_code, entry.on_register) == (senco, "K", True)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("stage", "", "Choose the stage"),
        ("on", "", "Give the first day"),
        ("on", "31/02/2026", "Write the date as day, month, year"),
        ("on", "2099-01-01", "has not come yet"),
        ("on", "2001-01-01", "before Amina was born"),
        ("reason", "", "Say why"),
        ("reason", "x" * 2001, "2000"),
        ("reason", "He\u202ello", "hidden character"),
        ("need_0", "", "Choose a main type of need"),
        ("need_0", "XYZ", "field-wrong"),
        ("need_1", "SLCN", "chosen twice"),
        ("note_1", "numbers", "Choose the type that these words belong to"),
    ],
)
def test_bad_answers_come_back_with_everything_still_there(
    client, senco, pupil, field, value, words
):
    address = f"/pupils/{pupil.pk}/register/place/"
    page = sign_in(client, senco).post(address, posted(pupil, **{field: value}))
    assert page.status_code == 200
    text = page.content.decode()
    assert words in text
    assert "Reading age 6:2" in text
    assert not pupil.register_entries.exists()


def test_another_schools_stage_and_area_cannot_be_chosen(client, senco, pupil):
    other = SchoolFactory()
    address = f"/pupils/{pupil.pk}/register/place/"
    sign_in(client, senco)
    for wrong in (
        {"stage": other.stages.first().pk},
        {"areas": [Area.objects.filter(school=other).first().pk]},
    ):
        assert client.post(address, posted(pupil, **wrong)).status_code == 200
    assert not RegisterEntry.objects.exists()


def test_the_same_form_sent_twice_has_one_effect(client, senco, pupil):
    form_id = "5f0c7a52-4a4e-4d7c-9a74-0a4d1f9f3b11"
    address = f"/pupils/{pupil.pk}/register/place/"
    sign_in(client, senco)
    for _ in range(2):
        answer = client.post(address, posted(pupil, form_id=form_id), follow=True)
    assert pupil.register_entries.count() == 1
    assert Event.objects.filter(verb="register_entry.placed").count() == 1
    assert "saved already" in answer.content.decode()


def test_somebody_quicker_both_texts_are_shown_and_sending_again_goes_on_from_there(
    client, senco, pupil
):
    address = f"/pupils/{pupil.pk}/register/place/"
    sign_in(client, senco)
    placed(pupil, "monitoring", on=TODAY - timedelta(days=9), reason="Colleague was quicker")

    page = client.post(address, posted(pupil))
    assert page.status_code == 409
    text = page.content.decode()
    assert "Colleague was quicker" in text
    assert "No progress since September" in text
    assert pupil.register_entries.get().stage_name == "Monitoring"

    newer = pupil.register_entries.get().version
    client.post(address, posted(pupil, version=newer))
    assert pupil.register_entries.open().get().stage_name == "SEN Support"


def test_the_form_of_a_move_begins_with_what_is_known(client, senco, pupil):
    needs = [(kind, "") for kind in (NeedType.ASD, NeedType.SEMH, NeedType.HI, NeedType.PD)]
    placed(pupil, needs=needs)
    form = sign_in(client, senco).get(f"/pupils/{pupil.pk}/register/place/").context["form"]
    assert [form[f"need_{n}"].value() for n in range(4)] == ["ASD", "SEMH", "HI", "PD"]
    assert "Amina stays on the SEN register; the census code becomes E" in str(form["stage"])


def test_the_senco_ends_a_stage_with_a_reason(client, senco, pupil):
    entry = placed(pupil, on=TODAY - timedelta(days=30))
    address = f"/register/{entry.pk}/close/"
    sign_in(client, senco)
    assert "off the SEN register, and the census code becomes N" in (
        client.get(address).content.decode()
    )
    fields = {"on": TODAY.isoformat(), "end_reason": "", "version": entry.version}
    assert "Say why" in client.post(address, fields).content.decode()
    client.post(address, fields | {"end_reason": "Targets met"})
    entry.refresh_from_db()
    assert (entry.until_on, entry.end_reason) == (TODAY - timedelta(days=1), "Targets met")
    again = client.post(address, fields | {"end_reason": "Again", "version": entry.version})
    assert "had ended" in again.content.decode()


def test_ending_a_stage_that_moved_on_shows_both(client, senco, pupil):
    entry = placed(pupil)
    placed(pupil, "ehc-plan")  # the same day: the same entry, corrected
    fields = {"on": TODAY.isoformat(), "end_reason": "Targets met", "version": entry.version}
    assert sign_in(client, senco).post(f"/register/{entry.pk}/close/", fields).status_code == 409
    entry.refresh_from_db()
    assert entry.until_on is None


def test_the_family_told_another_way_is_noted_with_day_and_manner(client, senco, pupil):
    entry = placed(pupil)
    address = f"/register/{entry.pk}/told/"
    sign_in(client, senco)
    assert "Children and Families Act 2014, section 68" in client.get(address).content.decode()
    assert "Say how" in client.post(address, {"on": TODAY.isoformat()}).content.decode()
    client.post(address, {"on": TODAY.isoformat(), "how": "phone call by Mr Whitlock"})
    entry.refresh_from_db()
    assert (entry.family_told_on, entry.family_told_how) == (TODAY, "phone call by Mr Whitlock")
    tab = client.get(f"/pupils/{pupil.pk}/register/").content.decode()
    assert "phone call by Mr Whitlock" in tab
    assert "has not been told" not in tab


def test_markup_in_a_reason_is_shown_literally(client, senco, pupil):
    placed(pupil, reason="<script>alert(1)</script>", needs=[(NeedType.OTH, "<b>bold</b>")])
    text = sign_in(client, senco).get(f"/pupils/{pupil.pk}/register/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;b&gt;bold" in text


def test_the_header_of_every_tab_says_the_needs_and_now_says_who_is_not_told(client, senco, pupil):
    placed(pupil)
    text = sign_in(client, senco).get(f"/pupils/{pupil.pk}/").content.decode()
    assert "Needs: finding the right words" in text
    assert "The family has not been told about SEN Support yet" in text


def test_the_story_of_a_pupil_is_newest_first_with_who_and_why(client, senco, pupil):
    placed(pupil, "monitoring", by=senco, on=TODAY - timedelta(days=30), reason="Watching reading")
    placed(pupil, by=senco, reason="Still below")
    tab = sign_in(client, senco).get(f"/pupils/{pupil.pk}/register/")
    assert [e.stage_name for e in tab.context["entries"]] == ["SEN Support", "Monitoring"]
    assert "Watching reading" in tab.content.decode()


def test_a_letter_that_goes_out_meets_the_duty(senco, pupil):
    from letters.purposes import purposes

    entry = placed(pupil)

    class Sent:
        pupil_id, about_type, about_id = pupil.pk, "iep.supportplan", 7
        issued_on, issued_by = TODAY, senco

    purposes["placed-on-register"].on_issue(Sent)
    entry.refresh_from_db()
    assert (entry.family_told_on, entry.family_told_how) == (TODAY, "letter")


def test_a_late_evening_in_summer_counts_as_the_london_day(client, senco, pupil):
    with moment.at(datetime(2026, 7, 1, 23, 30, tzinfo=LONDON)):
        entry = placed(pupil)
    assert entry.from_on == date(2026, 7, 1)


# --- sorting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["name", "class", "stage", "code", "since"])
@pytest.mark.parametrize("minus", ["", "-"])
def test_the_list_sorts_by_its_headings_page_by_page_each_pupil_once(
    client, school, senco, sort, minus
):
    classes = [None, *(ClassGroupFactory(school=school, name=name) for name in "BA")]
    stages = list(school.stages.filter(on_register=True))
    for number in range(60):
        stage, pupil = (
            stages[number % len(stages)],
            PupilFactory(school=school, class_group=classes[number % 3]),
        )
        RegisterEntry.objects.create(
            school=school, pupil=pupil, stage=stage, stage_name=stage.name, on_register=True,
            census_code=stage.census_code, from_on=TODAY - timedelta(days=number % 7),
            decided_by=senco, reason="A reason", tell_days=10, asks_plan=True,
        )  # fmt: skip
    sign_in(client, senco)
    address, rows = f"/oakfield/register/?sort={minus}{sort}", []
    while address:
        page = client.get(address)
        rows, address = [*rows, *page.context["page"].rows], page.context["page"].next_url
    column = sorting.SORTS[sort].column
    values = [row[column] for row in rows]
    assert len({row["pk"] for row in rows}) == len(rows) == 60
    assert values == sorted(values, reverse=bool(minus))
    headings = {each["label"]: each["aria"] for each in page.context["headings"]}
    label = sorting.SORTS[sort].label
    assert headings[label] == ("descending" if minus else "ascending")


def test_a_past_day_is_not_sorted_by_the_class_of_today(client, senco, pupil):
    placed(pupil, on=TODAY - timedelta(days=9))
    sign_in(client, senco)
    past = f"/oakfield/register/?on={TODAY - timedelta(days=3)}"
    urls = {each["label"]: each["url"] for each in client.get(past).context["headings"]}
    assert not urls["Class"]
    assert urls["Stage"]
    assert names(client.get(f"{past}&sort=stage")) == ["Amina Yusuf"]
    for wrong in ("class", "need", "--name"):
        page = client.get(f"{past}&sort={wrong}")
        assert names(page) == []
        assert "cannot be sorted" in page.content.decode()
