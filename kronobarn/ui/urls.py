"""Addresses of the pages that belong to no feature."""

from django.urls import path

from kronobarn.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.guide, name="guide"),
    path("sprak/", views.speak, name="speak"),
    path("bilder/", views.pictures, name="pictures"),
    path("bilder/<str:key>/", views.picture, name="picture"),
    path("komponenter/", views.gallery, name="gallery"),
]
