"""Everything about one child that is given to one of the family: read through the same rules as every page.

What the person may read is what `visible_to` gives them. When the responsible takes it for them it is that, within
what the responsible sees and their own organisation holds: nobody reads more by handing it over, and what has not been
disclosed to the person is disclosed first, on its own page, with a ground. Words of another guardian, signals that
somebody else has sent and names of those with protected data are left for the authority to examine.
"""

from kronobarn.rights.child.gathering import gather
from kronobarn.rights.child.records import examined_first, too_much
from kronobarn.rights.child.whose import cards

__all__ = ["cards", "examined_first", "gather", "too_much"]
