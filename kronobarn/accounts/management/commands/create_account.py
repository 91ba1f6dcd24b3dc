"""A local account for someone who works here, and the link with which they choose their password."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from kronobarn.accounts import actions
from kronobarn.accounts.tokens import BEGIN_LASTS, begin_token
from kronobarn.authorities.actions import assign
from kronobarn.authorities.models import Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.people.models import Person


class Command(BaseCommand):
    """The way in for the first administrator, and for everyone until somebody administers."""

    help = "Skapar ett lokalt konto och skriver ut länken där personen väljer sitt lösenord."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="användarnamn, till exempel anna.andersson")
        parser.add_argument("--given-name", required=True, help="förnamn")
        parser.add_argument("--family-name", required=True, help="efternamn")
        parser.add_argument("--unit", help="enhetens nyckel i länets filer; ger också ett uppdrag från i dag")
        parser.add_argument("--profession", choices=[each.value for each in Profession], help="yrke i uppdraget")
        parser.add_argument("--role", choices=[each.value for each in Role], default=Role.STAFF.value, help="roll")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="webbplatsens adress, för länken")

    def handle(self, **options: Any) -> None:
        if bool(options["unit"]) != bool(options["profession"]):
            raise CommandError("Ange både --unit och --profession, eller ingen av dem.")
        try:
            person = self._create(options)
        except (Denied, ValidationError) as refusal:
            reason = refusal.reason if isinstance(refusal, Denied) else " ".join(refusal.messages)
            raise CommandError(str(reason)) from refusal
        address = options["address"].rstrip("/") + reverse("accounts:begin", args=[begin_token(person)])
        hours = int(BEGIN_LASTS.total_seconds()) // 3600
        self.stdout.write(
            f"Kontot {person.username} finns. Lösenordet väljs här, en gång, inom {hours} timmar:\n{address}"
        )

    @transaction.atomic
    def _create(self, options: dict[str, Any]) -> Person:
        person = actions.create_account(
            username=options["username"],
            given_name=options["given_name"],
            family_name=options["family_name"],
            by=SYSTEM,
        )
        if options["unit"]:
            unit = Unit.objects.filter(key=options["unit"]).first()
            if unit is None:
                raise CommandError(f"Det finns ingen enhet med nyckeln {options['unit']}.")
            assign(
                person=person,
                unit=unit,
                profession=Profession(options["profession"]),
                role=Role(options["role"]),
                since=clock.today(),
                by=SYSTEM,
            )
        return person
