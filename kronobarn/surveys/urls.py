from django.urls import path

from kronobarn.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("ny/", views.write, name="write"),
    path("<uuid:survey_id>/", views.survey, name="survey"),
    path("<uuid:survey_id>/fil/", views.file, name="file"),
    path("<uuid:survey_id>/andra/", views.change, name="change"),
    path("<uuid:survey_id>/ny-fraga/", views.add_question, name="add_question"),
    path("<uuid:survey_id>/sprak/<slug:language>/", views.translate, name="translate"),
    path("<uuid:survey_id>/ga-ut/", views.open_round, name="open_round"),
    path("fragor/<uuid:question_id>/ta-bort/", views.remove_question, name="remove_question"),
    path("omgangar/<uuid:round_id>/", views.one, name="round"),
    path("omgangar/<uuid:round_id>/flytta/", views.move, name="move"),
    path("omgangar/<uuid:round_id>/publicera/", views.publish, name="publish"),
]
