from django.urls import path

from kronobarn.plans import views

app_name = "plans"
urlpatterns = [
    path("ny/<uuid:matter_id>/", views.start, name="start"),
    path("beslut/<uuid:matter_id>/", views.from_meeting, name="from_meeting"),
    path("<uuid:record_id>/beslut/", views.decisions, name="decisions"),
    path("ta-med/<uuid:decision_id>/", views.take, name="take"),
    path("<uuid:record_id>/", views.plan, name="plan"),
    path("<uuid:record_id>/version/<int:number>/", views.version, name="version"),
    path("<uuid:record_id>/pdf/", views.paper, name="paper"),
    path("<uuid:record_id>/min/", views.childs, name="childs"),
    path("<uuid:record_id>/min/pdf/", views.childs_paper, name="childs_paper"),
    path("<uuid:record_id>/ord/", views.words, name="words"),
    path("<uuid:record_id>/leda/", views.lead, name="lead"),
    path("<uuid:record_id>/dela/", views.share, name="share"),
    path("<uuid:record_id>/aktivera/", views.activate, name="activate"),
    path("<uuid:record_id>/faststall/", views.revise, name="revise"),
    path("<uuid:record_id>/svara/", views.agree, name="agree"),
    path("<uuid:record_id>/svar/", views.agree_for, name="agree_for"),
    path("<uuid:record_id>/lagg-undan/", views.close, name="close"),
    path("<uuid:record_id>/mal/", views.add_goal, name="add_goal"),
    path("mal/<uuid:goal_id>/", views.change_goal, name="change_goal"),
    path("mal/<uuid:goal_id>/ta-bort/", views.drop_goal, name="drop_goal"),
    path("mal/<uuid:goal_id>/atgard/", views.add_action, name="add_action"),
    path("atgard/<uuid:action_id>/", views.change_action, name="change_action"),
    path("atgard/<uuid:action_id>/svara/", views.reply, name="reply"),
    path("atgard/<uuid:action_id>/klart/", views.finish_action, name="finish_action"),
    path("<uuid:record_id>/verksamhet/", views.add_party, name="add_party"),
    path("verksamhet/<uuid:party_id>/", views.change_contact, name="change_contact"),
    path("verksamhet/<uuid:party_id>/svara/", views.answer, name="answer"),
    path("verksamhet/<uuid:party_id>/lamna/", views.let_go, name="let_go"),
]
