from django.urls import path

from kronobarn.practice import views

app_name = "practice"
urlpatterns = [
    path("", views.versions, name="versions"),
    path("<str:version>/", views.preview, name="preview"),
]
