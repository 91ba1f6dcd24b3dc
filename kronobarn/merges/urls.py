from django.urls import path

from kronobarn.merges import views

app_name = "merges"
urlpatterns = [
    path("<uuid:child_id>/samma-barn/", views.join, name="join"),
    path("samma-barn/<uuid:same_id>/", views.part, name="part"),
]
