from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.pages.listing import Group, Item, Listing, by_letter, first_letter, split_listing

ITEMS = st.lists(st.text(max_size=60).map(lambda text: Item("a-thing", text)), max_size=60)
GROUPS = st.lists(ITEMS, max_size=6)


def _listing(groups: list[list[Item]]) -> Listing:
    made = tuple(Group(f"group {n}", tuple(items)) for n, items in enumerate(groups) if items)
    return Listing("A list", "", made)


@given(GROUPS, st.integers(1, 3000))
def test_pages_hold_every_item_once_and_in_order(groups: list[list[Item]], largest: int) -> None:
    listing = _listing(groups)
    pages = split_listing(listing, largest)
    flat = [(g.heading, item) for page in pages for g in page.groups for item in g.items]
    assert flat == [(g.heading, item) for g in listing.groups for item in g.items]


@given(GROUPS, st.integers(1, 3000))
def test_a_page_has_more_bytes_than_it_may_only_with_a_single_item(
    groups: list[list[Item]], largest: int
) -> None:
    for page in split_listing(_listing(groups), largest):
        items = [item for group in page.groups for item in group.items]
        assert len(items) <= 1 or sum(item.size for item in items) <= largest


def test_an_empty_list_is_one_page() -> None:
    assert split_listing(_listing([])) == [_listing([])]


def test_names_stand_under_their_first_letter_whatever_its_accent_and_case() -> None:
    groups = by_letter([Item("b", "Östlund"), Item("a", "oak"), Item("c", "111"), Item("d", "…")])
    assert {g.heading: [i.slug for i in g.items] for g in groups} == {
        "Other": ["d"], "0–9": ["c"], "O": ["a", "b"],
    }  # fmt: skip


def test_letters_of_another_script_stand_together() -> None:
    assert first_letter("記録") == "Other"
