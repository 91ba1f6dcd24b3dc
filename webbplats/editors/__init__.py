"""Who writes on the site. An app of its own: Wagtail's tables point at it, and the pages' tables at Wagtail's."""
