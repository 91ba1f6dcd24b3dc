from django.urls import path

from kronobarn.workload import views

app_name = "workload"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("ansvar/<int:assignment_id>/", views.ask_instead, name="ask_instead"),
]
