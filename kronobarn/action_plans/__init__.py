"""The county's action plan, and each principal's own tied to it: what is to be done, by whom, until when."""
