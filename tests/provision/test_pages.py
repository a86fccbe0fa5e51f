"""The list, the page and the forms of interventions: what each person sees and can do."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.models import Event
from provision.interventions import services
from provision.models import Intervention, InterventionStaff, Place, PlaceWish, Promise, Slot
from provision.promised import services as promised
from reminders.models import Deadline
from sendcase import moment
from sendcase.outbox.models import Message
from tests.factories.people import member
from tests.factories.provision import ProgrammeFactory, in_it, running
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
LIST = "/oakfield/provision/"
WEEK = timedelta(weeks=1)


def words(response) -> str:
    return response.content.decode()


def form(**given):
    return {"form_id": str(uuid4()), **given}


def started(**given):
    """What the form of a new one sends: Mondays and Thursdays."""
    today = moment.today()
    return form(
        name="Sounds together", work="learning", wave="2", starts_on=today.isoformat(),
        ends_on=(today + 10 * WEEK).isoformat(), minutes="20", places="4", day_0="on",
        at_0="09:30", day_3="on", at_3="09:30", giver="Mrs Hall", room="The Den", **given,
    )  # fmt: skip


class TestTheList:
    def test_each_row_says_when_who_how_much_and_how_full(self, place, as_):
        group = running(place.school, place.senco, name="Sounds together", room="The Den")
        services.add_staff(
            intervention=group, by=place.senco, name="Mrs Hall", from_on=group.starts_on
        )
        in_it(group, place.amina, place.senco)

        page = words(as_(place.senco).get(LIST))

        for said in ("Sounds together", "Mon, Wed, Fri", "20 minutes × 3 a week", "Mrs Hall",
                     "1 of 6", place.amina.name, "Wave 2"):  # fmt: skip
            assert said in page, said

    def test_the_school_says_tier_where_its_policy_does(self, place, as_):
        type(place.school.policy).objects.update(wave_name="Tier")
        running(place.school, place.senco)

        assert "Tier 2" in words(as_(place.senco).get(LIST))

    def test_a_teacher_sees_own_children_by_name_and_the_rest_as_a_number(self, place, as_):
        group, other = running(place.school, place.senco), running(place.school, name="Not theirs")
        in_it(group, place.amina, place.senco)
        in_it(group, place.ben, place.senco)
        in_it(other, place.ben, place.senco)

        for address in (LIST, group.get_absolute_url()):
            page = words(as_(place.teacher).get(address))
            assert place.amina.name in page
            assert place.ben.name not in page
            assert "1 other" in page
            assert "Not theirs" not in page

    def test_who_runs_it_sees_it_and_no_names(self, place, as_):
        group = running(place.school, place.senco, staff=place.support, name="Ben’s group")
        in_it(group, place.ben, place.senco)

        page = words(as_(place.support).get(LIST))

        assert "Ben’s group" in page
        assert place.ben.name not in page
        assert "1 pupil" in page

    def test_the_tabs_part_what_runs_what_comes_and_what_is_over(self, place, as_):
        today, by = moment.today(), place.senco
        running(place.school, by, name="Now one")
        running(place.school, by, name="Coming one", starts_on=today + WEEK)
        running(place.school, by, name="Past one", ends_on=today - WEEK)
        ended = running(place.school, by, name="Ended one")
        services.end(intervention=ended, version=None, by=by, on=today, reason="Nobody to give it.")
        services.start(school=place.school, by=place.teacher, agreed=False, name="Asked one",
                       starts_on=today, minutes=20, times=1)  # fmt: skip

        said = {"now": {"Now one"}, "coming": {"Coming one"}, "over": {"Past one", "Ended one"},
                "proposed": {"Asked one"}}  # fmt: skip
        for show, names in said.items():
            page = words(as_(by).get(LIST, {"show": show}))
            found = {each for all_ in said.values() for each in all_ if f">{each}</a>" in page}
            assert found == names

    @pytest.mark.parametrize(
        ("asked", "found"),
        [({"q": "sound"}, 1), ({"q": "den"}, 1), ({"q": "lego"}, 0), ({"wave": "3"}, 0),
         ({"work": "learning"}, 1), ({"work": "social"}, 0)],
    )  # fmt: skip
    def test_filters_narrow_it(self, place, as_, asked, found):
        running(place.school, place.senco, name="Sounds together", room="The Den")

        page = words(as_(place.senco).get(LIST, asked))

        assert page.count("Sounds together") == found
        assert "Showing: " in page

    def test_it_can_be_asked_for_a_class_and_an_adult(self, place, as_):
        group = running(place.school, place.senco, staff=place.support, name="Sounds together")
        in_it(group, place.amina, place.senco)
        browser = as_(place.senco)

        for asked, found in ((place.willow.pk, 1), (place.oak.pk, 0)):
            page = words(browser.get(LIST, {"class_group": asked}))
            assert page.count("Sounds together") == found
        assert "Sounds together" in words(browser.get(LIST, {"adult": place.support.pk}))
        page = words(browser.get(LIST, {"adult": place.head.pk}))
        assert "Sounds together" not in page

    @pytest.mark.parametrize("number", [10, 200])
    @pytest.mark.parametrize("person", ["senco", "teacher"])
    def test_it_costs_the_same_at_any_length(self, place, as_, at_most, number, person):
        group = running(place.school, place.senco)
        in_it(group, place.amina, place.senco)
        many = [
            Intervention(
                school=place.school, name=f"Group {n}", state="agreed", starts_on=group.starts_on,
                minutes=20, times=2, places=6, proposed_by=place.senco, decided_by=place.senco,
                decided_on=group.starts_on, sort_key=f"group {n:06}",
            )
            for n in range(number)
        ]  # fmt: skip
        Intervention.objects.bulk_create(many)
        browser = as_(getattr(place, person))
        browser.get(LIST)

        with at_most(24):
            assert browser.get(LIST).status_code == 200

    def test_the_file_says_what_the_list_says_and_names_no_child(self, place, as_):
        group = running(place.school, place.senco, name="=Sounds")
        in_it(group, place.amina, place.senco)

        answer = as_(place.senco).get(f"{LIST}as/csv/")
        text = b"".join(answer.streaming_content).decode()

        assert "'=Sounds,Agreed" in text
        assert place.amina.name not in text
        assert Event.objects.filter(verb="school.downloaded").exists()

    def test_an_empty_list_says_what_it_is_for_and_the_first_step(self, place, as_):
        page = words(as_(place.senco).get(LIST))
        assert "Nothing runs now" in page
        assert "/oakfield/provision/new/" in page


class TestStarting:
    def test_the_senco_starts_one_with_days_and_a_giver(self, place, as_):
        answer = as_(place.senco).post(f"{LIST}new/", started())

        row = Intervention.objects.get()
        assert answer.url == f"/interventions/{row.pk}/pupils/"
        assert (row.state, row.times, row.room) == ("agreed", 2, "The Den")
        assert [(s.weekday, f"{s.starts_at:%H:%M}", s.minutes) for s in row.slots.all()] == [
            (0, "09:30", 20), (3, "09:30", 20)
        ]  # fmt: skip
        assert row.staff.get().name == "Mrs Hall"

    def test_from_the_library_most_is_filled_in(self, place, as_):
        programme = ProgrammeFactory(school=place.school, name="Paired reading", minutes=15)

        page = words(as_(place.senco).get(f"{LIST}new/?programme={programme.pk}"))
        assert 'value="Paired reading"' in page
        assert 'value="15"' in page

        as_(place.senco).post(f"{LIST}new/?programme={programme.pk}", started())
        assert Intervention.objects.get().programme == programme

    def test_without_days_it_asks_how_often(self, place, as_):
        sent = started()
        for name in ("day_0", "day_3", "at_0", "at_3"):
            del sent[name]

        assert "Tick the days above" in words(as_(place.senco).post(f"{LIST}new/", sent))

    def test_a_day_twice_is_two_slots(self, place, as_):
        as_(place.senco).post(f"{LIST}new/", started(again_0="13:45"))
        assert Slot.objects.count() == 3
        assert Intervention.objects.get().times == 3

    def test_a_teacher_proposes_and_the_senco_answers(self, place, as_):
        teacher, senco = as_(place.teacher), as_(place.senco)
        answer = teacher.post(f"{LIST}new/", started())
        row = Intervention.objects.get()
        assert row.state == "proposed"
        assert Deadline.objects.open().get(object_id=row.pk).kind == "decide-intervention"
        assert "Sounds together" in words(senco.get("/oakfield/today/"))

        teacher.post(answer.url, form(pupils=[place.amina.pk], why="Reads alone at home."))
        wish = PlaceWish.objects.get()
        assert "Reads alone at home." in words(senco.get(f"/interventions/{row.pk}/decide/"))

        senco.post(
            f"/interventions/{row.pk}/decide/",
            form(agree="yes", given=[wish.pk], from_on=row.starts_on.isoformat(), reason="",
                 version=row.version),
        )  # fmt: skip
        row.refresh_from_db()
        assert row.state == "agreed"
        assert Place.objects.get().pupil == place.amina
        assert not Deadline.objects.open().filter(kind="decide-intervention").exists()
        mail = Message.objects.get(to=place.teacher.email)
        assert "Amina" not in mail.text
        assert "Sounds" not in mail.text

    def test_a_no_needs_a_reason_and_the_proposer_reads_it(self, place, as_):
        as_(place.teacher).post(f"{LIST}new/", started())
        row = Intervention.objects.get()
        address, senco = f"/interventions/{row.pk}/decide/", as_(place.senco)

        assert "Say why not" in words(
            senco.post(address, form(agree="no", reason="", version=row.version))
        )
        senco.post(address, form(agree="no", reason="The Den is taken.", version=row.version))

        assert "The Den is taken." in words(as_(place.teacher).get(row.get_absolute_url()))

    def test_a_teacher_asks_for_a_place_and_can_take_it_back(self, place, as_):
        group = running(place.school, place.senco, staff=place.teacher)
        teacher = as_(place.teacher)

        teacher.post(f"/interventions/{group.pk}/pupils/", form(pupils=[place.amina.pk], why=""))
        assert not Place.objects.exists()
        assert Deadline.objects.open().filter(kind="decide-intervention").exists()

        teacher.post(f"/place-wishes/{PlaceWish.objects.get().pk}/back/")
        assert not Deadline.objects.open().filter(kind="decide-intervention").exists()

    def test_a_teacher_asks_only_for_own_children(self, place, as_):
        group = running(place.school, place.senco, staff=place.teacher)

        as_(place.teacher).post(
            f"/interventions/{group.pk}/pupils/", form(pupils=[place.ben.pk], why="")
        )
        assert not PlaceWish.objects.exists()


class TestPlaces:
    def test_several_join_at_once_and_one_keeps_a_promise_that_stands(self, place, as_):
        group = running(place.school, place.senco)
        made = promised.promise(pupil=place.ben, by=place.senco, what="Reading", minutes=15,
                                times=5, from_on=moment.today())  # fmt: skip
        address, browser = f"/interventions/{group.pk}/pupils/", as_(place.senco)
        page = words(browser.get(address, {"q": "brightwater"}))
        assert "Reading: 15 minutes × 5 a week" in page

        browser.post(
            address,
            form(pupils=[place.amina.pk, place.ben.pk], from_on=moment.today().isoformat(),
                 **{f"keeps_{place.ben.pk}": made.pk}),
        )  # fmt: skip

        kept = {row.pupil: row.promise for row in Place.objects.select_related("promise", "pupil")}
        assert kept[place.ben] == made
        assert kept[place.amina].what == group.name
        assert Promise.objects.count() == 2

    def test_nobody_joins_where_every_place_is_taken(self, place, as_):
        group = running(place.school, place.senco, places=1)
        in_it(group, place.amina, place.senco)

        page = words(as_(place.senco).post(
            f"/interventions/{group.pk}/pupils/",
            form(pupils=[place.ben.pk], from_on=moment.today().isoformat()),
        ))  # fmt: skip

        assert "Every place is taken" in page
        assert Place.objects.count() == 1

    def test_a_place_given_by_hand_answers_who_asked_for_it(self, place, as_):
        group = running(place.school, place.senco, staff=place.teacher)
        as_(place.teacher).post(
            f"/interventions/{group.pk}/pupils/", form(pupils=[place.amina.pk], why="")
        )

        as_(place.senco).post(
            f"/interventions/{group.pk}/pupils/",
            form(pupils=[place.amina.pk], from_on=moment.today().isoformat()),
        )

        assert PlaceWish.objects.get().is_given
        assert not Deadline.objects.open().filter(kind="decide-intervention").exists()
        assert Message.objects.filter(to=place.teacher.email).count() == 1

    @pytest.mark.parametrize(("keep", "until"), [("yes", False), ("no", True)])
    def test_a_pupil_leaves_and_the_promise_stands_or_ends(self, place, as_, keep, until):
        group = running(place.school, place.senco)
        row = in_it(group, place.amina, place.senco)

        as_(place.senco).post(
            f"/places/{row.pk}/leave/",
            form(on=moment.today().isoformat(), reason="Reads well.", keep_promise=keep,
                 version=row.version),
        )  # fmt: skip

        assert Place.objects.get().until_on == moment.today()
        assert (Promise.objects.get().until_on is not None) == until

    def test_ending_early_keeps_the_promise_and_lists_it(self, place, as_):
        group = running(place.school, place.senco)
        in_it(group, place.amina, place.senco)
        browser, address = as_(place.senco), f"/interventions/{group.pk}/end/"
        assert "The promise to the pupil stands" in words(browser.get(address))

        browser.post(address, form(on=moment.today().isoformat(), reason="Mrs Hall left.",
                                   version=Intervention.objects.get().version))  # fmt: skip

        assert Promise.objects.get().until_on is None
        page = words(browser.get(f"{LIST}unkept/"))
        assert place.amina.name in page
        assert "1 promise that nobody keeps" in words(browser.get(LIST))
        assert "Nobody gives it yet" in words(browser.get(f"/pupils/{place.amina.pk}/provision/"))

    def test_a_later_last_day_is_no_early_end(self, place, as_):
        group = running(place.school, place.senco)
        page = words(as_(place.senco).post(
            f"/interventions/{group.pk}/end/",
            form(on=(moment.today() + WEEK).isoformat(), reason="x", version=group.version),
        ))  # fmt: skip
        assert "Change the last day instead" in page

    def test_a_promise_finds_a_place(self, place, as_):
        free, full = (
            running(place.school, place.senco, name=n, places=1) for n in ("Free", "Full")
        )
        in_it(full, place.ben, place.senco)
        browser = as_(place.senco)
        answer = browser.post(
            f"/pupils/{place.amina.pk}/promises/new/",
            form(what="Reading with an adult", minutes="15", times="5", per="week",
                 from_on=moment.today().isoformat()),
        )  # fmt: skip
        made = Promise.objects.get(pupil=place.amina)
        assert answer.url == f"/promises/{made.pk}/place/"
        page = words(browser.get(answer.url))
        assert "Free:" in page
        assert "Full:" not in page

        browser.post(answer.url, form(intervention=free.pk, from_on=moment.today().isoformat()))
        assert Place.objects.get(pupil=place.amina).promise == made

    def test_another_amount_and_an_end(self, place, as_):
        made = promised.promise(pupil=place.amina, by=place.senco, what="Reading", minutes=15,
                                times=5, from_on=moment.today() - WEEK)  # fmt: skip
        browser = as_(place.senco)
        browser.post(
            f"/promises/{made.pk}/change/",
            form(minutes="30", times="2", per="week", from_on=moment.today().isoformat(),
                 version=made.version),
        )  # fmt: skip
        new = Promise.objects.get(replaces=made)
        assert (new.minutes, new.times) == (30, 2)

        browser.post(
            f"/promises/{new.pk}/end/",
            form(on=moment.today().isoformat(), reason="Reads well.", version=new.version),
        )
        new.refresh_from_db()
        assert new.until_on == moment.today()


class TestItsPage:
    def test_it_says_who_changed_it_and_the_ways_around_stay(self, place, as_):
        group = running(place.school, place.senco)
        in_it(group, place.amina, place.senco)

        page = words(as_(place.senco).get(f"{group.get_absolute_url()}?history=1"))

        assert "A new timetable" in page
        assert f"· {place.senco.name}" in page
        assert 'aria-current="true"><span class="icon icon-provision"' in page

    def test_other_rooms_add_sections(self, place, as_, monkeypatch):
        from provision.interventions import sections, tab

        group = running(place.school, place.senco)
        in_it(group, place.amina, place.senco)
        given = {"kind": "soon", "words": "Ticks of this week"}
        for room, add in ((sections, sections.add_section), (tab, tab.add_tab_section)):
            monkeypatch.setattr(room, "sections", {})
            add("mine", 10, P.PROVISION_EDIT, "provision/partials/_crumbs.html", lambda *_: given)
            add("none", 20, P.PROVISION_VIEW, "none.html", lambda *_: None)

        for address in (group.get_absolute_url(), f"/pupils/{place.amina.pk}/provision/"):
            sees = as_(place.senco).get(address).context["sections"]
            assert [each["given"] for each in sees] == [given]
            assert as_(place.teacher).get(address).context["sections"] == []


class TestItsDays:
    def test_another_timetable_from_a_day_on_changes_how_often(self, place, as_):
        group = running(place.school, place.senco)
        as_(place.senco).post(
            f"/interventions/{group.pk}/timetable/",
            form(from_on=moment.today().isoformat(), day_1="on", at_1="11:00", minutes_1="40"),
        )
        group.refresh_from_db()
        slot = Slot.objects.held_on(moment.today()).get()
        assert (slot.weekday, slot.minutes, group.times) == (1, 40, 1)
        assert Slot.objects.held_on(moment.today() - timedelta(days=1)).count() == 3

    def test_somebody_stands_in_until_a_day(self, place, as_):
        group = running(place.school, place.senco)
        until = moment.today() + WEEK
        as_(place.senco).post(
            f"/interventions/{group.pk}/staff/",
            form(user=place.support.pk, from_on=moment.today().isoformat(),
                 until_on=until.isoformat()),
        )  # fmt: skip
        row = InterventionStaff.objects.get()
        assert (row.user, row.until_on) == (place.support, until)

        page = as_(place.senco).get(f"/intervention-staff/{row.pk}/end/")
        assert page.status_code == 200

    def test_who_saves_an_older_text_sees_both(self, place, as_):
        group = running(place.school, place.senco, name="Sounds together")
        services.save(intervention=group, version=group.version, by=place.senco, room="Hall")

        page = as_(place.senco).post(
            f"/interventions/{group.pk}/edit/", started(times="3", version=group.version)
        )
        assert page.status_code == 409
        assert "Hall" in words(page)

    def test_whoever_proposed_it_may_change_it_while_it_waits(self, place, as_):
        browser = as_(place.teacher)
        browser.post(f"{LIST}new/", started())
        row = Intervention.objects.get()
        address = f"/interventions/{row.pk}/edit/"
        sent = started(times="3", version=row.version)
        browser.post(address, {**sent, "room": "Hall"})
        row.refresh_from_db()
        assert row.room == "Hall"

        services.agree(intervention=row, version=row.version, by=place.senco)
        assert browser.get(address).status_code == 403


class TestTheTab:
    def test_it_says_what_where_when_and_with_whom(self, place, as_):
        group = running(place.school, place.senco, days=(0, 2), name="Sounds together",
                        room="The Den", staff=place.support)  # fmt: skip
        in_it(group, place.amina, place.senco)

        page = words(as_(place.teacher).get(f"/pupils/{place.amina.pk}/provision/"))

        for said in ("20 minutes, twice a week", "Mondays and Wednesdays", "in The Den",
                     f"with {place.support.name}"):  # fmt: skip
            assert said in page, said
        assert "Extra help: Sounds together" in words(
            as_(place.teacher).get(f"/pupils/{place.amina.pk}/")
        )

    @pytest.mark.parametrize(
        ("who", "promises", "proposes"),
        [("senco", True, False), ("teacher", False, True), ("support", False, False),
         ("head", False, False)],
    )  # fmt: skip
    def test_each_sees_their_own_way_to_more_help(self, place, as_, who, promises, proposes):
        page = words(as_(getattr(place, who)).get(f"/pupils/{place.amina.pk}/provision/"))
        assert ("Promise something" in page, "Propose extra help" in page) == (promises, proposes)

    def test_other_schools_and_the_office_see_nothing(self, place, as_):
        group = running(place.school, place.senco)
        elsewhere = member(PupilFactory().school, Role.SENCO)
        for person in (place.office, place.governor, elsewhere):
            assert as_(person).get(LIST).status_code == 404
            assert as_(person).get(group.get_absolute_url()).status_code == 404
