"""The map of the site. Addresses are Swedish and carry ids only."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from kronobarn.core import refused

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="notices:my_day"), name="start"),
    path("nekat/", refused.report, name=refused.NAME),
    path("konto/", include("kronobarn.accounts.urls")),
    path("konto/", include("kronobarn.accounts.library_urls")),
    path("min-dag/", include("kronobarn.notices.urls")),
    path("mejl/", include("kronobarn.post.urls")),
    path("konto/foto/", include("kronobarn.portraits.urls")),
    path("utkast/", include("kronobarn.drafts.urls")),
    path("dokument-att-ta-med/", include("kronobarn.papers.urls")),
    path("hjalp/", include("kronobarn.ui.urls")),
    path("grunder/", include("kronobarn.grounds.urls")),
    path("barn/", include("kronobarn.circles.urls")),
    path("barn/", include("kronobarn.responsibility.urls")),
    path("barn/", include("kronobarn.chronology.urls")),
    path("barn/", include("kronobarn.protection.urls")),
    path("barn/", include("kronobarn.merges.urls")),
    path("loggen/", include("kronobarn.audit.urls")),
    path("signaler/", include("kronobarn.concerns.urls")),
    path("insamling/", include("kronobarn.assessments.urls")),
    path("hjulet/", include("kronobarn.wheel.urls")),
    path("min-varld/", include("kronobarn.my_world.urls")),
    path("svar/", include("kronobarn.guests.urls")),
    path("utlamnande/", include("kronobarn.disclosures.urls")),
    path("papper/", include("kronobarn.documents.urls")),
    path("samtycke/", include("kronobarn.consents.urls")),
    path("meddelanden/", include("kronobarn.communication.urls")),
    path("moten/", include("kronobarn.meetings.urls")),
    path("planer/", include("kronobarn.plans.urls")),
    path("brev/", include("kronobarn.letters.urls")),
    path("uppfoljning/", include("kronobarn.reviews.urls")),
    path("loggkontroll/", include("kronobarn.oversight.urls")),
    path("praxismodellen/", include("kronobarn.practice.urls")),
    path("lanet/moten/", include("kronobarn.group_meetings.urls")),
    path("lanet/inforande/", include("kronobarn.implementation.urls")),
    path("lanet/finansiering/", include("kronobarn.financing.urls")),
    path("lanet/arsberattelser/", include("kronobarn.annual_reports.urls")),
    path("lanet/enkater/", include("kronobarn.surveys.urls")),
    path("enkat/", include("kronobarn.surveys.answer_urls")),
    path("lanet/handlingsplaner/", include("kronobarn.action_plans.urls")),
    path("lanet/remisser/", include("kronobarn.consultation.urls")),
    path("remiss/", include("kronobarn.consultation.answer_urls")),
    path("lanet/", include("kronobarn.programme.urls")),
    path("lanet/evenemang/", include("kronobarn.learning.urls")),
    path("evenemang/", include("kronobarn.learning.public_urls")),
    path("lanet/larande/", include("kronobarn.learning_material.urls")),
    path("laget/", include("kronobarn.workload.urls")),
    path("gallring/", include("kronobarn.retention.urls")),
    path("mina-uppgifter/", include("kronobarn.rights.urls")),
    path("nodoppning/", include("kronobarn.emergency.urls")),
    path("administrera/", include("kronobarn.administration.urls")),
]
if settings.KRONOBARN_DEMO:
    urlpatterns.append(path("prova/", include("kronobarn.demo.urls")))
if settings.PRACTICE_ROOMS:
    urlpatterns.append(path("ovningsrum/", include("kronobarn.practice_rooms.urls")))

handler400 = "kronobarn.errors.bad_request"
handler403 = "kronobarn.errors.denied"
handler404 = "kronobarn.errors.not_found"
handler429 = "kronobarn.accounts.views.too_many"  # asked for by the sign-in library
handler500 = "kronobarn.errors.failed"
