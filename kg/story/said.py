"""Whether what a sentence says is what the record says: numbers, money, days and names in words."""

from __future__ import annotations

import re
from calendar import month_name
from decimal import Decimal

from kg.model.dates import PartialDate, say
from kg.model.spelling import NUMBER_WORDS, key

_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ALSO = {"none": 0, "nobody": 0, "zero": 0, "nothing": 0, "a": 1, "an": 1, "once": 1, "single": 1,
         "only": 1, "twice": 2, "both": 2, "pair": 2, "thrice": 3, "dozen": 12, "hundred": 100,
         "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
         "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_WORDS = (
    {word: n for n, word in enumerate(NUMBER_WORDS)}
    | {ten: 20 + 10 * i for i, ten in enumerate(_TENS)}
    | {
        f"{ten}-{NUMBER_WORDS[n]}": 20 + 10 * i + n
        for i, ten in enumerate(_TENS)
        for n in range(1, 10)
    }
)
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6,
           "billion": 10**9, "bn": 10**9}  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.,])(-?\d[\d,]*(?:\.\d+)?)\s?({'|'.join(_SCALES)})?(?![\w]|[.,]\d)", re.IGNORECASE
)
_DATE = re.compile(rf"(?:about )?(?:(?:\d{{1,2}} )?(?:{'|'.join(month_name[1:])}) )?\d{{4}}")
_WHOLE_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")

Value = str | Decimal


def spell_number(number: int) -> str:
    """Return a number below a hundred in words, a greater one in digits.

    >>> spell_number(6), spell_number(42), spell_number(1234)
    ('six', 'forty-two', '1,234')
    """
    word = next((word for word, n in _WORDS.items() if n == number), None)
    return word or f"{number:,}"


def write_number(number: Decimal) -> str:
    """Return a number in digits, as a sentence has it.

    >>> write_number(Decimal("1234.50"))
    '1,234.5'
    """
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.normalize():,f}"


def write_pounds(number: Decimal) -> str:
    """Return an amount in pounds, as a sentence has it.

    >>> write_pounds(Decimal(12400000000)), write_pounds(Decimal(654000000))
    ('£12.4 billion', '£654 million')
    """
    for word, scale in (("billion", 10**9), ("million", 10**6)):
        if abs(number) >= scale:
            return f"£{write_number(Decimal(number) / scale)} {word}"
    return f"£{write_number(number)}"


def read_number(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most that the one number in some words may stand for.

    A number of decimals stands for all that round to it. None where there is no number, or two.

    >>> read_number("£12.4 billion")
    (Decimal('12350000000.0'), Decimal('12450000000.0'))
    >>> read_number("twenty-two times"), read_number("some")
    ((Decimal('22'), Decimal('22')), None)
    """
    digits = _NUMBER.findall(text)
    if digits:
        if len(digits) > 1:
            return None
        shown, scale = digits[0][0].replace(",", ""), _SCALES.get(digits[0][1].lower(), 1)
        number = Decimal(shown) * scale
        if scale == 1 and "." not in shown:
            return number, number
        half = Decimal(scale) / 2 / 10 ** len(shown.partition(".")[2])
        return number - half, number + half
    words = [word.lower() for word in _WHOLE_WORD.findall(text)]
    found = [_WORDS[word] for word in words if word in _WORDS]
    found = found or [_ALSO[word] for word in words if word in _ALSO]
    return (Decimal(found[0]), Decimal(found[0])) if len(found) == 1 else None


def agrees(said: str, value: Value, others: tuple[str, ...] = ()) -> bool:
    """Return whether some words say a value, exactly or less exactly; `others` say it too.

    >>> agrees("six times", Decimal(6)), agrees("£12.7 billion", Decimal(12_712_000_000))
    (True, True)
    >>> agrees("June 2002", "2002-06"), agrees("in 2002", "2002-06"), agrees("2003", "2002-06")
    (True, True, False)
    >>> agrees("the Programme", "Programme")
    True
    """
    if isinstance(value, Decimal):
        read = read_number(said)
        return read is not None and read[0] <= value <= read[1]
    words = _plain(said)
    if words in {_plain(text) for text in (value, say_value(value), *others)}:
        return True
    dates = [" ".join(found[0].split()) for found in _DATE.finditer(said)]
    return len(dates) == 1 and dates[0] in _parts_of_date(value)


def _plain(text: str) -> str:
    return key(re.sub(r"^(?:the|a|an|in|on)\s+", "", text.strip(), flags=re.IGNORECASE))


def _parts_of_date(value: str) -> list[str]:
    """Return the ways to say a date less exactly: the month and year, the year."""
    day = read_date(value)
    if day is None or day.earliest is None or not re.match(r"\d{4}", value):
        return []
    return [say(value), *([say(value[:7])] if len(value) >= 7 else []), value[:4]]


def read_date(value: str) -> PartialDate | None:
    """Return a value as a date; None where it is none."""
    try:
        return PartialDate.parse(value)
    except ValueError:
        return None


def say_value(value: Value) -> str:
    """Return a value as a sentence has it: numbers in digits, days in words, names as they are."""
    if isinstance(value, Decimal):
        return write_number(value)
    return say(value) if read_date(value) is not None else value
