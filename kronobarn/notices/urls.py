from django.urls import path

from kronobarn.notices import views

app_name = "notices"
urlpatterns = [path("", views.my_day, name="my_day")]
