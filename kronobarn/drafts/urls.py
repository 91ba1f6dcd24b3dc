from django.urls import path

from kronobarn.drafts import views

app_name = "drafts"
urlpatterns = [path("<uuid:child_id>/<str:form>/", views.keep, name="keep")]
