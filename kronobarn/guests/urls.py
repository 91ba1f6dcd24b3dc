from django.urls import path

from kronobarn.guests import views

app_name = "guests"
urlpatterns = [
    path("fragade/<uuid:matter_id>/", views.asked, name="asked"),
    path("fragade/<uuid:matter_id>/ny/", views.ask, name="ask"),
    path("fraga/<uuid:guest_id>/", views.guest, name="guest"),
    path("fraga/<uuid:guest_id>/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("fraga/<uuid:guest_id>/last/", views.have_read, name="have_read"),
    path("tack/", views.thanks, name="thanks"),
    path("<str:key>/", views.enter, name="enter"),
    path("<str:key>/beratta/", views.tell, name="tell"),
]
