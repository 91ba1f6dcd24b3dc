"""The site's words in English, and what Wagtail's own Swedish lacks: `python -m tests.webbplats.catalogue` brings the catalogue up to date and compiles it.

python -m tests.webbplats.catalogue fill FILE   takes in lines of `words<tab>translation`
"""

import sys
from pathlib import Path
from typing import Final

import polib

from tests import catalogues

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ROOT / "webbplats"
FOLDER: Final = CODE / "locale" / "en" / "LC_MESSAGES"
WAGTAILS: Final = CODE / "locale" / "sv" / "LC_MESSAGES"
"""Written by hand: Wagtail's English words, which its own translators have not come to."""


def words() -> dict[catalogues.Word, str]:
    """Every word that the site says, with the first file that says it."""
    found: dict[catalogues.Word, str] = {}
    places = [
        *((file, catalogues._python) for file in sorted(CODE.rglob("*.py")) if "migrations" not in file.parts),
        *((file, catalogues._jinja) for file in sorted(CODE.glob("jinja2/**/*.html"))),
        *((file, catalogues._django) for file in sorted(CODE.glob("templates/**/*.html"))),
    ]
    for file, read in places:
        for word in read(file.read_text(encoding="utf-8")):
            found.setdefault(word, file.relative_to(ROOT).as_posix())
    return found


def stored() -> polib.POFile:
    file = FOLDER / "django.po"
    return polib.pofile(str(file), wrapwidth=120) if file.is_file() else polib.POFile(wrapwidth=120)


def update(said: dict[str, str] | None = None) -> polib.POFile:
    """The words that are there now, with the translations they had or are given."""
    old = {entry.msgid: entry for entry in stored()}
    new = polib.POFile(wrapwidth=120)
    new.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogues.PLURALS["en"],
    }
    for word, file in sorted(words().items(), key=lambda pair: (pair[1], pair[0])):
        entry = polib.POEntry(msgid=word.one, occurrences=[(file, "")])
        before = old.get(word.one)
        given = (said or {}).get(word.one)
        if word.many:
            entry.msgid_plural = word.many
            forms = given.split(catalogues.PLURAL_MARK) if given else []
            entry.msgstr_plural = dict(enumerate(forms)) or (before.msgstr_plural if before else {0: "", 1: ""})
        else:
            entry.msgstr = given or (before.msgstr if before else "")
        new.append(entry)
    return new


def keep(file: polib.POFile) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    file.save(str(FOLDER / "django.po"))
    (FOLDER / "django.mo").write_bytes(file.to_binary())


def main(arguments: list[str]) -> int:
    said = None
    if arguments[:1] == ["fill"]:
        lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines()
        said = dict(line.split("\t", 1) for line in lines if "\t" in line)
    found = update(said)
    keep(found)
    (WAGTAILS / "django.mo").write_bytes(polib.pofile(str(WAGTAILS / "django.po")).to_binary())
    for entry in found.untranslated_entries():
        print(entry.msgid)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
