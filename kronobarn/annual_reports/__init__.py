"""The annual report of the process, on paper and as slides: what the features tell of a year, and what is written by hand."""
