"""The county's public site: a Django project of its own, in a process and under a database role of its own."""
