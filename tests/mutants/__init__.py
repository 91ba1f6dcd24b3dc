"""Takes away each clause of who sees what, one at a time, and demands that a test notices.

    make mutants            every `visible_to`, every policy and what they call
    make mutants ONLY=circles

`clauses` finds what can be taken away, `guards` tries it, `same` says what makes no difference, and why.
"""
