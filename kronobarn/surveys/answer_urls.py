from django.urls import path

from kronobarn.surveys import answer_views

app_name = "enkat"
urlpatterns = [
    path("tack/", answer_views.thanks, name="thanks"),
    path("<str:key>/", answer_views.answer, name="answer"),
]
