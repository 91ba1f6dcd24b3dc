from django.urls import path

from kronobarn.audit import views

app_name = "audit"
urlpatterns = [path("min/", views.mine, name="mine")]
