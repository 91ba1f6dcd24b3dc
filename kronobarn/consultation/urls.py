from django.urls import path

from kronobarn.consultation import asked_views, compiled_views, views

app_name = "consultation"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("ny/", views.write, name="write"),
    path("<uuid:round_id>/", views.round, name="round"),
    path("<uuid:round_id>/andra/", views.change, name="change"),
    path("<uuid:round_id>/avsnitt/", views.add_section, name="add_section"),
    path("<uuid:round_id>/avsnitt/ur-praxismodellen/", views.sections_of_the_pack, name="sections_of_the_pack"),
    path("avsnitt/<uuid:section_id>/", views.change_section, name="change_section"),
    path("avsnitt/<uuid:section_id>/ta-bort/", views.remove_section, name="remove_section"),
    path("avsnitt/<uuid:section_id>/fraga/", views.add_question, name="add_question"),
    path("fragor/<uuid:question_id>/", views.change_question, name="change_question"),
    path("fragor/<uuid:question_id>/ta-bort/", views.remove_question, name="remove_question"),
    path("<uuid:round_id>/bjud-in/", asked_views.invite, name="invite"),
    path("<uuid:round_id>/sand/", views.send, name="send"),
    path("<uuid:round_id>/paminn/", views.remind, name="remind"),
    path("<uuid:round_id>/flytta/", views.extend, name="extend"),
    path("<uuid:round_id>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("inbjudna/<uuid:invitation_id>/", asked_views.invitation, name="invitation"),
    path("inbjudna/<uuid:invitation_id>/lank/", asked_views.make_link, name="make_link"),
    path("inbjudna/<uuid:invitation_id>/sand-lank/", asked_views.send_link, name="send_link"),
    path("inbjudna/<uuid:invitation_id>/sparra/", asked_views.revoke, name="revoke"),
    path("inbjudna/<uuid:invitation_id>/brevlada/", asked_views.mailbox, name="mailbox"),
    path("inbjudna/<uuid:invitation_id>/langre/", asked_views.open_for_one, name="open_for_one"),
    path("<uuid:round_id>/svar/", compiled_views.answers, name="answers"),
    path("<uuid:round_id>/svar.<str:form>", compiled_views.answers_file, name="answers_file"),
    path("fragor/<uuid:question_id>/bemot/", compiled_views.reply, name="reply"),
    path("fragor/<uuid:question_id>/bemot/<uuid:invitation_id>/", compiled_views.reply_to, name="reply_to"),
    path("<uuid:round_id>/publicera/", compiled_views.publish, name="publish"),
    path("<uuid:round_id>/anta/", compiled_views.adopt, name="adopt"),
]
