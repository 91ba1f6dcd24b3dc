# ruff: noqa: INP001
"""Writes `docs/reference/` from the code: what may be done, what is logged, which tables, which settings.

    make docs

A test writes the pages again and compares, so a change in the code asks for a change here.
"""

import ast
import inspect
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
CODE: Final = ROOT / "kronobarn"
PAGES: Final = ROOT / "docs" / "reference"
NOTE: Final = "<!-- Written by docs/generate.py. Change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "abilities.md": abilities(),
        "events.md": events(),
        "tables.md": tables(),
        "settings.md": settings(),
        "access.md": access(),
        "practice-pack.schema.json": schema("PackFile"),
        "practice-language.schema.json": schema("Translation"),
    }


# The practice pack -------------------------------------------------------------------------------


def schema(name: str) -> str:
    """What a practice pack's files look like, for the editor of whoever keeps them."""
    from kronobarn.practice import schema as shapes

    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **getattr(shapes, name).model_json_schema()}
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


# Access ------------------------------------------------------------------------------------------


def access() -> str:
    """Who may read what, and why."""
    from docs import matrix
    from kronobarn.circles.models import Record

    return _page(["# Vem som ser vad", NOTE, "", *matrix.lines(Record.KINDS)])


# Abilities ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Module:
    """One policy file, read without being run."""

    functions: dict[str, ast.FunctionDef]
    tables: dict[str, ast.expr]

    @classmethod
    def read(cls, file: Path) -> "Module":
        body = ast.parse(file.read_text(encoding="utf-8")).body
        functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        named: dict[str, ast.expr] = {}
        for node in body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                named[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                named[node.target.id] = node.value
        return cls(functions, named)

    def decisions(self) -> Iterator[ast.FunctionDef]:
        """The questions others ask: public functions that answer with a Decision."""
        for name, function in self.functions.items():
            answers = ast.unparse(function.returns) if function.returns else ""
            if not name.startswith("_") and answers == "Decision":
                yield function

    def sentences(self, node: ast.AST, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The sentences a person can be answered with, also through private helpers and tables."""
        for each in ast.walk(node):
            if isinstance(each, ast.Call) and _called(each) in ("_", "gettext", "gettext_lazy") and each.args:
                if isinstance(each.args[0], ast.Constant):
                    yield str(each.args[0].value)
            elif isinstance(each, ast.Name) and each.id not in seen:
                behind = self.tables.get(each.id) or (self.functions.get(each.id) if each.id[0] == "_" else None)
                if behind is not None:
                    yield from self.sentences(behind, seen | {each.id})

    def asks(self, function: ast.FunctionDef) -> list[str]:
        """Other questions that this one leans on."""
        names = {_called(each) for each in ast.walk(function) if isinstance(each, ast.Call)}
        public = {each.name for each in self.decisions()}
        return sorted((names & public) - {function.name})


def abilities() -> str:
    """Who may do what, in the words of the policies."""
    lines = [
        "# Who may do what",
        NOTE,
        "",
        "Every question that is asked before something is done. The answer is yes, or one of the sentences.",
        "Whoever does not see a child or a record is not asked: for them the page does not exist.",
    ]
    for file in sorted(CODE.glob("*/policy.py")) + sorted(CODE.glob("*/policy/*.py")):
        module = Module.read(file)
        found = list(module.decisions())
        if not found:
            continue
        lines += ["", f"## {file.relative_to(CODE).parts[0]}"]
        for function in found:
            lines += ["", f"### `{function.name}`", "", _prose(ast.get_docstring(function) or "")]
            sentences = list(dict.fromkeys(module.sentences(function)))
            if sentences:
                lines += ["", *(f"- {_cell(sentence)}" for sentence in sentences)]
            if asked := module.asks(function):
                lines += ["", "Leans on " + ", ".join(f"`{name}`" for name in asked) + "."]
    return _page(lines)


# Events ------------------------------------------------------------------------------------------


def events() -> str:
    """Everything that can stand in the log."""
    from kronobarn.audit.events import KINDS, Event

    for file in sorted(CODE.glob("*/events.py")):
        import_module(f"kronobarn.{file.parent.name}.events")
    lines = [
        "# What the log can say",
        NOTE,
        "",
        "Each entry also holds when (UTC), who, in which assignment and unit, about which child and row, and why",
        "(a code: the role or the ground). Detail fields hold ids, codes and dates: never names, never text.",
    ]
    by_feature: dict[str, list[type[Event]]] = {}
    for event in KINDS.values():
        if event.__module__.startswith("kronobarn."):
            by_feature.setdefault(event.__module__.split(".")[1], []).append(event)
    for feature in sorted(by_feature):
        lines += ["", f"## {feature}", "", "| kind | sentence | a look? | detail |", "|---|---|---|---|"]
        for event in sorted(by_feature[feature], key=lambda each: each.kind):
            detail = ", ".join(f"`{field.name}`" for field in fields(event))
            look = "yes" if event.is_look else ""
            lines.append(f"| `{event.kind}` | {_cell(str(event.sentence))} | {look} | {detail} |")
    return _page(lines)


# Tables ------------------------------------------------------------------------------------------

FOLLOWS_ITS_RECORD: Final = "with its record"

KEPT: Final = {
    "people_child": "class `child`, last of all",
    "people_identity": "class `child`",
    "people_guardianship": "class `child`",
    "people_named": "class `child`",
    "people_samechild": "class `child`",
    "circles_seat": "class `child`",
    "circles_record": "by its own class",
    "circles_disclosure": "with its record",
    "circles_block": "class `child`",
    "responsibility_responsibility": "class `child`",
    "responsibility_following": "with its record",
    "disclosures_informationrequest": "class `request`",
    "disclosures_extent": "class `request`",
    "notices_task": "with its record or request, or class `child`",
    "drafts_draft": "until the form is sent, or class `child`",
    "papers_order": "half an hour, or class `child`",
    "audit_logentry": "ten years (LOG_YEARS, never less than five), by month",
    "oversight_drawn": "as long as the log",
    "retention_proposedact": "until it is carried out",
    "retention_hold": "class `child`",
    "emergency_opening": "class `child`",
}
"""Tables that are not the detail or a part of a record. A table that is missing here fails the page."""


def tables() -> str:
    """Every table about a child: what it holds, how long, and who the database lets see it."""
    from django.apps import apps

    from kronobarn.circles.models import Detail, Part, Record
    from kronobarn.circles.rules import RETENTION, Kind
    from kronobarn.database import prepare

    policies = _policies()
    lines = [
        "# Tables about children",
        NOTE,
        "",
        "*Seen by* is what PostgreSQL enforces by itself, below the application. *May* is what the application's role",
        "may do at all. How many years a class means is decided by the authority that owns the record. Class `child` is what is",
        "about the child itself: it goes when nothing else is left anywhere. Class `request` is what goes between authorities.",
        "",
        "| table | what it is | kept | seen by | may |",
        "|---|---|---|---|---|",
    ]
    for model in sorted(apps.get_models(), key=lambda each: each._meta.db_table):
        table = model._meta.db_table
        if not model.__module__.startswith("kronobarn.") or not _about_a_child(model):
            continue
        if issubclass(model, Detail):
            kept = f"class `{RETENTION[Kind(model.__name__.lower())]}`" if _is_kind(model) else FOLLOWS_ITS_RECORD
        elif issubclass(model, Part):
            kept = FOLLOWS_ITS_RECORD
        else:
            kept = KEPT[table]
        usual = prepare.USUAL if table in prepare.REMOVABLE else prepare.KEPT
        rights = prepare.ONLY.get(table, usual).lower()
        what = _first_sentence(inspect.getdoc(model) or "")
        lines.append(f"| `{table}` | {_cell(what)} | {kept} | {policies[table]} | {rights} |")
    lines += ["", "## Retention class by kind of record", "", "| kind | called | class |", "|---|---|---|"]
    for kind, retention in RETENTION.items():
        lines.append(f"| `{kind}` | {Record.KINDS[kind]} | `{retention}` |")
    return _page(lines)


def _about_a_child(model: type) -> bool:
    names = {field.attname for field in model._meta.concrete_fields}  # type: ignore[attr-defined]
    return "child_id" in names or model.__name__ == "Child"


def _is_kind(model: type) -> bool:
    from kronobarn.circles.rules import Kind

    return model.__name__.lower() in set(Kind)


def _policies() -> dict[str, str]:
    """What guards each table, read from the features' policies.sql."""
    found: dict[str, str] = {}
    for file in sorted(CODE.glob("*/policies.sql")):
        text = re.sub(r"--.*", "", file.read_text(encoding="utf-8"))
        for table in re.findall(r"CALL circles_guard_by_record\('(\w+)'", text):
            found[table] = "those who see its record"
        for table in re.findall(r"CALL circles_guard_by_child\('(\w+)'", text):
            found[table] = "those who sit with the child"
        for policy, table in re.findall(r"CREATE POLICY (\w+) ON (\w+)", text):
            words = found.get(table, "")
            found[table] = f"{words}, `{policy}`" if words else f"`{policy}`"
    return found


# Settings ----------------------------------------------------------------------------------------

READ_IN: Final = ("settings.py", "cli/*.py", "site.py", "database/binaries.py")
SITE: Final = ROOT / "webbplats"
SITES: Final = ("settings.py", "__main__.py")
"""What the public site reads: a program of its own, with an environment of its own."""

MEANINGS: Final = {
    "SECRET_KEY": "Nyckel som signerar sessioner och formulär. Lång, slumpmässig och hemlig. Krävs.",
    "SECRET_KEY_FALLBACKS": (
        "Tidigare nycklar, åtskilda med komma, så att sessioner och engångskoder håller medan nyckeln byts."
    ),
    "ALLOWED_HOSTS": "Värdnamn som systemet svarar på, åtskilda med komma. Krävs av `serve`.",
    "DATABASE_URL": (
        "Databasen som rollen `kronobarn_app`: `postgresql://kronobarn_app:lösenord@värd/kronobarn`. Krävs av `serve`. "
        "Utan den startas en egen server i datamappen (demo, utveckling, test)."
    ),
    "COUNTY_LANGUAGE": "Språket som det som sparas skrivs på, och som sidorna är på tills någon väljer ett annat.",
    "LEAVE_TO": "Sidan som *Lämna sidan* leder till: en som vem som helst kan ha framme.",
    "CLAMD": (
        "Virusskydd (clamd) som varje fil söks igenom av innan den sparas: `värd:port`, eller sökvägen till en socket. "
        "Svarar den inte tas inga filer emot. Utan den tas bara bilder emot."
    ),
    "PDF_WITHOUT_SCAN": "Tar emot PDF också när inget virusskydd är inställt. Sidan säger då att filer inte söks igenom.",
    "PICTURES": "Mapp med länets egna bilder för barn, till exempel `counties/kronoberg/pictures`. Utan den visas våra egna.",
    "DATABASE_OWNER_URL": "Databasen som rollen `kronobarn_owner`. Behövs bara av `migrate`.",
    "DATABASE_KEEPER_URL": (
        "Databasen som rollen `kronobarn_keeper`, som sigillerar och kontrollerar loggen. "
        "Behövs av `worker` och `doctor`."
    ),
    "HTTPS": (
        "Kräver kryptering: leder om till https, sätter HSTS och kakor som bara går över https. Avstängt bara i demo, "
        "test och felsökning."
    ),
    "LOG_YEARS": "Hur många år loggen sparas, minst 5. Därefter tas hela månader bort, i två steg.",
    "LOG_EXPORT": (
        "Mapp där en kopia av loggen läggs varje natt, för ett annat system att hämta. Utan den görs ingen kopia."
    ),
    "LOG_KEY": (
        "Nyckel som undertecknar intyg om det som gallrats ur loggen och som ger barnens beteckningar vid loggkontroll. "
        "Utan den används `SECRET_KEY`. Sätt den till den gamla när `SECRET_KEY` byts, och behåll den sedan."
    ),
    "KRONOBARN_DATA": "Mapp för statiska filer och för den egna databasservern.",
    "KRONOBARN_DEMO": "Slår på demoläget med personväljaren. Ska aldrig sättas där riktiga barn finns.",
    "KRONOBARN_PRACTICE_ROOMS": "Sätts av `kronobarn rooms`: en server med övningsrum och inget annat.",
    "DATABASE_STAGEHAND_URL": "Sätts av `kronobarn rooms`: rollen som gör, flyttar och kastar övningsrum. Finns bara på deras server.",
    "KRONOBARN_ROOMS_DATA": "Övningsrummens egen datamapp, i stället för `.data/rooms`.",
    "PRACTICE_ROOMS_KEY": "Nyckeln som den som leder en övning skriver för att öppna ett rum. Utan värde görs en, som skrivs ut vid starten.",
    "PRACTICE_ROOMS_CASES": "En mapp med länets egna fall för övningsrummen, i stället för dem som följer med.",
    "PRACTICE_ROOMS_ADDRESS": "Adressen till övningsrummen. Länets översikt pekar dit när den är satt.",
    "KRONOBARN_TESTING": "Sätts av testerna.",
    "KRONOBARN_POSTGRES": (
        "Vilken PostgreSQL den egna servern körs med: `installed`, `wheel` eller sökvägen till en mapp med programmen. "
        "Utan värde: först en installerad, sedan den som följer med."
    ),
    "DEBUG": "Felsökning på utvecklarens egen dator. Aldrig i drift.",
    "EMAIL_HOST": "Server för utgående e-post. Utan den skickas ingen e-post.",
    "EMAIL_PORT": "Port hos e-postservern.",
    "EMAIL_USE_TLS": "Kryptera förbindelsen till e-postservern (STARTTLS).",
    "EMAIL_HOST_USER": "Användarnamn hos e-postservern.",
    "EMAIL_HOST_PASSWORD": "Lösenord hos e-postservern.",
    "DEFAULT_FROM_EMAIL": "Avsändare i e-post.",
    "SITE_ADDRESS": "Adressen till systemet, som står i e-post: `https://kronobarn.example.se`. Utan den står ingen länk där.",
    "SITE_SECRET_KEY": "Webbplatsens egen nyckel, en annan än `SECRET_KEY`. Krävs av `kronobarn site serve`.",
    "SITE_ALLOWED_HOSTS": "Värdnamn som webbplatsen svarar på.",
    "SITE_DATABASE_URL": "Databasen som rollen `kronobarn_site`, som äger schemat `site` och bara läser det som publicerats.",
    "SITE_DATA": "Mapp för webbplatsens bilder och dokument.",
    "SITE_PUBLIC_ADDRESS": "Webbplatsens adress i flöden, webbplatskarta och delningar: `https://barnensbasta.example.se`.",
    "SITE_PROCESS_ADDRESS": "Adressen dit anmälan till evenemang går. Utan den visas ingen länk.",
    "SITE_SECRET_KEY_FALLBACKS": "Webbplatsens tidigare nycklar, så att redaktörernas engångskoder håller medan nyckeln byts.",
    "SITE_FILES_WITHOUT_SCAN": "Låter redaktörer lägga in dokument också när `CLAMD` inte är satt.",
    "SITE_DEMO": "Sätts av demon: visar att texterna är till för att prova, och gör demons redaktör.",
    "SITE_TESTING": "Sätts av webbplatsens tester.",
    "SITE_HOST": "Adress som webbplatsens webbserver lyssnar på.",
    "SITE_PORT": "Port som webbplatsens webbserver lyssnar på.",
    "HOST": "Adress som webbservern lyssnar på.",
    "PORT": "Port som webbservern lyssnar på.",
    "DATA": "Datamapp för `kronobarn demo`.",
    "RESET": "`1` gör att demon börjar om från början.",
    "TRUSTED_PROXIES": (
        "Hur många egna proxyservrar som står framför, så att utelåsning räknar rätt adress. Sätt `1` bakom en proxy."
    ),
}
"""What each variable is for. One that is read and missing here fails the page."""


def settings() -> str:
    """Every environment variable that is read, for whoever installs the product."""
    lines = [
        "# Miljövariabler",
        NOTE,
        "",
        "Allt som skiljer en installation från en annan. Felaktiga värden stoppar starten med ett meddelande.",
        "",
        "| variabel | betydelse | om den saknas | läses i |",
        "|---|---|---|---|",
    ]
    for name, (default, files) in sorted(variables().items()):
        where = ", ".join(f"`{file}`" for file in files)
        lines.append(f"| `{name}` | {_cell(MEANINGS[name])} | {f'`{default}`' if default else ''} | {where} |")
    return _page(lines)


def variables() -> dict[str, tuple[str, list[str]]]:
    """Each variable with its default (as written in the code) and the files that read it."""
    found: dict[str, tuple[str, list[str]]] = {}
    ours = [(str(file.relative_to(CODE)), file) for pattern in READ_IN for file in sorted(CODE.glob(pattern))]
    for name, file in [*ours, *((f"webbplats/{name}", SITE / name) for name in SITES)]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = dict(_constants(tree))
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            reads = _called(call) == "env" or ast.unparse(call.func).startswith(("env.", "os.environ.get"))
            variable = _text(call.args[0], constants) if reads and call.args else None
            if variable is None:
                continue
            default = ast.unparse(call.args[1]) if len(call.args) > 1 else ""
            before, files = found.get(variable, ("", []))
            found[variable] = (before or ("" if default == "''" else default), [*files, *({name} - set(files))])
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield target.id, value.value


def _text(node: ast.expr, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


# Words -------------------------------------------------------------------------------------------


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _prose(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=\.)\s", _prose(text))[0]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def write(say: Callable[[str], None] = print) -> None:
    """Write the pages that have changed."""
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        file = PAGES / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            say(f"docs/reference/{name}")


if __name__ == "__main__":
    os.environ.setdefault("KRONOBARN_TESTING", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kronobarn.settings")
    import django

    django.setup()
    write()
