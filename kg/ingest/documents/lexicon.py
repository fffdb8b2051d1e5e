"""Words of English reports that tell names from other words written with capitals."""

from __future__ import annotations

import re


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set.

    >>> sorted(listed("mr mrs"))
    ['mr', 'mrs']
    """
    return frozenset(re.findall(r"\S+", words))


TITLES = listed(
    "mr mrs ms miss dr doctor prof professor sir dame lord lady baroness baron rt hon cllr "
    "councillor"
)
"""What stands before the name of a person."""
ROLES = listed(
    "chief chair chairs chairman chairwoman director directors minister ministers ceo cio ccio "
    "cto cdio president secretary chancellor senator permanent deputy head heads board "
    "executive non medical spokesman spokeswoman spokesperson officials staff programme"
)
"""Words in capitals that may stand beside a name without being part of it."""
MONTHS = listed(
    "january february march april may june july august september october november december"
)
FUNCTION = listed(
    "a an and as at but by for from he her his how i if in into is it its may no not of on or "
    "our she should since so that the their then there these they this those through to under "
    "until was we what when where which while who why will with would although because before "
    "after both between during each former however indeed like many meanwhile most new now once "
    "only over some such than today unlike via whereas within without yet also all another any "
    "did do does has have had are were current currently previous previously outgoing incoming"
)
"""Words that are no part of a name at its beginning, whatever their capitals."""
SMALL = listed("a an and at by for in of on or the to with")
"""Words that names of several words write without capitals."""
JOINING = listed("of and for the in & de la le van von der du at on to")
"""Words without capitals that may stand within a name."""
DETERMINERS = listed("the a an all how whether and that this these progress each any")
"""What follows a verb that begins a sentence, such as Monitor or Spread."""
SPEAKS = listed(
    "said says told wrote writes argued argues added adds tweeted asked explained warned "
    "claimed commented believes who joined resigned"
)
"""What people do."""
PLACES = listed(
    "trust hospital hospitals council board authority partnership group college university "
    "service services foundation committee agency commission department office institute "
    "society association ministry centre"
)
"""Words with which the names of institutions end."""
INSTITUTIONS = PLACES - listed("university college") | listed("health healthcare care partners")
"""Words with which the short names of institutions end."""
NO_NAMES = listed(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december spring summer autumn winter "
    "christmas easter england scotland wales ireland britain uk us usa eu europe european "
    "english british scottish welsh irish american france germany london government parliament "
    "minister ministers chapter section figure table appendix annex recommendation "
    "recommendations conclusion department committee report review part page box paragraph note "
    "source sources introduction summary contents overview background conclusions it ict cio "
    "ceo cto ccio cfo coo mp mps pc q a the and for in on at by of to with from this that these "
    "those our we he she they there here but if when while although however chief executive "
    "director chairman chair president secretary state prime house commons lords hm member "
    "professor doctor dr mr mrs ms sir dame lord lady recommended accepted rejected yes no "
    "status response number faq pdf url http https www html figures tables boxes references "
    "bibliography acknowledgements foreword glossary"
)
"""Words in capitals that name nothing by themselves."""
ACTORS = listed(
    "government department minister ministry secretary committee commission commissioner "
    "council board "
    "trust hospital provider supplier vendor organisation body authority agency regulator employer "
    "university college group team leader practice clinician doctor nurse manager executive "
    "officer "
    "director company system partner service institution profession parliament treasury "
    "inspectorate "
    "network institute office centre association charity developer researcher funder owner "
    "staff chair "
    "chief unit panel taskforce programme administration area partnership authoritie bodie agencie "
    "universitie companie ministrie charitie"
)
"""Who can be told to do something, in the singular as far as an s makes the plural."""
