"""A report of concern as a document, for the social services' own channel. Nothing of it is kept here.

The duty is each person's own (SoL 19:1), needs no consent and breaks secrecy. So the page knows no child, what is typed
is in the browser and in the document alone, and neither the matter nor the plan can tell that it was made.
"""
