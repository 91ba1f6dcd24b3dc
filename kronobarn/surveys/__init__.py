"""Surveys to staff, managers and families: asked in rounds through a link, answered by nobody in particular."""
