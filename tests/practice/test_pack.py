"""The files of a practice pack: what is accepted, and what its keeper is told when they are wrong."""

import re
import shutil
from pathlib import Path

import pytest

from kronobarn.authorities.county import CountyFilesAreWrong, shipped
from kronobarn.practice import by_hand, comparing, pack, parts, reading, schema
from tests.practice.packs import KRONOBERG, said

FOLDER = shipped("kronoberg", reading.FILE)
SHIPPED = (FOLDER / reading.FILE).read_text(encoding="utf-8")
ENGLISH = "languages/en.yaml"


def spoilt(folder: Path, old: str, new: str, file: str = reading.FILE) -> Path:
    """The shipped pack with one thing in it changed."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def wrong(folder: Path) -> str:
    with pytest.raises(CountyFilesAreWrong) as told:
        reading.read(folder)
    return str(told.value)


def line_of(words: str, text: str = SHIPPED) -> int:
    return 1 + text[: text.index(words)].count("\n")


@pytest.mark.parametrize("county", ["kronoberg", "falun", "girfec"])
def test_a_shipped_pack_has_eight_areas_and_five_questions(county: str) -> None:
    one = reading.read(shipped(county, reading.FILE))

    assert [area.key for area in one.areas] == [
        "safe", "healthy", "achieving", "nurtured", "active", "respected", "responsible", "included",
    ]  # fmt: skip
    assert len(one.questions) == 5
    assert all(area.confirmed for area in one.areas) == (county == "girfec")
    assert schema.Pack.model_validate_json(one.model_dump_json()) == one


def test_kronoberg_speaks_six_languages_with_the_family() -> None:
    one = reading.read(FOLDER)

    assert [one.language, *(words.lang for words in one.translations)] == ["sv", "en", "ar", "so", "uk", "fi"]
    assert [words.lang for words in one.translations if words.dir == "rtl"] == ["ar"]
    assert {words.made for words in one.translations} == {"by_us"}


@pytest.mark.parametrize("county", ["kronoberg", "falun"])
def test_who_is_asked_for_consent_in_sweden_is_told_of_it_in_the_familys_language(county: str) -> None:
    told = reading.read(shipped(county, reading.FILE)).consent_texts

    assert [text.key for text in told] == ["sv", "sv-latt", "en", "ar", "so", "uk", "fi"]


def test_a_version_is_spoken_in_the_languages_it_has() -> None:
    one = reading.read(FOLDER)
    arabic = pack.spoken(one, "ar")

    assert [area.key for area in arabic.areas] == [area.key for area in one.areas]
    assert (
        arabic.area("healthy").label
        == next(said for said in one.translations if said.lang == "ar").areas["healthy"].label
    )
    assert arabic.area("healthy").for_professionals == one.area("healthy").for_professionals
    assert arabic.questions == one.questions
    assert pack.spoken(one, "sv") is one
    assert pack.spoken(one, "xx") is one


def test_kronoberg_says_everything_in_english() -> None:
    swedish = reading.read(FOLDER)
    english = pack.spoken(swedish, "en")
    parts_of = {"words", "areas", "modules", "questions", "decision", "information_kinds", "plan_conditions"}
    fields = parts_of | {"meeting_agenda", "letters"}

    both = said(swedish.model_dump(mode="json", include=fields)) & said(english.model_dump(mode="json", include=fields))
    functions = {one.label for one in swedish.responsibility.functions}

    assert both == set()
    assert functions.isdisjoint(one.label for one in english.responsibility.functions)
    assert [swedish.has_words_for_staff(one) for one in ("sv", "en", "ar")] == [True, True, False]
    assert pack.spoken(swedish, "fi").questions == swedish.questions


@pytest.mark.parametrize("language", ["en", "ar", "so", "uk", "fi"])
def test_kronoberg_calls_a_family_to_a_meeting_in_its_language(language: str) -> None:
    swedish = reading.read(FOLDER)
    theirs = pack.spoken(swedish, language)
    functions = [one.label for one in swedish.responsibility.functions]

    assert len(theirs.meeting_agenda) == len(swedish.meeting_agenda)
    assert set(theirs.meeting_agenda).isdisjoint(swedish.meeting_agenda)
    assert {one.label for one in theirs.responsibility.functions}.isdisjoint(functions)


def test_kronobergs_modules_are_there_and_not_switched_on() -> None:
    modules = reading.read(FOLDER).modules

    assert modules.my_world is not None
    assert [len(side.headings) for side in modules.my_world.sides] == [7, 7, 7]
    assert modules.resilience is not None
    assert not modules.my_world.on
    assert not modules.resilience.on


@pytest.mark.parametrize(("age", "band"), [(0, "early"), (7, "early"), (8, "middle"), (13, "teen"), (None, "teen")])
def test_words_follow_the_age(age: int | None, band: str) -> None:
    assert reading.read(FOLDER).band(age).key == band


def test_an_unknown_area_is_not_there() -> None:
    one = reading.read(FOLDER)
    with pytest.raises(KeyError):
        one.area("rich")
    assert one.label("rich") == "rich"


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("label: Trygg", "lable: Trygg", "lable: Fältet känns inte igen.", "rätta stavningen"),
        ("label: Trygg", "label: ''", "label: Fältet är tomt.", "Skriv ett värde."),
        ("key: safe", "key: Säker!", "key: ”Säker!” är inte rätt skrivet.", "små bokstäver a-z"),
        ("    confirmed: false", "    confirmed: kanske", "confirmed: Här ska det stå ja eller nej.", "true eller false"),
        ("first_review_weeks: 6", "first_review_weeks: sex", "Här ska det stå ett tal.", "siffror"),
        ("first_review_weeks: 6", "first_review_weeks: 60", "utanför gränsen", "högst 26"),
        ("first_review_weeks: 6", "first_review_weeks: 0", "utanför gränsen", "minst 1"),
        ("language: sv", "language: tlh", "”tlh” finns inte att välja.", "Skriv ett av: sv, en."),
        ("\nversion: ", "\nversion: Nya! ", "är inte rätt skrivet.", "till exempel kronoberg-"),
        ("key: healthy", "key: safe", "Nyckeln ”safe” används två gånger.", "en egen nyckel"),
        ("key: information,", "key: obstacle,", "Nyckeln ”obstacle” används två gånger.", "en egen nyckel"),
        ("key: learning,", "key: being_healthy,", "Nyckeln ”being_healthy” används två gånger.", "en egen nyckel"),
        ("picture: growing", "picture: dragon", "Bilden ”dragon” finns inte.", "Välj en av: "),
        ("key: teen, from_age: 13", "key: teen, from_age: 5", "täcker inte alla barn", "from_age: 0"),
        ("  school: Hur det går", "  skola: Hur det går", "Nycklarna stämmer inte", "school, health"),
        ("hur {barnet} har det", "hur {namnet} har det", "Ingen fyller i ”{namnet}”.", "{barnet}"),
        ("functions: [midwife]", "functions: [rector]", "Funktionen ”rector” finns inte", "rätta nyckeln"),
        ("unit_kinds: [kaa]", "unit_kinds: [kaa, school]", "hör till två funktioner", "en funktion"),
        ("after: before_school", "after: nursery", "Perioden ”nursery” finns inte.", "kommer före"),
        ("after: compulsory_school", "after: before_school", "Två perioder kommer efter ”before_school”.", "slå ihop"),
        ("{when: year, age: 6,", "{when: year, age: 17,", "slutar inte senare än", "Rätta åldern"),
        ("{when: birthday, age: 20}", "{when: birthday, age: 17}", "Ingen är ansvarig", "18-årsdagen"),
        ("day: 08-15", "day: 15/8", "”15/8” är inte rätt skrivet.", "Skriv månad och dag"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_remedy(
    tmp_path: Path, old: str, new: str, what: str, remedy: str
) -> None:
    told = wrong(spoilt(tmp_path, old, new))

    line = next(one for one in told.splitlines() if what in one)
    assert re.match(r"practice\.yaml, rad \d+: ", line)
    assert remedy in line
    if "\n" not in old and old.startswith(("label", "first", "picture", "version")):
        assert f"rad {line_of(old)}:" in line


def test_rules_that_go_in_a_circle_are_told(tmp_path: Path) -> None:
    old = "{key: expected, until"

    told = wrong(spoilt(tmp_path, old, "{key: expected, after: compulsory_school, until"))

    assert "Reglerna går i cirkel: ”expected”" in told
    assert f"rad {line_of(old)}:" in told


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  included:\n", "  together:\n", "Översättningen av området ”included” saknas."),
        ("  included:\n", "  together:\n", "Området ”together” finns inte i practice.yaml."),
        ("    label: Included\n", "", "label: Fältet saknas."),
        ("      - Who helps you when things are heavy?\n", "", "Här står 1 frågor, men originalet har 2."),
        ('      early: ["Who are you with?"]\n', "", "prompts_for_children.early: Här står 0 frågor"),
        ("  questions:\n    obstacle:", "  questions:\n    hinder:", "staff.questions: ”obstacle” är inte översatt."),
        ("  questions:\n    obstacle:", "  questions:\n    hinder:", "staff.questions: ”hinder” finns inte"),
        ("            learning:", "            lerning:", "headings: ”learning” är inte översatt."),
        ("    my_world:\n", "    my_worlds:\n", "my_worlds: Fältet känns inte igen."),
        ("turn to {ansvarig}.", "turn to {somebody}.", "Ingen fyller i ”{somebody}”."),
        ("    - What is working well?\n", "", "staff.meeting_agenda: Här står 4 punkter, men originalet har 5."),
        ("lang: en", "lang: fi", "Filen heter languages/en.yaml men säger att språket är ”fi”."),
        ("lang: en", "lang: [", "Filen går inte att tolka som YAML."),
    ],
)
def test_what_a_language_lacks_is_told(tmp_path: Path, old: str, new: str, what: str) -> None:
    told = wrong(spoilt(tmp_path, old, new, ENGLISH))

    assert what in told
    assert "languages/en.yaml, rad " in told


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("meeting_agenda:", "meeting_agendas:", "meeting_agenda: Här står 0 punkter, men originalet har 5."),
        ("  - Mikä sujuu hyvin?\n", "", "meeting_agenda: Här står 4 punkter, men originalet har 5."),
        ("  midwife: kätilö\n", "", "functions: ”midwife” är inte översatt."),
    ],
)
def test_what_a_familys_language_lacks_is_told(tmp_path: Path, old: str, new: str, what: str) -> None:
    told = wrong(spoilt(tmp_path, old, new, "languages/fi.yaml"))

    assert what in told
    assert "languages/fi.yaml, rad " in told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    spoilt(tmp_path, "translations: [en,", "translations: [de, en,")
    for old, new in [("label: Trygg", "lable: Trygg"), ("picture: growing", "picture: dragon")]:
        text = (tmp_path / reading.FILE).read_text(encoding="utf-8")
        (tmp_path / reading.FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    told = wrong(tmp_path)

    assert "languages/de.yaml, rad 1: Filen saknas" in told
    assert "lable: Fältet känns inte igen." in told
    assert "Bilden ”dragon” finns inte." in told


def test_a_missing_area_is_told(tmp_path: Path) -> None:
    start, end = SHIPPED.index("  - key: included"), SHIPPED.index("# Valfria delar")

    assert "Här står 7, men det ska vara 8." in wrong(spoilt(tmp_path, SHIPPED[start:end], "\n"))


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CountyFilesAreWrong, match="Filen saknas"):
        reading.read(tmp_path)


def test_a_county_brings_pictures_of_its_own(tmp_path: Path) -> None:
    folder = spoilt(tmp_path, "picture: growing", "picture: dragon")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "dragon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    manifest = folder / "pictures" / "manifest.yaml"

    manifest.write_text("source: Ritad av oss\nlicence: Fri\npictures:\n  dragon: dragon.svg\n")
    assert reading.read(folder).area("achieving").picture == "dragon"

    manifest.write_text("source: Ritad av oss\npictures:\n  dragon: dragon.svg\n  unicorn: unicorn.svg\n")
    told = wrong(folder)
    assert "pictures/manifest.yaml, rad 3: dragon: Det står inte hur bilden får användas." in told
    assert "pictures/manifest.yaml, rad 4: unicorn: Bildens fil finns inte." in told
    assert "Ingen sida visar bilden ”unicorn”. Välj en av: active," in told


# At the terminal


def test_check_says_what_is_not_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand.check(FOLDER) == 0

    told = capsys.readouterr().out
    assert f"{KRONOBERG.version} går att använda." in told
    assert "inte har bekräftat: Trygg, Må bra" in told
    assert "English: ingen som kan språket har granskat orden." in told


def test_check_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand.check(spoilt(tmp_path, "label: Trygg", "lable: Trygg")) == 1

    assert "lable: Fältet känns inte igen." in capsys.readouterr().err


def test_a_file_is_answered_with_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand.check(FOLDER / reading.FILE) == 1

    assert f"Ange mappen som paketet ligger i: {FOLDER}" in capsys.readouterr().err


def test_diff_says_in_words_what_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt(tmp_path, "label: Trygg", "label: Säker")
    for old, new in [
        ("first_review_weeks: 6", "first_review_weeks: 8"),
        ("      - Har en vuxen att gå till\n", "      - Har en vän\n"),
        ("key: included", "key: belonging"),
        ("translations: [en, ar, so, uk, fi]", "translations: []"),
    ]:
        text = (tmp_path / reading.FILE).read_text(encoding="utf-8")
        (tmp_path / reading.FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    assert by_hand.diff(FOLDER, tmp_path) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Hjulets områden › Trygg › benämning: ”Trygg” → ”Säker”",
        "Hjulets områden › Trygg › exempel på det som fungerar: borttaget: ”Har en vuxen att gå till”",
        "Hjulets områden › Trygg › exempel på det som fungerar: nytt: ”Har en vän”",
        "Hjulets områden › Delaktig: borttaget. Det som redan är skrivet under området visas som förut.",
        "Hjulets områden › Delaktig: nytt.",
        "Veckor till första uppföljningen: 6 → 8",
        *(f"Översättningar › {name}: borttaget." for name in ("English", "العربية", "Soomaali", "Українська", "Suomi")),
        f"11 skillnader mellan {KRONOBERG.version} och {KRONOBERG.version}.",
    ]


def test_every_field_of_a_pack_has_words() -> None:
    fields = {
        field
        for shape in [*vars(parts).values(), *vars(schema).values()]
        if isinstance(shape, type) and issubclass(shape, parts.Strict)
        for field in shape.model_fields
    }

    assert fields == comparing.CALLED.keys()
