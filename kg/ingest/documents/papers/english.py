"""Whether a text is in English, told by the small words of languages and by their letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SMALL = {
    "English": "the of and to in that is for was with as on by are be this from which should",
    "Welsh": "y yr a i o yn ar ac mae ei am gan wedi eu bod gyda hyn cael fod",
    "French": "le la les de des du et en un une que est pour dans qui par sur au pas",
    "German": "der die das und in zu den von ist mit des auf für im nicht ein eine dem werden",
    "Spanish": "el la los de del y en un una que es para por con las se su al no",
    "Italian": "il la di e che in un una per del della le i con non sono da al dei",
    "Dutch": "de het een en van in is dat op te zijn voor met die niet aan door om bij",
    "Portuguese": "o a os de do da e em um uma que para com por na no dos as",
}
_OWN = {
    "Welsh": "y i o r a yr yn ac mae gan wedi eu bod gyda hyn cael fod dylai dylid pob gael "
    "erbyn rhaid ei sy sydd bydd fydd oedd drwy trwy ddylai angen fel heb bwrdd "
    "iechyd gofal cymru",
    "French": "le la les de des du et en l d un une que est pour dans qui sur au aux pas doit "
    "doivent il faut chaque tous toutes leur leurs avec cette ces sont être ses sans "
    "par devrait devraient santé à",
    "German": "der die das des in sie und zu den von ist mit auf für nicht ein eine einen einer "
    "dem werden soll sollte sollten sollen muss müssen jede jedes jeder alle wird "
    "sich bei über durch zum zur ihre sein oder",
    "Spanish": "el la los las de del y a una que es para por su sus debe deben debería deberían "
    "cada todos todas hay ser con más entre sin esta este salud han como sobre en",
    "Italian": "il la di in all dell che una per del della delle gli nel nella sono dei deve "
    "devono dovrebbe dovrebbero degli dal dagli uso ogni tutti tutte alla dalla "
    "essere ai è più sanità con entro",
    "Dutch": "het de in een elk jaar op te hebben van dat zijn voor niet aan bij moet moeten "
    "elke ieder iedere alle worden hun deze naar over zorg ook en wordt met om",
    "Portuguese": "o a os as de da do e uma que para com dos das na nas pelo pela deve devem "
    "deveria cada todos todas ser são ao à não mais seus suas saúde em um",
    "Polish": "i w z na się nie do jest powinien powinno powinny powinna każdy każda wszystkie "
    "oraz co rok roku ma mieć od o dla przez być należy zdrowia które który",
    "Swedish": "och en i ha senast att det som av för är den till på med bör ska skall varje "
    "alla inte ett har från eller vården måste",
    "Danish": "og hvert i ha at det som af er den til på med bør skal hver alle ikke et har fra "
    "eller skulle blive må være",
    "Irish": "an na agus ar le gach ba chóir do atá bhfuil sláinte chun ag ó bheith",
    "Romanian": "și să este pentru din care cu trebuie fiecare toate ar fi un în la pe ale",
    "Finnish": "ja on ei että tulee pitää täytyy kaikki kaikkien olisi myös tai joka jokaisen",
    "Turkish": "ve bir bu için ile her olarak tüm olmalı gerekir sağlık edilmeli yapılmalı",
}
"""Small words of languages, in which advice is given too; those of several count for each."""
_ENGLISH = frozenset(
    re.findall(
        r"[a-z]+",
        "the of and to in that is for was with as on by are be this from which should a an or at "
        "it its all every each must not no do have has will would can may their they them who "
        "what when where how than then more so such into over under through between before after "
        "until up out about without give make use set keep let put take bring new same one two "
        "any some other our we us you he she his her if there these those were been being only "
        "also an et al via per pro versus de facto",
    )
)
"""Words that say that a text is English, or that English has as well."""
_LEAST_WORDS, _LEAST_SHARE = 60, 0.12
"""A text of fewer words is told by more; in English, this much of a longer one are small words."""
_FEWEST_OWN, _OWN_SHARE, _MORE = 2, 0.2, 2
"""Different small words of one other language, how much of a short text, and how often English."""
_FOREIGN_SCRIPT = 0.5
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str) -> str:
    """Return the language that a text is in, if it is not English; "another language" if unknown.

    >>> other_language("short"), other_language("le rapport de la commission et des trusts " * 20)
    ('', 'French')
    >>> other_language("Il faut publier chaque année les coûts du programme.")
    'French'
    """
    counted = Counter(word.casefold() for word in _WORD.findall(text))
    total = sum(counted.values())
    if _is_of_another_script(counted):
        return "another language"
    if total < _LEAST_WORDS:
        return _of_few_words(counted, total)
    shares = {
        name: sum(counted[word] for word in set(small.split())) / total
        for name, small in _SMALL.items()
    }
    if shares["English"] >= _LEAST_SHARE:
        return ""
    likeliest = max(shares, key=lambda name: shares[name])
    return likeliest if shares[likeliest] >= _LEAST_SHARE else "another language"


def _of_few_words(counted: Counter[str], total: int) -> str:
    """Return the other language of a short text: it has words of its own, and more than English.

    A title or a name of a few foreign words within an English sentence makes it no other.
    """
    best, language = 0, ""
    for name, words in _OWN.items():
        small = frozenset(words.split())
        own = [word for word in small - _ENGLISH if counted[word]]
        times = sum(counted[word] for word in own)
        english = sum(counted[word] for word in _ENGLISH - small)
        is_more = times > _MORE * english and times >= _OWN_SHARE * total
        is_it = len(own) >= _FEWEST_OWN and is_more
        if is_it and times > best:
            best, language = times, name
    return language


def _is_of_another_script(counted: Counter[str]) -> bool:
    """Return whether most letters are none of the Latin script, as in Russian or Chinese."""
    letters = Counter[str]()
    for word, times in counted.items():
        for letter in word:
            letters["latin" if _is_latin(letter) else "other"] += times
    return letters["other"] > _FOREIGN_SCRIPT * letters.total()


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
