"""Events of the county's process: seminars, conferences and workshops, and those who come to them.

It knows of no child. Who has registered is known to those who lead the process and to nobody else, for some months.
"""
