from django.urls import path

from kronobarn.emergency import views

app_name = "emergency"
urlpatterns = [
    path("", views.start, name="start"),
    path("oppna/", views.open_child, name="open"),
    path("bedom/", views.queue, name="queue"),
    path("<uuid:opening_id>/", views.opening, name="opening"),
    path("<uuid:opening_id>/last/", views.read, name="read"),
    path("<uuid:opening_id>/bedom/", views.judge, name="judge"),
    path("<uuid:opening_id>/familjen/", views.put_off, name="put_off"),
]
