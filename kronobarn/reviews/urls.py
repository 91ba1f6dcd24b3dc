from django.urls import path

from kronobarn.reviews import views

app_name = "reviews"
urlpatterns = [
    path("ny/<uuid:plan_id>/", views.start, name="start"),
    path("<uuid:record_id>/", views.review, name="review"),
]
