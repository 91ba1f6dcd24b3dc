from django.urls import path

from kronobarn.wheel import views

app_name = "wheel"
urlpatterns = [
    path("nytt/<uuid:matter_id>/", views.start, name="start"),
    path("nytt/<uuid:matter_id>/blad/", views.blank, name="blank"),
    path("<uuid:sitting_id>/", views.sitting, name="sitting"),
    path("<uuid:sitting_id>/vand/", views.turn, name="turn"),
    path("<uuid:sitting_id>/ta-tillbaka/", views.take_back, name="take_back"),
    path("<uuid:sitting_id>/klart/", views.settle, name="settle"),
    path("<uuid:sitting_id>/visa/<uuid:answered_id>/", views.show_on, name="show_on"),
    path("<uuid:sitting_id>/blad/", views.sheet, name="sheet"),
    # The child's screen
    path("<uuid:sitting_id>/barnet/", views.child, name="child"),
    path("<uuid:sitting_id>/barnet/svar/<str:area_key>/", views.answer, name="answer"),
    path("<uuid:sitting_id>/barnet/mottaget/", views.received, name="received"),
    path("<uuid:sitting_id>/barnet/ga-igenom/", views.go_through, name="go_through"),
    path("<uuid:sitting_id>/barnet/tillbaka/", views.go_back, name="go_back"),
    path("<uuid:sitting_id>/barnet/vem-far-se/", views.show, name="show"),
    path("<uuid:sitting_id>/barnet/sluta/", views.stop, name="stop"),
    path("<uuid:sitting_id>/barnet/tack/", views.thanks, name="thanks"),
    path("<uuid:sitting_id>/barnet/vuxen/", views.leave, name="leave"),
]
