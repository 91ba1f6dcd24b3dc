from django.urls import path

from kronobarn.letters import views

app_name = "letters"
urlpatterns = [
    path("mote/<uuid:meeting_id>/", views.invitation, name="invitation"),
    path("plan/<uuid:plan_id>/", views.of_the_plan, name="plan"),
]
