from django.urls import path

from kronobarn.group_meetings.views import approving, calling, notes

app_name = "group_meetings"
urlpatterns = [
    path("", calling.meetings, name="meetings"),
    path("mina/", approving.mine, name="mine"),
    path("beslut/", approving.decisions, name="decisions"),
    path("publicerat/", approving.published, name="published"),
    path("publicerat/<uuid:publication_id>/", approving.publication, name="publication"),
    path("publicerat/<uuid:publication_id>/pdf/", approving.publication_paper, name="publication_paper"),
    path("kalla/<uuid:group_id>/", calling.call, name="call"),
    path("punkter/<uuid:item_id>/beslut/", notes.decide, name="decide"),
    path("punkter/<uuid:item_id>/uppgift/", notes.give, name="give"),
    path("beslut/<uuid:decision_id>/ta-bort/", notes.remove_decision, name="remove_decision"),
    path("uppgifter/<uuid:task_id>/ta-bort/", notes.remove_task, name="remove_task"),
    path("uppgifter/<uuid:task_id>/klar/", notes.finish, name="finish"),
    path("<uuid:meeting_id>/", calling.meeting, name="meeting"),
    path("<uuid:meeting_id>/andra/", calling.change, name="change"),
    path("<uuid:meeting_id>/stall-in/", calling.cancel, name="cancel"),
    path("<uuid:meeting_id>/kalender/", calling.calendar, name="calendar"),
    path("<uuid:meeting_id>/pdf/", calling.paper, name="paper"),
    path("<uuid:meeting_id>/skriv/", notes.write, name="write"),
    path("<uuid:meeting_id>/skriv/spara/", notes.keep, name="keep"),
    path("<uuid:meeting_id>/avsluta/", notes.hold, name="hold"),
    path("<uuid:meeting_id>/justerare/", approving.approver, name="approver"),
    path("<uuid:meeting_id>/justera/", approving.approve, name="approve"),
    path("<uuid:meeting_id>/ratta/", approving.correct, name="correct"),
    path("<uuid:meeting_id>/publicera/", approving.publish, name="publish"),
    path("<uuid:meeting_id>/aterkalla/", approving.withdraw, name="withdraw"),
]
