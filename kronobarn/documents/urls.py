from django.urls import path

from kronobarn.documents import views

app_name = "documents"
urlpatterns = [
    path("till/<uuid:record_id>/", views.add, name="add"),
    path("<uuid:document_id>/", views.see, name="see"),
    path("<uuid:document_id>/fil/", views.file, name="file"),
    path("<uuid:document_id>/vem/", views.who, name="who"),
    path("<uuid:document_id>/ta-bort/", views.remove, name="remove"),
]
