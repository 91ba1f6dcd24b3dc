from django.urls import path

from kronobarn.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("sok/", views.search, name="search"),
    path("stickprov/<uuid:sample_id>/", views.sample, name="sample"),
    path("granska/<uuid:drawn_id>/", views.visit, name="visit"),
    path("barn/<uuid:child_id>/", views.extract, name="extract"),
    path("barn/<uuid:child_id>/<str:form>/", views.extract_file, name="extract_file"),
]
