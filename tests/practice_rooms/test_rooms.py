"""Practice rooms as processes and databases of their own: what is played, and what cannot be reached."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
import pytest

from kronobarn.database.server import Server
from kronobarn.practice_rooms import reading
from tests import plugin
from tests.practice_rooms.conftest import KEY, Browser, Rooms

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("rooms")]  # started once, by one process

LOOK = "/ovningsrum/min-roll/"


def database(code: str) -> str:
    return "room_" + code.replace("-", "").lower()


def ask(rooms: Rooms, name: str, question: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(Server(rooms.data).url("admin", name)) as admin:
        return admin.execute(question.encode()).fetchall()


# Apart from casework --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["app", "owner", "keeper", "stagehand"])
def test_no_role_of_the_rooms_reaches_the_caseworks_server(rooms: Rooms, role: str) -> None:
    secrets = json.loads((rooms.data / "secrets.json").read_text()) | json.loads(
        (rooms.data / "rooms.json").read_text()
    )
    where = urlencode({"host": str(plugin.server.sockets)})
    address = f"postgresql://kronobarn_{role}:{quote(secrets[role], safe='')}@/{plugin.DATABASE}?{where}"
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(address)


@pytest.mark.parametrize("role", ["app", "owner", "keeper"])
def test_no_role_of_the_casework_reaches_the_rooms(rooms: Rooms, role: str) -> None:
    address = plugin.server.url(role, "kronobarn")  # type: ignore[arg-type]
    there = urlencode({"host": str(Server(rooms.data).sockets)})
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(f"{address.partition('?')[0]}?{there}")


def test_what_the_operator_has_set_for_the_casework_leads_nowhere(rooms: Rooms) -> None:
    """As the fixture's server is started too: with the casework's addresses and mail server in its environment."""
    told = (
        "import json, os; from kronobarn.practice_rooms import server; from pathlib import Path\n"
        f"with server.environment(Path({str(rooms.data)!r})):\n"
        "    import django; django.setup()\n"
        "    from django.conf import settings as s\n"
        "    print(json.dumps([s.EMAIL_BACKEND, s.EMAIL_HOST, str(s.DATABASES), s.KEEPER_DSN, s.STAGEHAND_URL, s.KRONOBARN_DEMO]))\n"
    )
    leads = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_KEEPER_URL")}
    leads |= {"EMAIL_HOST": "mail.example.org", "KRONOBARN_DEMO": "1"}
    done = subprocess.run([sys.executable, "-c", told], env=leads, capture_output=True, text=True, check=True)
    backend, host, databases, keeper, stagehand, demo = json.loads(done.stdout)
    assert (backend, host, demo) == ("django.core.mail.backends.dummy.EmailBackend", "", False)
    for address in (databases, keeper, stagehand):
        assert str(plugin.server.sockets) not in address
        assert plugin.DATABASE not in address
        assert quote(str(Server(rooms.data).sockets), safe="") in quote(address.replace("%2F", "/"), safe="")


def test_no_worker_runs_that_could_send_a_letter(rooms: Rooms) -> None:
    about = [
        line
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and str(rooms.data) in (line := _read(process / "cmdline").replace("\0", " "))
    ]
    assert any("rooms serve" in line for line in about)
    assert not [line for line in about if "worker" in line]


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


def test_a_folder_with_something_else_is_refused() -> None:
    command = [sys.executable, "-m", "kronobarn", "rooms", "prepare", "--data", str(plugin.FOLDER.absolute())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "finns annat än övningsrum" in done.stderr


def test_the_demo_does_not_move_into_the_rooms_folder(rooms: Rooms) -> None:
    command = [sys.executable, "-m", "kronobarn", "demo", "--port", "0", "--data", str(rooms.data)]
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "övningsrum" in done.stderr


# Two rooms ------------------------------------------------------------------------------------------


def test_two_rooms_at_once_share_nothing(rooms: Rooms) -> None:
    """Two groups play different cases in the same threads: no page ever shows the other's child."""
    codes = {case: rooms.opened(case)[1] for case in ("skolfranvaro", "vantat-barn")}
    players = [
        (rooms.playing(codes["skolfranvaro"], "rektor"), "Tilde", "Lagerlund"),
        (rooms.playing(codes["skolfranvaro"], "mamma"), "Tilde", "Lagerlund"),
        (rooms.playing(codes["vantat-barn"], "barnmorska"), "Lagerlund", "Tilde"),
        (rooms.playing(codes["vantat-barn"], "mamma"), "Lagerlund", "Tilde"),
    ]

    def look(player: tuple[Browser, str, str]) -> None:
        browser, own, others = player
        for path in ("/barn/", LOOK, "/barn/", "/min-dag/") * 5:
            text = browser.get(path)
            assert browser.status == 200, path
            assert others not in text
            assert path != "/barn/" or own in text

    with ThreadPoolExecutor(len(players)) as several:
        list(several.map(look, players))

    for code, names in zip(codes.values(), ({"rektor", "mamma"}, {"barnmorska", "mamma"}), strict=True):
        name = database(code)
        signed_in = ask(
            rooms,
            name,
            "SELECT DISTINCT p.username FROM audit_logentry l JOIN people_person p ON p.id = l.person_id"
            " WHERE l.kind = 'session.began'",
        )
        assert {username for (username,) in signed_in} == names
        assert ask(rooms, name, "SELECT count(*) FROM django_session")[0][0] >= 2
    assert ask(rooms, "kronobarn", "SELECT count(*) FROM people_person") == [(0,)]


def test_a_session_of_one_room_is_nobody_in_another(rooms: Rooms) -> None:
    _leader, first = rooms.opened("skolfranvaro")
    player = rooms.playing(first, "rektor")
    _leader, second = rooms.opened("skolfranvaro")
    player.get("/ovningsrum/")
    player.post("/ovningsrum/", code=second, called="")
    player.get("/min-dag/")
    assert "Monika" not in player.text
    assert "/ovningsrum/" in player.url


def test_a_pass_that_was_made_up_opens_nothing(rooms: Rooms) -> None:
    _leader, code = rooms.opened("skolfranvaro")
    player = rooms.playing(code, "rektor")
    for cookie in player._jar:
        if cookie.name == "ovningsrum":
            cookie.value = str(cookie.value)[:-3] + "abc"
    assert "Gå med i ett övningsrum" in player.get("/min-dag/")


def test_the_application_cannot_read_what_the_leader_knows(rooms: Rooms) -> None:
    _leader, code = rooms.opened("skolfranvaro")
    address = Server(rooms.data).url("app", database(code))
    with psycopg.connect(address) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT told FROM practice_room.state")


# At the door ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["", "ABCD", "AAAA-AAAA", "'; DROP DATABASE kronobarn"])
def test_a_wrong_code_is_answered_with_what_to_do(rooms: Rooms, code: str) -> None:
    player = rooms.browser()
    player.get("/ovningsrum/")
    player.post("/ovningsrum/", code=code, called="")
    assert player.status == 422
    assert "Skriv koden" in player.text or "Fråga den som leder" in player.text or "åtta tecken" in player.text
    assert "ovningsrum" not in player.cookies


def test_only_whoever_has_the_key_opens_a_room(rooms: Rooms) -> None:
    somebody = rooms.browser()
    somebody.get("/ovningsrum/oppna/")
    somebody.post("/ovningsrum/oppna/", case="skolfranvaro", key=KEY + "x")
    assert somebody.status == 422
    assert "Nyckeln stämmer inte" in somebody.text


def test_whoever_leaves_is_waited_for_no_longer(rooms: Rooms) -> None:
    leader, code = rooms.opened("skolfranvaro")
    players = [rooms.playing(code, role) for role in ("rektor", "mentor", "mamma")]
    players[0].get("/ovningsrum/roller/")
    players[0].post("/ovningsrum/lamna/")
    leader.get("/ovningsrum/leda/")
    leader.post("/ovningsrum/leda/vidare/", seen="0", without="mentor")  # known of another: asked all the same
    assert leader.status == 422
    assert "Monika Hjelm" in leader.text
    assert "Jonatan Frisell" not in leader.text


def test_the_leader_stays_until_the_end(rooms: Rooms) -> None:
    leader, _code = rooms.opened("skolfranvaro")
    leader.get("/ovningsrum/roller/")
    assert "Du leder övningen i den här webbläsaren" in leader.text
    leader.post("/ovningsrum/lamna/")
    assert leader.status == 403
    leader.get("/ovningsrum/leda/")
    leader.post("/ovningsrum/leda/avsluta/")
    leader.get("/ovningsrum/roller/")
    assert "Du leder övningen i den här webbläsaren" not in leader.text


@pytest.mark.parametrize("path", ["leda/vidare/", "leda/avsluta/", "leda/slapp-in/", "leda/kasta/"])
def test_who_plays_cannot_lead(rooms: Rooms, path: str) -> None:
    _leader, code = rooms.opened("skolfranvaro")
    player = rooms.playing(code, "mentor")
    player.get("/ovningsrum/roller/")
    player.post(f"/ovningsrum/{path}", seen="0")
    assert player.status == 403
    assert "Det gör den som leder övningen" in player.text


def test_what_a_role_knows_is_shown_to_whoever_plays_it_alone(rooms: Rooms) -> None:
    _leader, code = rooms.opened("skolfranvaro")
    assert "anmält henne sjuk" in rooms.playing(code, "mamma").get(LOOK)
    other = rooms.playing(code, "pappa")
    for path in (LOOK, "/ovningsrum/roller/", "/ovningsrum/", "/ovningsrum/efterat/"):
        assert "anmält henne sjuk" not in other.get(path)
    other.get("/ovningsrum/berattelse/")
    assert other.status == 403


def test_each_page_says_that_it_is_a_practice_room(rooms: Rooms) -> None:
    _leader, code = rooms.opened("skolfranvaro")
    player = rooms.playing(code, "rektor")
    for path in ("/min-dag/", "/barn/", "/hjalp/", "/finns-inte/", LOOK, "/konto/valj/"):
        text = player.get(path)
        assert '<section class="practice-banner"' in text, path
        assert "<title>Övningsrum: " in text, path


def test_a_room_that_is_thrown_away_is_gone_for_everybody(rooms: Rooms) -> None:
    leader, code = rooms.opened("skolfranvaro")
    player = rooms.playing(code, "rektor")
    leader.get("/ovningsrum/leda/kasta/")
    leader.post("/ovningsrum/leda/kasta/")
    assert "Rummet finns inte längre" in leader.text
    assert "Rummet finns inte längre" in player.get("/min-dag/")
    names = ask(rooms, "postgres", "SELECT datname FROM pg_database")
    assert database(code) not in {name for (name,) in names}


@pytest.mark.parametrize("case", [file.stem for file in reading.files(reading.shipped())])
def test_each_case_can_be_led_from_its_first_round_to_its_last(rooms: Rooms, case: str) -> None:
    leader, _code = rooms.opened(case)
    rounds = len(reading.library()[case].rounds)
    needed = [role for role in reading.library()[case].roles if not role.can_stay_empty]
    leader.post("/ovningsrum/leda/vidare/", seen="0")
    assert leader.status == 422
    assert "Omgången har inte börjat" in leader.text
    assert all(role.name in leader.text for role in needed)
    assert "0 av" in leader.get("/ovningsrum/leda/")
    for seen in range(rounds):
        leader.post(
            "/ovningsrum/leda/vidare/",
            seen=str(seen),
            without=" ".join(role.key for role in needed) if not seen else "",
        )
        assert leader.status == 200
        assert f"{seen + 1} av {rounds}" in leader.text
        assert "har inte kommit in" not in leader.text
    assert "Det finns ingen omgång till" in leader.text
    leader.post("/ovningsrum/leda/avsluta/")
    assert leader.text.count("<h2>") >= rounds
    leader.get("/ovningsrum/berattelse/")
    assert "Alla människor här är påhittade" in leader.text


@pytest.mark.parametrize("case", [file.stem for file in reading.files(reading.shipped())])
def test_what_waits_when_a_room_is_opened_is_of_the_case_and_not_forgotten_in_it(rooms: Rooms, case: str) -> None:
    """Somebody may be late with an answer; nobody finds a task that has been late for weeks."""
    _leader, code = rooms.opened(case)
    forgotten = "SELECT kind, due_on FROM notices_task WHERE done_at IS NULL AND due_on < current_date - 7"
    assert ask(rooms, database(code), forgotten) == []


# A whole case ---------------------------------------------------------------------------------------


def test_time_is_moved_for_everything_in_the_room(walked: dict[str, Any]) -> None:
    first, second, third = walked["ages"]
    assert (second - first, third - second) == (9, 12)
    assert walked["late"] == [2, 2]  # asked for within seven days, nine days ago
    assert walked["round"] == 2


def test_time_is_moved_also_when_somebody_has_followed_somebody_else(walked: dict[str, Any]) -> None:
    """What one held until another took it over, and what the other holds without end, may not overlap on the way."""
    assert walked["handed_over"] == {"round": 3, "days": 42}


def test_what_comes_in_has_come(walked: dict[str, Any]) -> None:
    assert walked["signals"] == 2


def test_afterwards_all_see_who_knew_what_when(walked: dict[str, Any]) -> None:
    before, first, second, third = walked["chapters"]
    assert [chapter["when"] for chapter in walked["chapters"]] == ["", "Dag 0", "Dag 9", "Dag 21"]
    assert any("söndagskvällar" in line for line in before["roles"]["mamma"])
    assert not any("söndagskvällar" in line for line in before["roles"]["rektor"])
    assert any(line.startswith("Bad någon berätta") for line in first["roles"]["rektor"])
    assert any("en bild på sig" in line for line in second["roles"]["mentor"])
    assert "Skrev en iakttagelse i hjulet: Delaktig, bild från vårdnadshavare" in second["roles"]["mamma"]
    assert not any("Fick del av en handling: Delaktig" in line for line in second["roles"]["mamma"])  # her own
    assert any(line.startswith("Bestämde nästa steg") for line in third["roles"]["rektor"])
    assert "spelare" not in json.dumps(walked["chapters"])


def test_nothing_is_left(walked: dict[str, Any]) -> None:
    assert walked["left"] is False


# A case that the product refuses --------------------------------------------------------------------


def test_what_the_product_refuses_in_a_case_is_said_and_leaves_nothing(rooms: Rooms, tmp_path: Path) -> None:
    """The files alone can be read: only what has been, and what is to come in, cannot be done."""
    text = (reading.shipped() / "skolfranvaro.yaml").read_text(encoding="utf-8")
    first, late = (
        "  - {day: -400, event: meets, name: mentor, why: Mentor}\n",
        "      - event: signal\n        by: mentor\n",
    )
    for key, was, becomes in (
        ("utan-signal", first, first + "  - {day: -399, event: received}\n"),
        ("utan-skal", late, "      - event: signal\n        by: skolskoterska\n"),
        ("av-familjen", late, "      - event: signal\n        by: mamma\n"),
    ):
        assert text.count(was) == 1
        changed = text.replace(was, becomes).replace("key: skolfranvaro", f"key: {key}")
        (tmp_path / f"{key}.yaml").write_text(changed, encoding="utf-8")
        reading.read(tmp_path / f"{key}.yaml")
    command = [sys.executable, "-m", "kronobarn", "rooms", "prepare", "--data", str(rooms.data)]
    env = {"PATH": os.environ["PATH"], "PRACTICE_ROOMS_CASES": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "utan-signal.yaml: Händelse 2 (received, dag -399): " in done.stderr
    assert "av-familjen.yaml: Omgång 2: " in done.stderr
    assert "utan-skal.yaml: Omgång 2: Skriv med en mening varför det behövs." in done.stderr
    standing = {str(name) for (name,) in ask(rooms, "postgres", "SELECT datname FROM pg_database")}
    assert "case_skolfranvaro" in standing
    assert not {name for name in standing if name.startswith(("case_utan", "case_av"))}
