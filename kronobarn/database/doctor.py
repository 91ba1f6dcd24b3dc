"""Is the installation healthy? One line a check, with what to do when the answer is no."""

from __future__ import annotations

import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

import psycopg
from django.conf import global_settings, settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from kronobarn.audit import cutting, exporting, rules, sealing
from kronobarn.core import scanner as virus_scanner
from kronobarn.database.binaries import OLDEST
from kronobarn.database.prepare import current_fingerprint
from kronobarn.post.models import Letter
from kronobarn.practice import pack
from kronobarn.practice.models import Version
from kronobarn.ui import documents as ui_documents

EXTENSIONS: Final = ("btree_gist",)
LOG: Final = "audit_logentry"
CLOCK_TOLERANCE: Final = 2.0  # seconds
HEARTBEAT: Final = 60  # seconds; a worker gives a sign of life every ten
ROOM_NEEDED: Final = 1_000_000_000  # bytes
SEE_TO_LETTERS: Final = "En administratör ser skälen under Administrera, Kommer mejlen fram?"
PATIENCE: Final = 5  # seconds for the mail server to answer


class Verdict(Enum):
    """How a check went; the value is how it is printed."""

    GOOD = "ok     "
    NOTICE = "varning"
    BAD = "FEL    "


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in a sentence that carries the remedy when there is one."""

    verdict: Verdict
    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.verdict.value}  {self.about}: {self.sentence}"


Check = Callable[[], Iterator[Finding]]


def report() -> int:
    """Print every finding. The exit code is 1 when any is bad."""
    findings = list(examine())
    print(*findings, sep="\n")
    return int(any(each.verdict is Verdict.BAD for each in findings))


def examine() -> Iterator[Finding]:
    """Every check in order. One that cannot be carried out is a finding too."""
    for about, check in CHECKS.items():
        try:
            yield from check()
        except (DatabaseError, psycopg.Error, OSError) as problem:
            reason = (str(problem).strip() or type(problem).__name__).splitlines()[0]
            remedy = "Kontrollera att databasen svarar på DATABASE_URL och kör kronobarn migrate."
            yield bad(about, f"Kontrollen gick inte att göra ({reason}). {remedy}")


def database_version() -> Iterator[Finding]:
    found = int(_value("SELECT current_setting('server_version_num')::int / 10000"))
    if found < OLDEST:
        yield bad("databas", f"PostgreSQL {found} är för gammal. Uppgradera till version {OLDEST} eller nyare.")
    else:
        yield good("databas", f"PostgreSQL {found}.")


def extensions() -> Iterator[Finding]:
    for name in EXTENSIONS:
        if _value("SELECT count(*) FROM pg_extension WHERE extname = %s", name):
            yield good("tillägg", f"{name} finns.")
        else:
            yield bad("tillägg", f"{name} saknas. Kör kronobarn migrate.")


def role_of_the_application() -> Iterator[Finding]:
    """The application must not be able to step around row-level security."""
    remedy = "Kör satserna från kronobarn doctor --sql och sätt DATABASE_URL till rollen kronobarn_app."
    powers = {
        "superanvändare": "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
        "undantagen från radskyddet": "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user",
        "ägare till tabeller": "SELECT EXISTS (SELECT FROM pg_class WHERE relowner = current_user::regrole)",
        "medlem i ägarens roll": "SELECT count(*) > 0 FROM pg_roles WHERE rolname = 'kronobarn_owner' "
        "AND pg_has_role(current_user, oid, 'member')",
        "fri att skapa tabeller": "SELECT has_schema_privilege('public', 'CREATE')",
    }
    wrong = [power for power, question in powers.items() if _value(question)]
    if wrong:
        yield bad("roll", f"Applikationens databasroll är {', '.join(wrong)}. {remedy}")
    else:
        yield good("roll", "Applikationen kan inte gå förbi radskyddet.")


def rights_on_the_log() -> Iterator[Finding]:
    wrong = [
        right for right in ("UPDATE", "DELETE", "TRUNCATE") if _value("SELECT has_table_privilege(%s, %s)", LOG, right)
    ]
    partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = %s::regclass AND has_table_privilege(inhrelid, %s)"
    wrong += [f"{right} i en del" for right in ("SELECT", "INSERT", "DELETE") if _value(partitions, LOG, right)]
    if wrong:
        yield bad("logg", f"Applikationen får {', '.join(wrong)} i loggen. Kör kronobarn migrate.")
    else:
        yield good("logg", "Applikationen kan bara lägga till och läsa.")


def migrations() -> Iterator[Finding]:
    connection = connections["default"]
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    stored = _value("SELECT coalesce(obj_description('public'::regnamespace, 'pg_namespace'), '')")
    if waiting:
        yield bad("schema", f"{len(waiting)} ändringar väntar. Kör kronobarn migrate.")
    elif stored != current_fingerprint():
        yield bad("schema", "Regler eller rättigheter är inte desamma som i programmet. Kör kronobarn migrate.")
    else:
        yield good("schema", "Databasen hör till den här versionen.")


def policies() -> Iterator[Finding]:
    """Every table with a child in it is guarded by row-level security, for its owner too."""
    rows = _rows(
        """
        SELECT c.relname,
               c.relrowsecurity AND c.relforcerowsecurity
                   AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND a.attname = 'child_id' AND NOT a.attisdropped
        ORDER BY c.relname
        """
    )
    bare = [name for name, guarded in rows if not guarded]
    if bare:
        yield bad("radskydd", f"Saknas för {', '.join(bare)}. Kör kronobarn migrate.")
    else:
        yield good("radskydd", f"Gäller för alla {len(rows)} tabeller om barn.")


def worker() -> Iterator[Finding]:
    silent = _value("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
    if silent is None or silent > HEARTBEAT:
        yield bad("bakgrundsjobb", "Ingen arbetar. Starta kronobarn worker och låt den vara igång.")
    else:
        yield good("bakgrundsjobb", "Arbetar.")
    failed = _rows(
        """
        SELECT j.task_name, count(*) FROM procrastinate_jobs j
        WHERE j.status = 'failed'
          AND EXISTS (SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'failed'
                      AND e.at > now() - interval '7 days')
        GROUP BY 1 ORDER BY 1
        """
    )
    for name, times in failed:
        sentence = f"{name.rpartition('.')[2]} har misslyckats {times} gånger på sju dagar. Orsaken står i den tekniska loggen."
        yield Finding(Verdict.NOTICE, "bakgrundsjobb", sentence)


def clock() -> Iterator[Finding]:
    theirs = _value("SELECT clock_timestamp()")
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCK_TOLERANCE:
        yield bad("klocka", f"Databasens klocka skiljer {apart:.0f} sekunder. Synkronisera båda mot samma tidsserver.")
    else:
        yield good("klocka", "Databasens klocka går rätt.")


def storage() -> Iterator[Finding]:
    folder = Path(os.environ.get("KRONOBARN_DATA") or ".").absolute()
    if not os.access(folder, os.W_OK):
        yield bad("lagring", f"Det går inte att skriva i {folder}. Ge användaren rätt till mappen.")
        return
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        yield bad("lagring", f"Bara {free // 1_000_000} MB ledigt i {folder}. Gör plats för minst en gigabyte.")
    else:
        yield good("lagring", f"{free // 1_000_000_000} GB ledigt.")


def mail() -> Iterator[Finding]:
    chosen = settings.EMAIL_HOST not in ("", global_settings.EMAIL_HOST)
    if not chosen or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding(Verdict.NOTICE, "e-post", "Inte inställd, så inga mejl skickas. Sätt EMAIL_HOST.")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    speak = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    try:
        with speak(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=PATIENCE):
            pass
    except (OSError, smtplib.SMTPException):
        yield bad("e-post", f"{where} svarar inte. Kontrollera EMAIL_HOST, EMAIL_PORT och brandväggen.")
        return
    if stuck := Letter.objects.given_up().count():
        yield Finding(Verdict.NOTICE, "e-post", f"{where} svarar, men {stuck} mejl kom inte fram. {SEE_TO_LETTERS}")
    elif not settings.SITE_ADDRESS:
        yield Finding(Verdict.NOTICE, "e-post", f"{where} svarar, men mejlen har ingen länk. Sätt SITE_ADDRESS.")
    else:
        yield good("e-post", f"{where} svarar.")


def chain() -> Iterator[Finding]:
    answer = sealing.verify()
    yield Finding(Verdict.GOOD if answer.intact else Verdict.BAD, "loggens kedja", answer.sentence)


def cut() -> Iterator[Finding]:
    """How far back the log goes, and what is about to be removed from it."""
    if found := cutting.waiting():
        day = timezone.localdate(found.at + rules.WAIT)
        yield Finding(
            Verdict.NOTICE,
            "loggens gallring",
            f"{found.entries} rader före {found.before} tas bort tidigast {day}. "
            "Ska de vara kvar: sätt LOG_YEARS högre.",
        )
    elif gone := cutting.gone():
        yield good(
            "loggens gallring", f"{gone.entries} rader före {gone.before} togs bort {timezone.localdate(gone.at)}."
        )
    else:
        yield good("loggens gallring", f"Inget är borttaget. Loggen sparas i {settings.LOG_YEARS} år.")


def export() -> Iterator[Finding]:
    """Yesterday's copy of the log has been made."""
    if settings.LOG_EXPORT is None:
        yield Finding(
            Verdict.NOTICE,
            "loggens kopia",
            "Inte inställd. Sätt LOG_EXPORT till en mapp som ett annat system hämtar från.",
        )
        return
    folder = Path(settings.LOG_EXPORT)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield bad(
            "loggens kopia",
            f"Det går inte att skriva i {folder}. Skapa mappen och ge bakgrundsprocessen rätt till den.",
        )
        return
    newest, wanted = exporting.newest(), rules.exported_until(timezone.localtime())
    if newest is None or newest.day < wanted:
        last = f"Den senaste är för {newest.day}." if newest else "Ingen är gjord."
        yield bad("loggens kopia", f"{last} Kontrollera kronobarn worker, eller kör kronobarn log export.")
    else:
        yield good("loggens kopia", f"{newest.name}, {newest.entries} rader till och med block {newest.last_block}.")


def documents() -> Iterator[Finding]:
    """Without the libraries pages offer the print view instead."""
    if ui_documents.available():
        yield good("pdf", "Kan göras.")
    else:
        yield Finding(Verdict.NOTICE, "pdf", f"Kan inte göras, så sidor skrivs ut i stället. {ui_documents.REMEDY}")


def scanner() -> Iterator[Finding]:
    """Without a configured one only pictures are taken, unless the county has said so."""
    about = "virusskydd"
    if not virus_scanner.is_configured():
        taken = "PDF tas emot utan att sökas igenom." if settings.PDF_WITHOUT_SCAN else "Bara bilder tas emot."
        yield Finding(Verdict.NOTICE, about, f"Inte inställt. {taken} Sätt CLAMD till en clamd.")
        return
    try:
        yield good(about, f"{virus_scanner.version()} svarar.")
    except virus_scanner.NoAnswer:
        yield bad(about, "clamd svarar inte, så inga filer tas emot. Kontrollera CLAMD och att clamd är igång.")


def practice_model() -> Iterator[Finding]:
    """A version is in force, and every version says what it said when it was loaded."""
    about = "praxismodell"
    try:
        yield good(about, f"{pack.current().version} gäller.")
    except pack.NoPracticeModel as missing:
        yield bad(about, f"{missing}.")
    for version, content, digest in Version.objects.values_list("version", "content", "digest"):
        if pack.digest(content) != digest:
            yield bad(about, f"{version} är inte som när den lästes in. Återställ raden från säkerhetskopian.")


CHECKS: Final[dict[str, Check]] = {
    "databas": database_version,
    "tillägg": extensions,
    "roll": role_of_the_application,
    "logg": rights_on_the_log,
    "schema": migrations,
    "radskydd": policies,
    "praxismodell": practice_model,
    "bakgrundsjobb": worker,
    "klocka": clock,
    "lagring": storage,
    "e-post": mail,
    "pdf": documents,
    "virusskydd": scanner,
    "loggens kedja": chain,
    "loggens gallring": cut,
    "loggens kopia": export,
}


def good(about: str, sentence: str) -> Finding:
    return Finding(Verdict.GOOD, about, sentence)


def bad(about: str, sentence: str) -> Finding:
    return Finding(Verdict.BAD, about, sentence)


def _rows(query: str, *parameters: str) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _value(query: str, *parameters: str) -> Any:
    return _rows(query, *parameters)[0][0]
