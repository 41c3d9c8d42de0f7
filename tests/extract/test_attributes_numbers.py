"""Numbers with their bounds, as the annotation guidelines write them."""

import pytest

from kg.extract.attributes.numbers import find_numbers
from kg.model import Count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("four people", Count(4, 4)),
        ("around 40 migrants", Count(40, 40, True)),
        ("at least 40 migrants", Count(40, None)),
        ("more than 5,000 prisoners", Count(5000, None)),
        ("almost 500 people", Count(500, 500, True)),
        ("up to 30 men", Count(None, 30)),
        ("dozens of protesters", Count(24, None, True)),
        ("Hundreds fled", Count(200, None, True)),
        ("thousands marched", Count(2000, None, True)),
        ("between 10 and 20 people", Count(10, 20)),
        ("5 to 7 men", Count(5, 7)),
        ("1.7 million people", Count(1700000, 1700000)),
        ("two dozen students", Count(24, 24)),
        ("twenty-five women", Count(25, 25)),
        ("increased by 75%", Count(75, 75)),
        ("some 530 people", Count(530, 530, True)),
    ],
)
def test_a_number_and_its_bounds(text: str, count: Count) -> None:
    assert [number.count for number in find_numbers(text)] == [count]


def test_ordinals_ages_and_codes_are_no_numbers_of_things() -> None:
    assert find_numbers("the 22nd day, a 37-year-old, COVID-19, v2.5.1") == []
