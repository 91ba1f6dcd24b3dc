from django.urls import path

from kronobarn.papers import views

app_name = "papers"
urlpatterns = [path("<uuid:order_id>/", views.order, name="order")]
