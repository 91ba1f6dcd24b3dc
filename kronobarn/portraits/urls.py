from django.urls import path

from kronobarn.portraits import views

app_name = "portraits"
urlpatterns = [
    path("", views.own, name="own"),
    path("ta-bort/", views.remove, name="remove"),
]
