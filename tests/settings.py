"""The product's settings, with a fast password hash."""

from kronobarn.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
