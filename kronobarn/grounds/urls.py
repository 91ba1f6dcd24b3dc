from django.urls import path

from kronobarn.grounds import views

app_name = "grounds"
urlpatterns = [
    path("", views.table, name="all"),
    path("<slug:code>/", views.ground, name="ground"),
]
