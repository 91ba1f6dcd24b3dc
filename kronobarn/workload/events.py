"""What the log says of the numbers."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kronobarn.audit.events import Event


@dataclass(frozen=True)
class WorkloadSeen(Event):
    kind: ClassVar = "unit.workload_seen"
    sentence: ClassVar = _("Såg hur mycket som väntar i enheten, i antal")
    is_look: ClassVar = True
