from django.urls import path

from kronobarn.programme import group_views, views
from kronobarn.programme.naming import views as naming

app_name = "programme"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("organ/", views.bodies, name="bodies"),
    path("organ/nytt/", views.add_body, name="add_body"),
    path("organ/<uuid:body_id>/", views.body, name="body"),
    path("organ/<uuid:body_id>/andra/", views.change_body, name="change_body"),
    path("beslut/", views.questions, name="questions"),
    path("beslut/ny/", views.ask, name="ask"),
    path("beslut/<uuid:question_id>/", views.question, name="question"),
    path("beslut/<uuid:question_id>/andra/", views.change_question, name="change_question"),
    path("beslut/<uuid:question_id>/fler/", views.ask_more, name="ask_more"),
    path("beslut/<uuid:question_id>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("svar/<uuid:awaited_id>/", views.answer, name="answer"),
    path("svar/<uuid:awaited_id>/skriv/", views.decide, name="decide"),
    path("inskrivet/<uuid:made_id>/ratta/", views.correct, name="correct"),
    path("grupper/", group_views.groups, name="groups"),
    path("grupper/ny/", group_views.add_group, name="add_group"),
    path("grupper/<uuid:group_id>/", group_views.group, name="group"),
    path("grupper/<uuid:group_id>/organisera-om/", group_views.reorganise, name="reorganise"),
    path("grupper/<uuid:group_id>/avsluta/", group_views.end_group, name="end_group"),
    path("grupper/<uuid:group_id>/medlem/", group_views.add_member, name="add_member"),
    path("uppdrag/<uuid:mandate_id>/ratta/", group_views.correct_mandate, name="correct_mandate"),
    path("medlemmar/<uuid:member_id>/avsluta/", group_views.end_member, name="end_member"),
    path("medlemmar/<uuid:member_id>/konto/", group_views.link_account, name="link_account"),
    path("medlemmar/<uuid:member_id>/ratta/", group_views.correct_member, name="correct_member"),
    path("namn/", naming.names, name="names"),
    path("namn/<slug:held_key>/foresla/", naming.propose, name="propose_names"),
    path("namn/<slug:held_key>/beslut/", naming.settle, name="settle_names"),
    path("namn/<slug:held_key>/ta-tillbaka/", naming.take_back, name="take_back_names"),
    path("namn/<uuid:removal_id>/", naming.removal, name="name_removal"),
    path("namn/<uuid:removal_id>/ta-bort/", naming.carry_out, name="remove_names"),
    path("namn/<uuid:removal_id>/dra-tillbaka/", naming.withdraw, name="withdraw_names"),
]
