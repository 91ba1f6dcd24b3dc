from django.urls import path

from kronobarn.financing import views

app_name = "financing"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nytt/", views.begin, name="begin"),
    path("fil/<slug:form>/", views.file, name="file"),
    path("<uuid:year_id>/", views.year, name="year"),
    path("<uuid:year_id>/ny-rad/", views.add, name="add"),
    path("<uuid:year_id>/anta/", views.adopt, name="adopt"),
    path("rader/<uuid:line_id>/utfall/", views.close, name="close"),
    path("rader/<uuid:line_id>/ratta/", views.correct, name="correct"),
]
