from django.urls import path

from kronobarn.post import views

app_name = "post"
urlpatterns = [
    path("", views.own, name="own"),
    path("bekrafta/<str:key>/", views.confirm, name="confirm"),
    path("utskick/", views.letters, name="letters"),
    path("utskick/igen/", views.try_again, name="try_again"),
]
