"""The table of doors: every address of the product, as each kind of person meets it.

A page is asked for with GET; what changes something is sent an empty form. Whoever has no place with
the child gets 404, as for an id that leads nowhere: never a refusal, and no way to sign in as another.
"""

import copy
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.rules import KnownHow, NextStep
from kronobarn.chronology import actions as chronology
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Significance
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Ground
from kronobarn.communication import actions as communication
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.reads import candidates as to_write_to
from kronobarn.communication.rules import Subject
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.core import clock, technical_log
from kronobarn.disclosures import actions as disclosures
from kronobarn.disclosures.rules import Verdict
from kronobarn.documents import actions as documents
from kronobarn.emergency import actions as emergency
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.guests import actions as guests
from kronobarn.meetings import actions as meetings
from kronobarn.meetings.models import MeetingDecision
from kronobarn.merges import actions as merges
from kronobarn.oversight import drawing
from kronobarn.oversight.models import Drawn
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number
from kronobarn.people.models import Guardianship, Identity
from kronobarn.protection import actions as protection
from kronobarn.responsibility import actions as responsibility
from kronobarn.wheel import actions as wheel
from tests import plugin
from tests import world as town
from tests.action_plans.planned import planned
from tests.annual_reports.reported import reported
from tests.conftest import at, own_database
from tests.consultation.asking import asked
from tests.documents.pictures import picture
from tests.financing.reckoned import reckoned
from tests.group_meetings.held import published
from tests.guests.asking import question
from tests.hunt.crawler import OF_THE_PROCESS
from tests.implementation.under_way import under_way
from tests.learning.past import planned as an_event
from tests.learning_material.shelf import shelved
from tests.papers.asking import ordered
from tests.programme.past import decided, leader
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.surveys.asking import surveyed
from tests.wheel.sitting import begun
from tests.world import World

pytestmark = pytest.mark.usefixtures("documents_as_text")

# nobody    has not signed in: `in` says that they are sent to where one does
# gunnar    head teacher of a school in another municipality
# cecilia   coordinator of the municipality, without a place with any child
# pelle     police
# tage      teacher, has noticed something; sees only his own words
# sanna     school nurse in another secrecy area, asked to tell
# sofia     social secretary, contact person in the plan
# rut       head teacher, responsible, holds the plan together
# eva       Elsa's mother
# elsa      the child herself, nine years old
# nora      guardian of another child
WHO = ("nobody", "gunnar", "cecilia", "pelle", "tage", "sanna", "sofia", "rut", "eva", "elsa", "nora")
NAME = "Elsa"
OUTSIDERS = ("gunnar", "cecilia", "pelle", "nora")

TABLE = """
#      method name                      what it is made of      nob gun cec pel tag san sof rut eva els nor
# Without a child
-      get  start                        -                       in  302 302 302 302 302 302 302 302 302 302
-      post start                        -                       in  302 302 302 302 302 302 302 302 302 302
-      post csp_report                   -                       415 415 415 415 415 415 415 415 415 415 415
-      get  accounts:choose              -                       in  200 200 200 200 200 200 200 200 200 200
-      post accounts:choose              -                       in  422 422 422 422 422 422 422 422 422 422
-      get  accounts:sessions            -                       in  200 200 200 200 200 200 200 200 200 200
-      post accounts:sessions            -                       in  302 302 302 302 302 302 302 302 302 302
-      post accounts:stay                -                       in  204 204 204 204 204 204 204 204 204 204
-      get  accounts:waiting             -                       in  302 302 302 302 302 302 302 302 302 302
-      post accounts:waiting             -                       in  302 302 302 302 302 302 302 302 302 302
-      get  accounts:left                -                       200 200 200 200 200 200 200 200 200 200 200
-      get  accounts:away                -                       200 200 200 200 200 200 200 200 200 200 200
-      get  accounts:begin               made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post accounts:begin               made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  guests:enter                 made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post guests:enter                 made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  guests:tell                  made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post guests:tell                  made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  guests:thanks                -                       200 200 200 200 200 200 200 200 200 200 200
# Events, for anybody (tests/learning)
-      get  events:events                -                       200 200 200 200 200 200 200 200 200 200 200
-      get  events:event                 seminar                 200 200 200 200 200 200 200 200 200 200 200
-      get  events:calendar_file         seminar                 200 200 200 200 200 200 200 200 200 200 200
-      get  events:register              seminar                 200 200 200 200 200 200 200 200 200 200 200
-      post events:register              seminar                 422 422 422 422 422 422 422 422 422 422 422
-      get  events:thanks                -                       200 200 200 200 200 200 200 200 200 200 200
-      get  events:confirm               made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:own                   made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:change                made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:leave                 made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:certificate           made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post events:confirm               made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post events:change                made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post events:accept                made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post events:leave                 made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:evaluate              made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post events:evaluate              made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  events:evaluated             -                       200 200 200 200 200 200 200 200 200 200 200
-      get  account_login                -                       200 302 302 302 302 302 302 302 302 302 302
-      post account_login                -                       200 302 302 302 302 302 302 302 302 302 302
-      get  mfa_authenticate             -                       in  302 302 302 302 302 302 302 302 302 302
-      post mfa_authenticate             -                       in  302 302 302 302 302 302 302 302 302 302
-      get  account_logout               -                       302 200 200 200 200 200 200 200 200 200 200
-      post account_logout               -                       302 302 302 302 302 302 302 302 302 302 302
-      get  account_inactive             -                       200 200 200 200 200 200 200 200 200 200 200
-      get  account_reauthenticate       -                       in  403 403 403 403 403 403 403 403 403 403
-      post account_reauthenticate       -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_reauthenticate           -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_reauthenticate           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  account_change_password      -                       in  403 403 403 403 403 403 403 403 403 403
-      post account_change_password      -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_index                    -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_index                    -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_activate_totp            -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_activate_totp            -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_deactivate_totp          -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_deactivate_totp          -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_view_recovery_codes      -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_view_recovery_codes      -                       in  403 403 403 403 403 403 403 403 403 403
-      get  mfa_generate_recovery_codes  -                       in  403 403 403 403 403 403 403 403 403 403
-      post mfa_generate_recovery_codes  -                       in  403 403 403 403 403 403 403 403 403 403
-      get  notices:my_day               -                       in  200 200 200 200 200 200 200 200 200 200
-      get  ui:guide                     -                       in  200 200 200 200 200 200 200 200 200 200
-      post ui:speak                     -                       302 302 302 302 302 302 302 302 302 302 302
-      get  ui:pictures                  -                       200 200 200 200 200 200 200 200 200 200 200
-      get  ui:picture                   safe                    200 200 200 200 200 200 200 200 200 200 200
-      get  grounds:all                  -                       in  200 200 200 200 200 200 200 200 200 200
-      get  grounds:ground               harm_test               in  200 200 200 200 200 200 200 200 200 200
-      post grounds:ground               harm_test               in  403 403 403 403 403 403 403 403 403 403
-      get  ui:gallery                   -                       404 404 404 404 404 404 404 404 404 404 404
-      get  circles:children             -                       in  200 200 200 200 200 200 200 200 200 200
-      get  circles:find                 -                       in  200 200 200 200 200 200 200 403 403 403
-      post circles:find                 -                       in  422 422 422 422 422 422 422 403 403 403
-      post circles:come_forward         -                       in  302 302 302 302 302 302 302 302 302 302
-      get  responsibility:new           -                       in  200 200 403 200 200 200 200 403 403 403
-      post responsibility:new           -                       in  422 422 403 422 422 422 422 403 403 403
-      get  audit:mine                   -                       in  200 200 200 200 200 200 200 200 200 200
-      get  rights:mine                  -                       in  200 200 200 200 200 200 200 200 200 200
-      post rights:own_file              utdrag.json             in  200 200 200 200 200 200 200 200 200 200
-      get  workload:overview            -                       in  403 403 403 403 403 403 403 403 403 403
-      get  workload:ask_instead         work                    in  403 403 403 403 403 403 403 403 403 403
-      post workload:ask_instead         work                    in  403 403 403 403 403 403 403 403 403 403
-      get  oversight:overview           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  oversight:search             -                       in  403 403 403 403 403 403 403 403 403 403
-      post oversight:search             -                       in  403 403 403 403 403 403 403 403 403 403
-      get  retention:overview           -                       in  403 403 403 403 403 403 403 403 403 403
-      post retention:overview           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  retention:hold               -                       in  403 403 403 403 403 403 403 403 403 403
-      post retention:hold               -                       in  403 403 403 403 403 403 403 403 403 403
-      get  concerns:inbox               -                       in  200 200 200 200 200 200 200 200 200 200
-      get  assessments:box              -                       in  200 403 403 200 200 200 200 403 403 403
-      get  concerns:duty                -                       in  200 200 200 200 200 200 200 200 200 200
-      get  concerns:report              -                       in  200 200 200 200 200 200 200 403 403 403
-      post concerns:report              -                       in  422 422 422 422 422 422 422 403 403 403
# For a process leader and an administrator (tests/practice)
-      get  practice:versions            -                       in  403 403 403 403 403 403 403 403 403 403
-      get  practice:preview             made-up                 in  403 403 403 403 403 403 403 403 403 403
# The county's process: read by staff, written by the process leader (tests/programme)
-      get  programme:overview           -                       in  200 200 200 200 200 200 200 403 403 403
-      get  programme:bodies             -                       in  200 200 200 200 200 200 200 403 403 403
-      get  programme:questions          -                       in  200 200 200 200 200 200 200 403 403 403
-      get  programme:body               body                    in  200 200 200 200 200 200 200 403 403 403
-      get  programme:question           question                in  200 200 200 200 200 200 200 403 403 403
-      get  programme:answer             awaited                 in  200 200 200 200 200 200 200 403 403 403
-      get  programme:add_body           -                       in  403 403 403 403 403 403 403 403 403 403
-      post programme:add_body           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  programme:change_body        body                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:change_body        body                    in  403 403 403 403 403 403 403 403 403 403
-      get  programme:ask                -                       in  403 403 403 403 403 403 403 403 403 403
-      post programme:ask                -                       in  403 403 403 403 403 403 403 403 403 403
-      get  programme:change_question    question                in  403 403 403 403 403 403 403 403 403 403
-      post programme:change_question    question                in  403 403 403 403 403 403 403 403 403 403
-      get  programme:ask_more           question                in  403 403 403 403 403 403 403 403 403 403
-      post programme:ask_more           question                in  403 403 403 403 403 403 403 403 403 403
-      get  programme:withdraw           question                in  403 403 403 403 403 403 403 403 403 403
-      post programme:withdraw           question                in  403 403 403 403 403 403 403 403 403 403
-      get  programme:decide             awaited                 in  403 403 403 403 403 403 403 403 403 403
-      post programme:decide             awaited                 in  403 403 403 403 403 403 403 403 403 403
-      get  programme:correct            made                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:correct            made                    in  403 403 403 403 403 403 403 403 403 403
-      get  programme:groups             -                       in  200 200 200 200 200 200 200 403 403 403
-      get  programme:group              group                   in  200 200 200 200 200 200 200 403 403 403
-      get  programme:add_group          -                       in  403 403 403 403 403 403 403 403 403 403
-      post programme:add_group          -                       in  403 403 403 403 403 403 403 403 403 403
-      get  programme:reorganise         group                   in  403 403 403 403 403 403 403 403 403 403
-      post programme:reorganise         group                   in  403 403 403 403 403 403 403 403 403 403
-      get  programme:end_group          group                   in  403 403 403 403 403 403 403 403 403 403
-      post programme:end_group          group                   in  403 403 403 403 403 403 403 403 403 403
-      get  programme:add_member         group                   in  403 403 403 403 403 403 403 403 403 403
-      post programme:add_member         group                   in  403 403 403 403 403 403 403 403 403 403
-      get  programme:correct_mandate    mandate                 in  403 403 403 403 403 403 403 403 403 403
-      post programme:correct_mandate    mandate                 in  403 403 403 403 403 403 403 403 403 403
-      get  programme:end_member         member                  in  403 403 403 403 403 403 403 403 403 403
-      post programme:end_member         member                  in  403 403 403 403 403 403 403 403 403 403
-      get  programme:link_account       member                  in  403 403 403 403 403 403 403 403 403 403
-      post programme:link_account       member                  in  403 403 403 403 403 403 403 403 403 403
-      get  programme:correct_member     member                  in  403 403 403 403 403 403 403 403 403 403
-      post programme:correct_member     member                  in  403 403 403 403 403 403 403 403 403 403
-      get  programme:names              -                       in  403 403 403 403 403 403 403 403 403 403
-      get  programme:name_removal       name_removal            in  403 403 403 403 403 403 403 403 403 403
-      get  programme:settle_names       held                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:settle_names       held                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:take_back_names    held                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:propose_names      held                    in  403 403 403 403 403 403 403 403 403 403
-      post programme:remove_names       name_removal            in  403 403 403 403 403 403 403 403 403 403
-      post programme:withdraw_names     name_removal            in  403 403 403 403 403 403 403 403 403 403
# Meetings of its groups: read by staff, called by the process leader and the chair (tests/group_meetings)
-      get  group_meetings:meetings          -                       in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:mine              -                       in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:published         -                       in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:decisions         -                       in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:meeting           group_meeting           in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:calendar          group_meeting           in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:paper             group_meeting           in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:publication       publication             in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:publication_paper publication             in  200 200 200 200 200 200 200 403 403 403
-      post group_meetings:published         -                       in  200 200 200 200 200 200 200 403 403 403
-      post group_meetings:decisions         -                       in  200 200 200 200 200 200 200 403 403 403
-      get  group_meetings:call              group                   in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:call              group                   in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:change            group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:change            group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:cancel            group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:cancel            group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:write             group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:write             group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:hold              group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:hold              group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:approver          group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:approver          group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:approve           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:approve           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:correct           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:correct           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:publish           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:publish           group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:withdraw          group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:withdraw          group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:keep              group_meeting           in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:decide            agenda_item             in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:decide            agenda_item             in  403 403 403 403 403 403 403 403 403 403
-      get  group_meetings:give              agenda_item             in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:give              agenda_item             in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:remove_decision   group_decision          in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:remove_task       group_task              in  403 403 403 403 403 403 403 403 403 403
-      post group_meetings:finish            group_task              in  403 403 403 403 403 403 403 403 403 403
# Action plans: read by staff, written by the process leader and coordinators (tests/action_plans)
-      get  action_plans:overview                -                       in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:compare                 -                       in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:plan                    action_plan             in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:timeline                action_plan             in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:file                    action_plan             in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:paper                   action_plan             in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:activity                activity                in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:version                 plan_version            in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:version_paper           plan_version            in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:follow_up               follow_up               in  200 200 200 200 200 200 200 403 403 403
-      get  action_plans:begin                   -                       in  403 200 403 403 403 403 403 403 403 403
-      post action_plans:begin                   -                       in  403 422 403 403 403 403 403 403 403 403
-      get  action_plans:change_plan             action_plan             in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:change_plan             action_plan             in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:adopt                   action_plan             in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:adopt                   action_plan             in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:start_follow_up         action_plan             in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:start_follow_up         action_plan             in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:add_goal                action_plan             in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:add_goal                action_plan             in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:add_measure             plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:add_measure             plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:add_activity            measure                 in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:add_activity            measure                 in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:change_goal             plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:change_goal             plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:take_out_goal           plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:take_out_goal           plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:change_measure          measure                 in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:change_measure          measure                 in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:take_out_measure        measure                 in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:take_out_measure        measure                 in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:change_activity         activity                in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:change_activity         activity                in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:take_out_activity       activity                in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:take_out_activity       activity                in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:report                  activity                in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:report                  activity                in  403 403 403 403 403 403 403 403 403 403
-      get  action_plans:take_back               plan_version            in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:take_back               plan_version            in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:put_back_goal           plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:move_up_goal            plan_goal               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:put_back_measure        measure                 in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:move_up_measure         measure                 in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:put_back_activity       activity                in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:move_up_activity        activity                in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:publish                 plan_version            in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:unpublish               plan_version            in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:remind                  follow_up               in  403 403 403 403 403 403 403 403 403 403
-      post action_plans:close_follow_up         follow_up               in  403 403 403 403 403 403 403 403 403 403
# Events, as those who lead the process write them and follow who comes
-      get  learning:events              -                       in  403 403 403 403 403 403 403 403 403 403
-      get  learning:add_event           -                       in  403 403 403 403 403 403 403 403 403 403
-      post learning:add_event           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  learning:of_address          -                       in  403 403 403 403 403 403 403 403 403 403
-      post learning:of_address          -                       in  403 403 403 403 403 403 403 403 403 403
-      post learning:remove_address      -                       in  403 403 403 403 403 403 403 403 403 403
-      get  learning:event               seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:change_event        seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:change_event        seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:organiser           seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:organiser           seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:publish             seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:close               seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:reopen              seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:cancel              seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:cancel              seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:add_session         seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:add_session         seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:thought             seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:ask_what_they_thought seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:try_again           seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:registered          seminar                 in  403 403 403 403 403 403 403 403 403 403
-      post learning:as_file             seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:attendance          seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:certificates        seminar                 in  403 403 403 403 403 403 403 403 403 403
-      get  learning:change_session      point                   in  403 403 403 403 403 403 403 403 403 403
-      post learning:change_session      point                   in  403 403 403 403 403 403 403 403 403 403
-      post learning:remove_session      point                   in  403 403 403 403 403 403 403 403 403 403
-      post learning:tick                registered              in  403 403 403 403 403 403 403 403 403 403
-      post learning:take_off            registered              in  403 403 403 403 403 403 403 403 403 403
# How far units have come: read by staff, written by heads, coordinators and the process leader (tests/implementation)
-      get  implementation:file            -                       in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:overview        -                       in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:place           county_place            in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:unit            school_unit             in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:write           school_unit             in  200 403 403 403 403 403 403 403 403 403
-      post implementation:write           school_unit             in  422 403 403 403 403 403 403 403 403 403
-      get  implementation:correct         taken                   in  200 403 403 403 403 403 403 403 403 403
-      post implementation:correct         taken                   in  422 403 403 403 403 403 403 403 403 403
-      get  implementation:requests        -                       in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:ask             -                       in  200 200 200 200 200 200 200 403 403 403
-      post implementation:ask             -                       in  422 422 422 422 422 422 422 403 403 403
-      get  implementation:request         visit                   in  200 404 404 404 404 404 404 403 403 403
-      get  implementation:reply           visit                   in  403 404 404 404 404 404 404 403 403 403
-      post implementation:reply           visit                   in  403 404 404 404 404 404 404 403 403 403
-      post implementation:take_back       visit                   in  302 404 404 404 404 404 404 403 403 403
-      get  implementation:told            -                       in  200 200 200 200 200 200 200 403 403 403
-      get  implementation:tell            -                       in  403 200 403 403 403 403 403 403 403 403
-      post implementation:tell            -                       in  403 422 403 403 403 403 403 403 403 403
-      get  implementation:correct_telling telling                 in  403 403 403 403 403 403 403 403 403 403
-      post implementation:correct_telling telling                 in  403 403 403 403 403 403 403 403 403 403
# Money: read by staff, written by the process leader (tests/financing)
-      get  financing:overview          -                       in  200 200 200 200 200 200 200 403 403 403
-      get  financing:file              table_form              in  200 200 200 200 200 200 200 403 403 403
-      get  financing:year              financial_year          in  200 200 200 200 200 200 200 403 403 403
-      get  financing:begin             -                       in  403 403 403 403 403 403 403 403 403 403
-      post financing:begin             -                       in  403 403 403 403 403 403 403 403 403 403
-      get  financing:add               financial_year          in  403 403 403 403 403 403 403 403 403 403
-      post financing:add               financial_year          in  403 403 403 403 403 403 403 403 403 403
-      get  financing:adopt             financial_year          in  403 403 403 403 403 403 403 403 403 403
-      post financing:adopt             financial_year          in  403 403 403 403 403 403 403 403 403 403
-      get  financing:close             budget_line             in  403 403 403 403 403 403 403 403 403 403
-      post financing:close             budget_line             in  403 403 403 403 403 403 403 403 403 403
-      get  financing:correct           budget_line             in  403 403 403 403 403 403 403 403 403 403
-      post financing:correct           budget_line             in  403 403 403 403 403 403 403 403 403 403
# Annual reports: drafts for the process leader, what is settled for all staff (tests/annual_reports)
-      get  annual_reports:overview     -                       in  200 200 200 200 200 200 200 403 403 403
-      get  annual_reports:begin        -                       in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:begin        -                       in  403 403 403 403 403 403 403 403 403 403
-      get  annual_reports:report       annual_report           in  200 200 200 200 200 200 200 403 403 403
-      get  annual_reports:report       annual_draft            in  404 404 404 404 404 404 404 403 403 403
-      get  annual_reports:chapter      annual_report,report_chapter in  403 403 403 403 403 403 403 403 403 403
-      get  annual_reports:chapter      annual_draft,report_chapter in  404 404 404 404 404 404 404 403 403 403
-      get  annual_reports:write        annual_report,report_chapter in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:write        annual_draft,report_chapter in  404 404 404 404 404 404 404 403 403 403
-      get  annual_reports:correct      annual_report,report_chapter in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:correct      annual_report,report_chapter in  403 403 403 403 403 403 403 403 403 403
-      get  annual_reports:settle       annual_report           in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:settle       annual_draft            in  404 404 404 404 404 404 404 403 403 403
-      get  annual_reports:take_back    annual_report           in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:take_back    annual_report           in  403 403 403 403 403 403 403 403 403 403
-      get  annual_reports:publish      annual_report           in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:publish      annual_report           in  403 403 403 403 403 403 403 403 403 403
-      post annual_reports:unpublish    annual_report           in  403 403 403 403 403 403 403 403 403 403
-      get  annual_reports:paper        annual_report           in  200 200 200 200 200 200 200 403 403 403
-      get  annual_reports:paper        annual_draft            in  404 404 404 404 404 404 404 403 403 403
-      get  annual_reports:slides       annual_report           in  200 200 200 200 200 200 200 403 403 403
-      get  annual_reports:slides       annual_draft            in  404 404 404 404 404 404 404 403 403 403
# Learning material: read by staff, each their own progress; written by the process leader (tests/learning_material)
-      get  learning_material:library   -                       in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:mine      -                       in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:material  material                in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:version   material_version        in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:paper     material_version        in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:part      material_part           in  200 200 200 200 200 200 200 403 403 403
-      post learning_material:mark      material_part           in  302 302 302 302 302 302 302 403 403 403
-      get  learning_material:file      material_file           in  200 200 200 200 200 200 200 403 403 403
-      get  learning_material:certificate material                in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:write     -                       in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:write     -                       in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:begin     material                in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:change    material_version        in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:change    material_version        in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:add_part  material_version        in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:add_part  material_version        in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:change_part material_part           in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:change_part material_part           in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:move_part material_part           in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:remove_part material_part           in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:publish   material_version        in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:publish   material_version        in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:discard   material_version        in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:show      material                in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:withdraw  material                in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:withdraw  material                in  403 403 403 403 403 403 403 403 403 403
-      post learning_material:restore   material                in  403 403 403 403 403 403 403 403 403 403
-      get  learning_material:counted   material                in  403 403 403 403 403 403 403 403 403 403
# Surveys: asked by the process leader, read by staff when a result is published (tests/surveys)
-      get  surveys:surveys             -                       in  200 200 200 200 200 200 200 403 403 403
-      get  surveys:survey              survey                  in  200 200 200 200 200 200 200 403 403 403
-      get  surveys:file                survey                  in  200 200 200 200 200 200 200 403 403 403
-      get  surveys:write               -                       in  403 403 403 403 403 403 403 403 403 403
-      post surveys:write               -                       in  403 403 403 403 403 403 403 403 403 403
-      get  surveys:change              survey                  in  403 403 403 403 403 403 403 403 403 403
-      post surveys:change              survey                  in  403 403 403 403 403 403 403 403 403 403
-      get  surveys:add_question        survey                  in  403 403 403 403 403 403 403 403 403 403
-      post surveys:add_question        survey                  in  403 403 403 403 403 403 403 403 403 403
-      get  surveys:translate           survey,other_language   in  403 403 403 403 403 403 403 403 403 403
-      post surveys:translate           survey,other_language   in  403 403 403 403 403 403 403 403 403 403
-      get  surveys:open_round          survey                  in  403 403 403 403 403 403 403 403 403 403
-      post surveys:open_round          survey                  in  403 403 403 403 403 403 403 403 403 403
-      post surveys:remove_question     survey_question         in  403 403 403 403 403 403 403 403 403 403
-      get  surveys:round               survey_round            in  200 200 200 200 200 200 200 403 403 403
-      get  surveys:move                survey_round            in  403 403 403 403 403 403 403 403 403 403
-      post surveys:move                survey_round            in  403 403 403 403 403 403 403 403 403 403
-      post surveys:publish             survey_round            in  403 403 403 403 403 403 403 403 403 403
# Those who answer: anybody with the link, and nobody is known (tests/surveys)
-      get  enkat:answer                made-up                 404 404 404 404 404 404 404 404 404 404 404
-      post enkat:answer                made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  enkat:thanks                -                       200 200 200 200 200 200 200 200 200 200 200
# Consultation rounds (tests/consultation)
-      get  consultation:rounds          -                       in  200 200 200 200 200 200 200 403 403 403
-      get  consultation:round           round                   in  200 200 200 200 200 200 200 403 403 403
-      get  consultation:write           -                       in  403 403 403 403 403 403 403 403 403 403
-      post consultation:write           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:change          round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:change          round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:add_section     round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:add_section     round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:change_section  part                    in  403 403 403 403 403 403 403 403 403 403
-      post consultation:change_section  part                    in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:add_question    part                    in  403 403 403 403 403 403 403 403 403 403
-      post consultation:add_question    part                    in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:change_question point                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:change_question point                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:invite          round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:invite          round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:extend          round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:extend          round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:withdraw        round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:withdraw        round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:mailbox         invited                 in  403 403 403 403 403 403 403 403 403 403
-      post consultation:mailbox         invited                 in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:open_for_one    invited                 in  403 403 403 403 403 403 403 403 403 403
-      post consultation:open_for_one    invited                 in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:reply           point                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:reply           point                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:reply_to        point,invited           in  403 403 403 403 403 403 403 403 403 403
-      post consultation:reply_to        point,invited           in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:adopt           round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:adopt           round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:invitation      invited                 in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:answers         round                   in  403 403 403 403 403 403 403 403 403 403
-      get  consultation:answers_file    round,table_form        in  403 403 403 403 403 403 403 403 403 403
-      post consultation:sections_of_the_pack round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:remove_section  part                    in  403 403 403 403 403 403 403 403 403 403
-      post consultation:remove_question point                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:send            round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:remind          round                   in  403 403 403 403 403 403 403 403 403 403
-      post consultation:make_link       invited                 in  403 403 403 403 403 403 403 403 403 403
-      post consultation:send_link       invited                 in  403 403 403 403 403 403 403 403 403 403
-      post consultation:revoke          invited                 in  403 403 403 403 403 403 403 403 403 403
-      post consultation:publish         round                   in  403 403 403 403 403 403 403 403 403 403
# Those who answer: nobody is let in by an account, only by the link (tests/consultation)
-      get  remiss:enter                 made-up                 404 404 404 404 404 404 404 404 404 404 404
-      get  remiss:start                 invited                 403 403 403 403 403 403 403 403 403 403 403
-      get  remiss:who                   invited                 403 403 403 403 403 403 403 403 403 403 403
-      get  remiss:section               invited,nth             403 403 403 403 403 403 403 403 403 403 403
-      get  remiss:submit                invited                 403 403 403 403 403 403 403 403 403 403 403
-      get  remiss:receipt               invited                 403 403 403 403 403 403 403 403 403 403 403
-      get  remiss:receipt_file          invited                 403 403 403 403 403 403 403 403 403 403 403
-      post remiss:who                   invited                 403 403 403 403 403 403 403 403 403 403 403
-      post remiss:section               invited,nth             403 403 403 403 403 403 403 403 403 403 403
-      post remiss:submit                invited                 403 403 403 403 403 403 403 403 403 403 403
-      post remiss:take_back             invited                 403 403 403 403 403 403 403 403 403 403 403
# Letters (tests/post)
-      get  post:own                     -                       in  200 200 200 200 200 200 200 200 200 200
-      post post:own                     -                       in  422 422 422 422 422 422 422 422 422 422
-      get  portraits:own                -                       in  200 200 200 200 200 200 200 200 200 200
-      post portraits:own                -                       in  422 422 422 422 422 422 422 403 403 403
-      post portraits:remove             -                       in  302 302 302 302 302 302 302 302 302 302
-      get  post:confirm                 made-up                 in  404 404 404 404 404 404 404 404 404 404
-      post post:confirm                 made-up                 in  404 404 404 404 404 404 404 404 404 404
-      get  post:letters                 -                       in  403 403 403 403 403 403 403 403 403 403
-      post post:try_again               -                       in  403 403 403 403 403 403 403 403 403 403
# For an administrator (tests/administration)
-      get  administration:overview      -                       in  403 403 403 403 403 403 403 403 403 403
-      get  administration:unit          town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      get  administration:rename_unit   town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      post administration:rename_unit   town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      get  administration:close_unit    town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      post administration:close_unit    town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      get  administration:unit_box      town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      post administration:unit_box      town-angsskolan         in  403 403 403 403 403 403 403 403 403 403
-      get  administration:find          -                       in  403 403 403 403 403 403 403 403 403 403
-      post administration:find          -                       in  403 403 403 403 403 403 403 403 403 403
-      get  administration:add           -                       in  403 403 403 403 403 403 403 403 403 403
-      post administration:add           -                       in  403 403 403 403 403 403 403 403 403 403
-      get  administration:person        colleague               in  403 403 403 403 403 403 403 403 403 403
-      get  administration:give          colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:give          colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:link          colleague               in  403 403 403 403 403 403 403 403 403 403
-      get  administration:reset         colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:reset         colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:sign_out      colleague               in  403 403 403 403 403 403 403 403 403 403
-      get  administration:close         colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:close         colleague               in  403 403 403 403 403 403 403 403 403 403
-      post administration:reopen        colleague               in  403 403 403 403 403 403 403 403 403 403
-      get  administration:end           work                    in  403 403 403 403 403 403 403 403 403 403
-      post administration:end           work                    in  403 403 403 403 403 403 403 403 403 403
# While information is gathered
told   post drafts:keep                  child,signal-form       in  404 404 404 200 200 404 200 200 200 404
told   get  papers:order                 order                   in  404 404 404 404 404 404 200 404 404 404
told   post papers:order                 order                   in  404 404 404 404 404 404 302 404 404 404
told   get  concerns:notice              child                   in  404 404 404 200 200 404 200 200 200 404
told   post concerns:notice              child                   in  404 404 404 422 422 404 422 422 422 404
told   get  concerns:signal              signal                  in  404 404 404 200 404 404 200 404 404 404
told   post concerns:receive             signal                  in  404 404 404 403 404 404 302 404 404 404
told   post concerns:close               matter                  in  404 404 404 404 403 404 422 403 403 404
told   get  assessments:gathering        matter                  in  404 404 404 404 200 404 200 200 200 404
told   get  assessments:ask              matter                  in  404 404 404 404 404 404 200 404 404 404
told   post assessments:ask              matter                  in  404 404 404 404 404 404 422 404 404 404
told   get  assessments:over_time        matter                  in  404 404 404 404 200 404 200 200 200 404
told   get  assessments:more             matter                  in  404 404 404 404 404 404 200 404 404 404
told   post assessments:more             matter                  in  404 404 404 404 404 404 422 404 404 404
told   post assessments:take             source                  in  404 404 404 404 404 404 404 404 404 404
told   post assessments:give_back        source                  in  404 404 404 404 403 404 403 404 404 404
told   post assessments:remind           source                  in  404 404 404 404 403 404 403 404 404 404
told   get  guests:asked                 matter                  in  404 404 404 404 404 404 200 404 404 404
told   get  guests:ask                   matter                  in  404 404 404 404 404 404 200 404 404 404
told   post guests:ask                   matter                  in  404 404 404 404 404 404 422 404 404 404
told   get  guests:guest                 guest                   in  404 404 404 404 404 404 200 404 404 404
told   post guests:withdraw              guest                   in  404 404 404 404 404 404 302 404 404 404
told   post guests:have_read             guest                   in  404 404 404 404 404 404 302 404 404 404
told   get  assessments:wheel            matter                  in  404 404 404 404 200 404 200 200 200 404
told   get  assessments:wheel_paper      matter                  in  404 404 404 404 200 404 200 200 200 404
told   get  assessments:tell             matter,guardian,healthy in  404 404 404 404 200 404 200 200 403 404
told   post assessments:tell             matter,guardian,healthy in  404 404 404 404 422 404 422 422 403 404
told   get  assessments:analysis         matter                  in  404 404 404 404 404 404 200 404 404 404
told   post assessments:analysis         matter                  in  404 404 404 404 404 404 302 404 404 404
told   get  assessments:decide           matter                  in  404 404 404 404 404 404 302 404 404 404
told   post assessments:decide           matter                  in  404 404 404 404 404 404 302 404 404 404
told   get  assessments:source           source                  in  404 404 404 404 200 404 200 404 404 404
told   post assessments:source           source                  in  404 404 404 404 403 404 403 404 404 404
told   post assessments:done             source                  in  404 404 404 404 403 404 403 404 404 404
told   post assessments:told             source                  in  404 404 404 404 403 404 403 404 404 404
# When Sofia is asked to take over
handed get  assessments:handover         matter                  in  404 404 404 404 404 200 200 404 404 404
handed post assessments:handover         matter                  in  404 404 404 404 404 422 403 404 404 404
handed post assessments:withdraw_handover matter                 in  404 404 404 404 404 404 302 404 404 404
# With a plan that is followed up
review get  circles:people               child                   in  404 404 404 200 200 200 200 200 200 404
review get  circles:sharing              child                   in  404 404 404 200 200 200 200 200 200 404
review get  circles:end_disclosure        child,shared            in  404 404 404 404 404 403 200 403 403 404
review post circles:end_disclosure        child,shared            in  404 404 404 404 404 403 302 403 403 404
review get  circles:withhold             record                  in  404 404 404 404 404 403 200 403 403 404
review post circles:withhold             record                  in  404 404 404 404 404 403 422 403 403 404
review get  circles:withheld             withheld                in  404 404 404 404 404 404 200 404 404 404
review post circles:withheld             withheld                in  404 404 404 404 404 404 422 404 404 404
review get  circles:block                child                   in  404 404 404 200 200 200 200 200 200 404
review post circles:block                child                   in  404 404 404 403 403 403 403 403 403 404
review get  circles:lift                 block                   in  404 404 404 404 200 404 404 404 403 404
review post circles:lift                 block                   in  404 404 404 404 422 404 404 404 403 404
review get  circles:choose_unit          child                   in  404 404 404 403 403 403 200 403 403 404
review get  circles:ask                  child,town-elevhalsan   in  404 404 404 403 403 403 200 403 403 404
review post circles:ask                  child,town-elevhalsan   in  404 404 404 403 403 403 422 403 403 404
review post circles:end                  child,seat              in  404 404 404 404 302 403 302 403 403 404
review get  responsibility:guardian      child                   in  404 404 404 403 403 403 200 403 403 404
review post responsibility:guardian      child                   in  404 404 404 403 403 403 422 403 403 404
review get  responsibility:own_pages     child                   in  404 404 404 403 403 403 200 403 403 404
review post responsibility:own_pages     child                   in  404 404 404 403 403 403 403 403 403 404
review get  responsibility:own_link      child,family_seat       in  404 404 404 403 403 403 200 403 403 404
review post responsibility:own_link      child,family_seat       in  404 404 404 403 403 403 422 403 403 404
review get  responsibility:own_end       child                   in  404 404 404 403 403 403 200 403 403 404
review post responsibility:own_end       child                   in  404 404 404 403 403 403 422 403 403 404
review get  responsibility:baton         child                   in  404 404 404 200 200 200 200 200 200 404
review post responsibility:baton         child                   in  404 404 404 403 403 403 422 403 403 404
review post responsibility:accept        child                   in  404 404 404 403 403 403 403 403 403 404
review post responsibility:decline       child                   in  404 404 404 403 403 403 403 403 403 404
review post responsibility:withdraw      child                   in  404 404 404 403 403 403 403 403 403 404
review post responsibility:has_read      child                   in  404 404 404 403 403 403 403 302 302 404
review get  responsibility:birth         child                   in  404 404 404 403 403 403 403 403 403 404
review post responsibility:birth         child                   in  404 404 404 403 403 403 403 403 403 404
review get  responsibility:number        child                   in  404 404 404 403 403 403 200 403 403 404
review post responsibility:number        child                   in  404 404 404 403 403 403 422 403 403 404
review get  chronology:child             child                   in  404 404 404 200 200 200 200 200 200 404
review get  chronology:events            child                   in  404 404 404 200 200 200 200 200 200 404
review get  chronology:events_paper      child                   in  404 404 404 200 200 200 200 200 200 404
review get  chronology:log               child                   in  404 404 404 200 200 200 200 200 200 404
review get  chronology:who_sees          record                  in  404 404 404 404 404 200 200 200 200 404
review get  oversight:extract            child                   in  404 404 404 200 200 200 200 200 200 404
review get  oversight:extract_file       child,tabell.csv        in  404 404 404 200 200 200 200 200 200 404
review get  rights:child                 child                   in  404 404 404 403 403 403 200 200 200 404
review post rights:child                 child                   in  404 404 404 403 403 403 422 403 403 404
review post rights:child_file            child,utdrag.json       in  404 404 404 403 403 403 403 200 200 404
# What is drawn from the log is there for whoever reviews it (tests/oversight), and for nobody here
review get  oversight:sample             sample                  in  404 404 404 404 404 404 404 404 404 404
review get  oversight:visit              drawn                   in  404 404 404 404 404 404 404 404 404 404
review post oversight:visit              drawn                   in  404 404 404 404 404 404 404 404 404 404
# What is to be removed is there for the area's archivist and managers (tests/retention)
review get  retention:proposal           proposal                in  404 404 404 404 404 404 404 404 404 404
review post retention:approve            proposal                in  404 404 404 404 404 404 404 404 404 404
review post retention:withdraw           proposal                in  404 404 404 404 404 404 404 404 404 404
review post retention:end_hold           hold                    in  404 404 404 404 404 404 404 404 404 404
review get  concerns:matter              matter                  in  404 404 404 404 200 200 200 200 200 404
# Passing on and asking for information (`asked` is Sofia's request to the school)
review get  disclosures:pass_on          child                   in  404 404 404 403 200 200 200 403 403 404
review post disclosures:pass_on          child                   in  404 404 404 403 422 422 422 403 403 404
review get  disclosures:receipt          child,asked             in  404 404 404 404 404 404 200 404 404 404
review post disclosures:receipt          child,asked             in  404 404 404 404 404 404 302 404 404 404
review get  disclosures:requests         child                   in  404 404 404 200 200 200 200 200 200 404
review get  disclosures:ask              child                   in  404 404 404 403 200 200 200 200 200 404
review post disclosures:ask              child                   in  404 404 404 403 422 422 422 422 422 404
review get  disclosures:request          asked                   in  404 404 404 404 404 200 200 404 404 404
review post disclosures:request          asked                   in  404 404 404 404 404 403 403 404 404 404
review post disclosures:withdraw         asked                   in  404 404 404 404 404 403 403 404 404 404
review post disclosures:have_read        asked                   in  404 404 404 404 404 302 302 404 404 404
review get  consents:ask                 matter                  in  404 404 404 404 200 200 200 200 200 404
review post consents:ask                 matter                  in  404 404 404 404 403 403 422 403 403 404
review get  consents:maturity            child                   in  404 404 404 200 200 200 200 200 200 404
review post consents:maturity            child                   in  404 404 404 403 403 403 422 403 403 404
review get  consents:consent             consent                 in  404 404 404 404 404 404 200 200 404 404
review get  consents:paper               consent                 in  404 404 404 404 404 404 200 200 404 404
review post consents:consent             consent                 in  404 404 404 404 404 404 403 403 404 404
review get  consents:record              consent                 in  404 404 404 404 404 404 200 200 404 404
review post consents:record              consent                 in  404 404 404 404 404 404 403 403 404 404
review get  consents:withdraw            consent                 in  404 404 404 404 404 404 200 200 404 404
review post consents:withdraw            consent                 in  404 404 404 404 404 404 422 422 404 404
review get  consents:alternative         consent                 in  404 404 404 404 404 404 200 200 404 404
review post consents:alternative         consent                 in  404 404 404 404 404 404 403 403 404 404
review get  documents:add                consent                 in  404 404 404 404 404 404 200 403 404 404
review post documents:add                consent                 in  404 404 404 404 404 404 422 403 404 404
review get  documents:add                held                    in  404 404 404 404 404 403 200 403 403 404
review post documents:add                held                    in  404 404 404 404 404 403 422 403 403 404
review get  documents:add                plan                    in  404 404 404 404 404 403 200 403 403 404
review post documents:add                plan                    in  404 404 404 404 404 403 422 403 403 404
review get  documents:see                paper                   in  404 404 404 404 404 404 200 200 404 404
review get  documents:file               paper                   in  404 404 404 404 404 404 200 200 404 404
review get  documents:who                paper                   in  404 404 404 404 404 404 200 403 404 404
review post documents:who                paper                   in  404 404 404 404 404 404 302 403 404 404
review get  documents:remove             paper                   in  404 404 404 404 404 404 200 403 404 404
review post documents:remove             paper                   in  404 404 404 404 404 404 422 403 404 404
review get  chronology:add               child                   in  404 404 404 403 200 200 200 403 403 404
review post chronology:add               child                   in  404 404 404 403 422 422 422 403 403 404
review get  chronology:event             event                   in  404 404 404 404 404 404 200 404 404 404
review get  chronology:correct           event                   in  404 404 404 404 404 404 200 404 404 404
review post chronology:correct           event                   in  404 404 404 404 404 404 422 404 404 404
# What the county has not switched on is there for nobody (tests/my_world)
review get  my_world:my_world            matter                  in  404 404 404 404 404 404 404 404 404 404
review get  my_world:add_my_world        matter                  in  404 404 404 404 404 404 404 404 404 404
review post my_world:add_my_world        matter                  in  404 404 404 404 404 404 404 404 404 404
review get  my_world:resilience          matter                  in  404 404 404 404 404 404 404 404 404 404
review get  my_world:add_resilience      matter                  in  404 404 404 404 404 404 404 404 404 404
review post my_world:add_resilience      matter                  in  404 404 404 404 404 404 404 404 404 404
review get  my_world:correct             event                   in  404 404 404 404 404 404 404 404 404 404
review post my_world:correct             event                   in  404 404 404 404 404 404 404 404 404 404
# Messages (`talk`: Rut writes to Eva and Sofia; `filed`: what Rut wrote to Eva and has filed)
review get  communication:threads        child                   in  404 404 404 200 200 200 200 200 200 404
review get  communication:start          child                   in  404 404 404 403 200 200 200 200 200 404
review post communication:start          child                   in  404 404 404 403 422 422 422 422 422 404
review get  communication:thread         talk                    in  404 404 404 404 404 200 200 200 404 404
review get  communication:paper          filed                   in  404 404 404 404 404 404 200 404 404 404
review post communication:say            talk                    in  404 404 404 404 404 422 422 422 404 404
review post communication:read           talk                    in  404 404 404 404 404 302 302 302 404 404
review get  communication:add            talk                    in  404 404 404 404 404 403 200 403 404 404
review post communication:add            talk                    in  404 404 404 404 404 403 422 403 404 404
review post communication:file           talk                    in  404 404 404 404 404 403 302 403 404 404
review post communication:close          talk                    in  404 404 404 404 404 403 422 403 404 404
review get  communication:strike         message                 in  404 404 404 404 404 403 200 403 404 404
review post communication:strike         message                 in  404 404 404 404 404 403 422 403 404 404
review post communication:end            participant             in  404 404 404 404 404 403 302 302 404 404
review get  meetings:call                matter                  in  404 404 404 404 200 200 200 200 200 404
review post meetings:call                matter                  in  404 404 404 404 403 403 422 403 403 404
review get  meetings:meeting             meeting                 in  404 404 404 404 404 200 200 200 200 404
review get  meetings:paper               meeting                 in  404 404 404 404 404 200 200 200 200 404
review post meetings:answer              meeting                 in  404 404 404 404 404 400 400 400 400 404
review get  letters:invitation           meeting                 in  404 404 404 404 404 403 200 403 403 404
review get  letters:plan                 plan                    in  404 404 404 404 404 403 200 403 403 404
review post meetings:answer_times        meeting                 in  404 404 404 404 404 422 422 422 422 404
review post meetings:pick                meeting                 in  404 404 404 404 404 403 422 403 403 404
review post meetings:move                meeting                 in  404 404 404 404 404 403 422 403 403 404
review post meetings:describe            meeting                 in  404 404 404 404 404 403 302 403 403 404
review get  meetings:calendar            meeting                 in  404 404 404 404 404 200 200 200 200 404
review post meetings:cancel              meeting                 in  404 404 404 404 404 403 422 403 403 404
review get  meetings:hold                held                    in  404 404 404 404 404 200 200 200 200 404
review post meetings:hold                held                    in  404 404 404 404 404 403 422 403 403 404
review post meetings:keep                meeting                 in  404 404 404 404 404 403 403 403 403 404
review get  meetings:follow              meeting                 in  404 404 404 404 404 200 200 200 200 404
review post meetings:read                held                    in  404 404 404 404 404 302 302 302 302 404
review post meetings:end                 held                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:from_meeting           matter                  in  404 404 404 404 302 302 302 302 302 404
review get  plans:start                  matter                  in  404 404 404 404 200 302 302 302 302 404
review post plans:start                  matter                  in  404 404 404 404 403 403 403 403 403 404
review get  plans:plan                   plan                    in  404 404 404 404 404 200 200 200 200 404
review get  plans:decisions              plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:take                   decision                in  404 404 404 404 404 400 400 400 400 404
review get  plans:lay_aside              plan,decision           in  404 404 404 404 404 200 200 200 200 404
review post plans:lay_aside              plan,decision           in  404 404 404 404 404 403 422 403 403 404
review post plans:take_up                decision                in  404 404 404 404 404 403 302 403 403 404
review get  plans:paper                  plan                    in  404 404 404 404 404 200 200 200 200 404
review get  plans:childs                 plan                    in  404 404 404 404 404 200 200 200 200 404
review get  plans:childs_paper           plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:faces                  plan                    in  404 404 404 404 404 403 302 302 302 404
review get  plans:withhold               plan,part               in  404 404 404 404 404 403 200 403 403 404
review post plans:withhold               plan,part               in  404 404 404 404 404 403 422 403 403 404
review get  plans:version                plan,1                  in  404 404 404 404 404 200 200 200 200 404
review get  plans:words                  plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:words                  plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:lead                   plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:lead                   plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:answer_lead            plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:answer_lead            plan                    in  404 404 404 404 404 422 422 403 403 404
review post plans:take_back_lead         plan                    in  404 404 404 404 404 403 403 403 403 404
review get  plans:heard                  plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:heard                  plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:note_other             plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:note_other             plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:change_other           other                   in  404 404 404 404 404 200 200 200 200 404
review post plans:change_other           other                   in  404 404 404 404 404 403 422 403 403 404
review get  plans:end_other              other                   in  404 404 404 404 404 200 200 200 200 404
review post plans:end_other              other                   in  404 404 404 404 404 403 422 403 403 404
review post plans:share                  plan                    in  404 404 404 404 404 403 302 403 403 404
review post plans:activate               plan                    in  404 404 404 404 404 403 403 403 403 404
review post plans:revise                 plan                    in  404 404 404 404 404 403 403 403 403 404
review get  plans:agree                  plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:agree                  plan                    in  404 404 404 404 404 422 422 422 422 404
review get  plans:agree_for              plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:agree_for              plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:close                  plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:close                  plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:add_goal               plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:add_goal               plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:change_goal            goal                    in  404 404 404 404 404 200 200 200 200 404
review post plans:change_goal            goal                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:drop_goal              goal                    in  404 404 404 404 404 200 200 200 200 404
review post plans:drop_goal              goal                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:add_action             goal                    in  404 404 404 404 404 200 200 200 200 404
review post plans:add_action             goal                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:reply                  action                  in  404 404 404 404 404 200 200 200 200 404
review post plans:reply                  action                  in  404 404 404 404 404 422 403 403 403 404
review get  plans:change_action          action                  in  404 404 404 404 404 200 200 200 200 404
review post plans:change_action          action                  in  404 404 404 404 404 403 422 403 403 404
review post plans:finish_action          action                  in  404 404 404 404 404 302 302 403 403 404
review get  plans:add_party              plan                    in  404 404 404 404 404 200 200 200 200 404
review post plans:add_party              plan                    in  404 404 404 404 404 403 422 403 403 404
review get  plans:change_contact         party                   in  404 404 404 404 404 200 200 200 200 404
review post plans:change_contact         party                   in  404 404 404 404 404 403 422 403 403 404
review get  plans:answer                 party                   in  404 404 404 404 404 200 200 200 200 404
review post plans:answer                 party                   in  404 404 404 404 404 422 403 403 403 404
review get  plans:let_go                 party                   in  404 404 404 404 404 200 200 200 200 404
review post plans:let_go                 party                   in  404 404 404 404 404 422 422 403 403 404
review get  reviews:start                plan                    in  404 404 404 404 404 200 200 200 200 404
review post reviews:start                plan                    in  404 404 404 404 404 403 302 403 403 404
review get  reviews:review               review                  in  404 404 404 404 404 200 200 200 200 404
review post reviews:review               review                  in  404 404 404 404 404 403 422 403 403 404
# The wheel with Elsa, who has the screen and has answered
told   get  wheel:start                  matter                  in  404 404 404 404 403 404 302 403 200 404
told   post wheel:start                  matter                  in  404 404 404 404 403 404 302 403 422 404
told   get  wheel:blank                  matter                  in  404 404 404 404 403 404 200 403 200 404
told   get  wheel:sitting                sitting                 in  404 404 404 404 404 404 200 404 404 404
told   post wheel:turn                   sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:take_back              sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:settle                 sitting                 in  404 404 404 404 404 404 422 404 404 404
told   post wheel:show_on                sitting,answered        in  404 404 404 404 404 404 302 404 404 404
told   get  wheel:sheet                  sitting                 in  404 404 404 404 404 404 200 404 404 404
told   get  wheel:child                  sitting                 in  404 404 404 404 404 404 200 404 404 404
told   post wheel:answer                 sitting,safe            in  404 404 404 404 404 404 302 404 404 404
told   get  wheel:received               sitting                 in  404 404 404 404 404 404 204 404 404 404
told   post wheel:go_through             sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:go_back                sitting                 in  404 404 404 404 404 404 302 404 404 404
told   get  wheel:show                   sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:show                   sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:stop                   sitting                 in  404 404 404 404 404 404 302 404 404 404
told   get  wheel:thanks                 sitting                 in  404 404 404 404 404 404 302 404 404 404
told   get  wheel:leave                  sitting                 in  404 404 404 404 404 404 302 404 404 404
told   post wheel:leave                  sitting                 in  404 404 404 404 404 404 302 404 404 404
# Protected personal data
told   get  protection:marks             child                   in  404 404 404 403 403 404 200 403 403 404
told   post protection:mark              child                   in  404 404 404 403 403 404 422 403 403 404
told   post protection:look_over         child                   in  404 404 404 403 403 404 302 403 403 404
told   post protection:mark_guardian     child,guardianship      in  404 404 404 403 403 404 302 403 403 404
told   post protection:name              child                   in  404 404 404 403 403 404 422 403 403 404
told   post protection:unname            child,named             in  404 404 404 404 403 404 302 404 404 404
# Two cards of Elsa's, that Rut has joined
told   get  merges:join              child                   in  404 404 404 403 403 404 200 403 403 404
told   post merges:join              child                   in  404 404 404 403 403 404 422 403 403 404
told   get  merges:part              same                    in  404 404 404 404 404 404 200 404 404 404
told   post merges:part              same                    in  404 404 404 404 404 404 422 404 404 404
# Emergency openings: of Elsa, by Bo
-      get  emergency:start              -                       in  200 403 403 200 200 200 200 403 403 403
-      post emergency:start              -                       in  200 403 403 200 200 200 200 403 403 403
-      post emergency:open               -                       in  422 403 403 422 422 422 422 403 403 403
-      get  emergency:queue              -                       in  403 403 403 403 403 403 403 403 403 403
told   get  emergency:opening            opening                 in  404 404 404 404 404 404 200 404 404 404
told   post emergency:read               opening                 in  404 404 404 404 404 404 302 404 404 404
told   get  emergency:judge              opening                 in  404 404 404 404 404 404 403 404 404 404
told   post emergency:judge              opening                 in  404 404 404 404 404 404 403 404 404 404
told   get  emergency:put_off            opening                 in  404 404 404 404 404 404 200 404 404 404
told   post emergency:put_off            opening                 in  404 404 404 404 404 404 422 404 404 404
"""


@dataclass(frozen=True)
class Row:
    """One address, one method, and what each person gets."""

    when: str
    """`told`: when those who were asked have told. `handed`: Sofia has then been asked to take over.
    `review`: when the plan is being followed up. `-`: there is no child in it."""
    method: str
    name: str
    args: tuple[str, ...]
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method}-{self.name}"


def _parsed(line: str) -> Row:
    when, method, name, args, *answers = line.split()
    assert len(answers) == len(WHO), line
    return Row(when, method, name, () if args == "-" else tuple(args.split(",")), tuple(answers))


ROWS = [_parsed(line) for line in TABLE.strip().splitlines() if line.strip() and not line.startswith("#")]
WITH_AN_ID = [row for row in ROWS if row.when != "-"]


@dataclass
class Told:
    """Elsa's story in two databases: at one stage in each, with everyone signed in."""

    world: World
    databases: dict[str, str]
    things: dict[str, dict[str, Any]]
    cookies: dict[str, SimpleCookie]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    with django_db_blocker.unblock(), own_database("told") as early:
        with at(early):
            world = town.build()
            story = tell(world, Stage.TOLD)
            late = concerns.notice(
                child=world.elsa, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("tage")
            )
            opening, named, same = _opened(world), _named(world), _joined(world)
            beside = {"opening": opening, "named": named, "same": same, "guardianship": _guardianship(world)}
            beside["order"] = ordered(world, world.elsa, "rut").pk
            cookies = {name: _signed_in(world, name) for name in WHO if name != "nobody"}
            things = {"told": _things(world, story) | {"signal": late.pk} | beside}
            petra = leader(world)
            things["told"] |= decided(world, petra) | planned(world, petra)
            things["told"] |= published(world)
            things["told"] |= reported(petra, things["told"]["group_decision"])
            things["told"] |= an_event(petra) | asked(world) | under_way(world) | reckoned(petra)
            things["told"] |= shelved(petra) | surveyed(petra)
            things["told"] |= _answered(world, story) | {"guest": guests.ask(**question(story, world.actor("rut"))).pk}
        with own_database("review", template=early) as later, at(later):
            tell_on(world, story, Stage.REVIEWING)
            concerns.receive(signal=late, by=world.actor("rut"))
            things["review"] = _things(world, story) | {"signal": late.pk, "meeting": _next_meeting(world, story)}
            things["review"] |= {"opening": opening, "named": named} | _written(world)
            things["review"] |= _drawn(world, later) | _removal(world, later)
            yield Told(world, {"told": early, "handed": early, "review": later, "-": early}, things, cookies)


def _opened(world: World) -> UUID:
    """Bo, who has nothing to do with Elsa, has opened her in an emergency."""
    number = made_up_number(world.elsa.born_on or town.born(9))
    people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=world.actor("rut"))
    opening = emergency.open_child(
        number=number,
        reason=Reason.DANGER,
        words="Hon syns ensam på bron.",
        code_typed_at=clock.now(),
        by=world.actor("bo"),
    )
    assert isinstance(opening, Opening)
    return UUID(str(opening.pk))


def _answered(world: World, story: Story) -> dict[str, UUID]:
    """Elsa sits with Rut, and has answered in one area."""
    sitting, rut = begun(world, story), world.actor("rut")
    answered = wheel.answer(sitting=sitting, area_key="safe", said=wheel.Said(feeling="2"), by=rut)
    assert answered is not None
    return {"sitting": sitting.pk, "answered": answered.pk}


def _named(world: World) -> UUID:
    """Sanna is named to know who Elsa is."""
    with world.as_("rut") as rut:
        until = clock.today() + timedelta(days=30)
        named = protection.name(
            child=world.elsa, person=world.people["sanna"], why="Hon gör hälsobesöken.", until=until, by=rut
        )
    return UUID(str(named.pk))


def _guardianship(world: World) -> UUID:
    """That Eva decides for Elsa."""
    with world.as_("rut"):
        return UUID(str(Guardianship.objects.get(child=world.elsa, guardian=world.people["eva"]).pk))


def _joined(world: World) -> UUID:
    """Elsa had another card, with which nobody but Rut sits."""
    rut = world.actor("rut")
    twin = responsibility.register(
        unit=world.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=town.born(9), by=rut
    )
    same = merges.join(child=twin, kept=world.elsa, reason="De har samma mamma.", by=rut)
    return UUID(str(same.pk))


def _drawn(world: World, database: str) -> dict[str, UUID]:
    """This month's sample of the school's log."""
    with override_settings(KEEPER_DSN=plugin.server.url("keeper", database)):
        assert drawing.draw(month=clock.today(), seed="told") > 0
    with world.as_("lova") as lova:
        drawn = Drawn.objects.visible_to(lova).order_by("at")[0]
    return {"sample": drawn.sample_id, "drawn": drawn.pk}


def _removal(world: World, database: str) -> dict[str, UUID]:
    """A proposal to remove something of the school's, and a stop."""
    things = {"proposal": uuid4(), "hold": uuid4()}
    rut = world.assignments["rut"]
    with psycopg.connect(plugin.server.url("admin", database)) as admin:
        admin.execute(
            "INSERT INTO retention_proposal (id, area_id, rules_version, acts, records, proposed_at, proposed_by_id,"
            " proposed_as_id, package) VALUES (%s, %s, 'x', 1, 1, now(), %s, %s, '')",
            [things["proposal"], rut.unit.area_id, rut.person_id, rut.pk],
        )
        admin.execute(
            "INSERT INTO retention_hold (id, child_id, area_id, reason, since, placed_at, placed_by_id)"
            " VALUES (%s, %s, %s, 'Det pågår en tvist.', circles_today(), now(), %s)",
            [things["hold"], world.elsa.pk, rut.unit.area_id, rut.person_id],
        )
    return things


def _signed_in(world: World, name: str) -> SimpleCookie:
    client = Client()
    sign_in(client, world, name)
    return client.cookies


def _written(world: World) -> dict[str, UUID]:
    """Messages that go on, and some that have been filed."""
    rut = world.actor("rut")
    people = {world.people[name].pk: name for name in ("eva", "sofia")}
    with world.as_("rut"):
        seats = {people[one.person_id]: one.pk for one in to_write_to(world.elsa, rut) if one.person_id in people}

    def write(*to: str) -> Thread:
        readers = [seats[name] for name in to]
        said = {"subject": Subject.PRACTICAL, "heading": "Om torsdag", "text": "Ses vi?"}
        return communication.start(child=world.elsa, readers=readers, by=rut, **said)  # type: ignore[arg-type]

    filed, talk = filing.file(thread=write("eva"), by=rut), write("eva", "sofia")
    with world.as_("rut"):
        message = Message.objects.get(record=talk.pk)
        eva = Participant.objects.get(record=talk.pk, person=world.people["eva"])
    return {"talk": talk.pk, "filed": filed.pk, "message": message.pk, "participant": eva.pk}


def _next_meeting(world: World, story: Story) -> UUID:
    """One that is called and not yet held."""
    called = meetings.call(
        matter=story.matter,
        starts_at=clock.now() + timedelta(days=3),
        minutes=60,
        place="Biblioteket",
        invited=[world.assignments["sofia"]],
        child_wishes="",
        by=world.actor("rut"),
    )
    return UUID(str(called.pk))


def _asked(world: World, story: Story) -> UUID:
    """Sofia has asked the school for information, and been given the analysis."""
    sofia, rut = world.actor("sofia"), world.actor("rut")
    asked = disclosures.ask(
        child_id=world.elsa.pk, to_area=world.areas["skolan"], what="Hur går det?", why="Vi planerar stödet.", by=sofia
    )
    disclosures.answer(
        request=asked,
        verdict=Verdict.GRANTED,
        records=[story.analysis.pk],
        ground=Ground.HARM_TEST,
        necessity="De planerar möten.",
        by=rut,
    )
    return asked.pk


def _happened(world: World) -> LifeEvent:
    return chronology.add(
        child=world.elsa,
        what="Elsa bytte skola.",
        happened_on=clock.today(),
        significance=Significance.BOTH,
        known=KnownHow.OWN_OBSERVATION,
        did="Rut mötte henne första dagen.",
        by=world.actor("rut"),
    )


def _things(world: World, story: Story) -> dict[str, Any]:
    """What the addresses are made of."""
    with world.as_("rut"):
        seat = Seat.objects.get(child=world.elsa, person=world.people["sanna"])
        own_seat = Seat.objects.get(child=world.elsa, person=world.people["elsa"])
    things: dict[str, Any] = {"colleague": world.people["kim"].pk, "work": world.assignments["kim"].pk}
    things |= {"child": world.elsa.pk, "seat": seat.pk, "matter": story.matter.pk, "source": story.sources["sanna"].pk}
    things |= {"family_seat": own_seat.pk}
    if story.consents:
        with world.as_("rut"):
            things["decision"] = MeetingDecision.objects.get(record=story.meeting.pk).pk
        things |= {"consent": story.consents["eva"].pk, "held": story.meeting.pk, "plan": story.plan.pk}
        with world.as_("rut"):
            shared = Disclosure.objects.standing().get(
                record=story.plan.pk, to_area=world.assignments["sofia"].unit.area_id
            )
        things |= {"shared": shared.pk}
        things |= {"party": story.party.pk, "goal": story.goal.pk, "action": story.plan_action.pk}
        things["other"] = story.other.pk
        things["asked"] = _asked(world, story)
        things |= {"review": story.review.pk, "record": story.plan.pk}
        things["event"] = _happened(world).pk
        things["paper"] = documents.add(record=story.consents["eva"].record, sent=picture(), by=world.actor("rut")).pk
        (withheld,) = circles.withhold(
            record=story.plan.record,
            guardians=[world.people["emil"]],
            reason="Elsa är rädd för honom.",
            review_on=clock.today() + timedelta(days=30),
            by=world.actor("rut"),
        )
        things["withheld"] = withheld.pk
        things["part"] = story.goal.pk
        sanna = world.actor("sanna")
        things["block"] = circles.block(
            child_id=world.elsa.pk, wish="Bara Sanna.", maturity="Elsa förstår vad det betyder.", by=sanna
        ).pk
    return things


@pytest.fixture
def open_town(told: Told, row: Row, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The town of the row's stage; what a test does there is undone."""
    with django_db_blocker.unblock(), at(told.databases[row.when]), transaction.atomic():
        things = told.things["review" if row.when == "review" else "told"]
        if row.when == "handed":
            _hand_over(told.world, things["matter"])
        yield things
        transaction.set_rollback(True)


def _hand_over(world: World, matter_id: UUID) -> None:
    rut = world.actor("rut")
    with world.as_("rut"):
        matter = Matter.objects.get(pk=matter_id)
    analysis = assessments.analyse(
        matter=matter, answers={}, child_view="Jag vill sova.", child_view_how="Hon sa det.", by=rut
    )
    assessments.decide(
        analysis=analysis,
        decision=NextStep.OTHER_SERVICE,
        reason="Familjen behöver stöd hemma.",
        to_assignment=world.assignments["sofia"],
        ground=Ground.HARM_TEST,
        necessity="De behöver veta det.",
        by=rut,
    )


def _address(row: Row, things: dict[str, Any]) -> str:
    return reverse(row.name, args=[things.get(arg, arg) for arg in row.args])


def _ask(told: Told, who: str, method: str, address: str) -> HttpResponse:
    """Ask as somebody, and undo what it did."""
    client = Client()
    if who != "nobody":
        client.cookies = copy.deepcopy(told.cookies[who])
    with transaction.atomic():
        # A browser always sends the token, so that no form is quite empty.
        answer = client.get(address) if method == "get" else client.post(address, {"csrfmiddlewaretoken": "x"})
        transaction.set_rollback(True)
    _names_nobody(client, address, answer)
    return answer  # type: ignore[return-value]


def _names_nobody(client: Client, address: str, answer: Any) -> None:
    """The child's name stands on the page and nowhere else: not in what a browser keeps or shows in its lists."""
    title = re.search(r"<title>.*?</title>", answer.content.decode(errors="replace"), re.S)
    token = settings.CSRF_COOKIE_NAME  # random letters, which may be anybody's name
    cookies = [cookie.OutputString() for name, cookie in client.cookies.items() if name != token]
    kept = [address, *map(str, answer.headers.items()), *cookies, title[0] if title else ""]
    kept = [re.sub(r"'nonce-[^']*'", "", one) for one in kept]  # as random as the token
    assert not [one for one in kept if NAME in one]


def _answer(told: Told, who: str, row: Row, address: str) -> str:
    answer = _ask(told, who, row.method, address)
    if answer.status_code == 302 and answer["Location"].startswith(reverse("account_login")):
        return "in"
    if answer.status_code in (403, 404):
        assert f"{NAME} Ek" not in answer.content.decode(errors="replace")
    return str(answer.status_code)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_person_gets_what_the_table_says(told: Told, open_town: dict[str, Any], row: Row) -> None:
    address = _address(row, open_town)

    answers = {who: _answer(told, who, row, address) for who in WHO}

    assert answers == dict(zip(WHO, row.answers, strict=True))


def _patterns(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern, inner)


def test_every_address_is_in_the_table() -> None:
    assert {name for name, _pattern in _patterns()} == {row.name for row in ROWS}


def test_everything_that_takes_an_id_has_a_child_behind_it() -> None:
    """So that no row escapes the rules below by saying that it is about nobody."""
    with_an_id = {
        name for name, pattern in _patterns() if "uuid" in _converters(pattern) and not name.startswith(OF_THE_PROCESS)
    }
    assert with_an_id == {row.name for row in WITH_AN_ID}


def _converters(pattern: URLPattern) -> set[str]:
    return {type(one).__name__.removesuffix("Converter").lower() for one in pattern.pattern.converters.values()}


@pytest.mark.parametrize("row", WITH_AN_ID, ids=str)
def test_outsiders_find_nothing_about_a_child(row: Row) -> None:
    gets = dict(zip(WHO, row.answers, strict=True))
    assert gets["nobody"] == "in"
    assert {gets[who] for who in OUTSIDERS} == {"404"}


TOKENS = re.compile(
    r'(name="(?:csrfmiddlewaretoken|once|as)" value=|nonce=|name="csrf-token" content=|data-token=|data-seconds=)"[^"]*"'
)


MINUTE = re.compile(r"\d\d:\d\d")


@pytest.mark.parametrize("row", WITH_AN_ID, ids=str)
def test_a_forbidden_id_and_a_guessed_one_answer_the_same(told: Told, open_town: dict[str, Any], row: Row) -> None:
    guessed = {name: uuid4() if isinstance(thing, UUID) else thing for name, thing in open_town.items()}

    forbidden = _ask(told, "gunnar", row.method, _address(row, open_town))
    absent = _ask(told, "gunnar", row.method, _address(row, guessed))

    assert forbidden.status_code == absent.status_code == 404
    assert _same(forbidden) == _same(absent)


def _same(answer: HttpResponse) -> tuple[str, dict[str, str]]:
    """The page and its headers without what is new in every answer."""
    changing = {"Content-Security-Policy", "Content-Length"}
    headers = {name: value for name, value in answer.headers.items() if name not in changing}
    return MINUTE.sub("", TOKENS.sub(r'\1""', answer.content.decode(errors="replace"))), headers


def test_the_technical_log_names_nobody(
    told: Told,
    django_db_blocker: DjangoDbBlocker,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    technical_log.configure({"level": "INFO"})
    monkeypatch.setattr(technical_log, "log", structlog.get_logger("access"))  # the usual one has kept its level
    pages = [row for row in WITH_AN_ID if (row.when, row.method) == ("review", "get")]
    with django_db_blocker.unblock(), at(told.databases["review"]):
        for row in pages:
            _ask(told, "rut", "get", _address(row, told.things["review"]))
    root.handlers, root.level = before, level

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["view"] for line in lines] == [row.name for row in pages]
    assert NAME not in json.dumps(lines, ensure_ascii=False)
