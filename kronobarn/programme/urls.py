from django.urls import path

from kronobarn.programme import views

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
]
