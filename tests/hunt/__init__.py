"""A town full of secrets, who may know which, and a reader that opens every page: for the leak hunt."""
