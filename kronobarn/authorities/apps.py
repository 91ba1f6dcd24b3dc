from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "kronobarn.authorities"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Huvudmän och enheter"
