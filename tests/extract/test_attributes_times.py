"""Expressions of time become EDTF, counted from the publication date alone - and from nothing where there is none."""

from datetime import date

import pytest
from edtf import parse_edtf

from kg.extract.attributes.times import find_times, read_bounds

WEDNESDAY = date(2019, 11, 20)


def told(text: str, published: date | None = WEDNESDAY) -> list[str]:
    return [time.edtf for time in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 12 May 2019", "2019-05-12"),
        ("on May 12th, 2019", "2019-05-12"),
        ("in May 2019", "2019-05"),
        ("in early March", "2019-03"),
        ("in December", "2018-12"),
        ("in June last year", "2018-06"),
        ("The 2015 drone strike", "2015"),
        ("in the late 1990s", "199X"),
        ("on Monday", "2019-11-18"),
        ("on Wednesday", "2019-11-20"),
        ("on Friday night", "2019-11-15"),
        ("on Friday last week", "2019-11-15"),
        ("next Monday", "2019-11-25"),
        ("will appear in court on Friday", "2019-11-22"),
        ("is to stand trial in January", "2020-01"),
        ("Tuesday, January 21", "2020-01-21"),
        ("yesterday", "2019-11-19"),
        ("this week", "2019-11-18/2019-11-20"),
        ("last week", "2019-11-11/2019-11-17"),
        ("at the weekend", "2019-11-16/2019-11-17"),
        ("last month", "2019-10"),
        ("two weeks ago", "2019-11-06~"),
        ("three years ago", "2016"),
        ("last summer", "2019-06/2019-08"),
        ("over the past six months", "2019-05/2019-11"),
        ("since 2017", "2017/.."),
        ("before 10 February 2011", "../2011-02-10"),
        ("from March 3 to April 5", "2019-03-03/2019-04-05"),
        ("between 2015 and 2018", "2015/2018"),
        ("August 2-9, 2019", "2019-08-02/2019-08-09"),
        ("around 12 May 2019", "2019-05-12~"),
        ("by Oct. 5 at 6 p.m.", "../2019-10-05"),
        ("on Feb.03", "2019-02-03"),
        ("in 2016, May 13, we documented it", "2016-05-13"),
        ("in mid-August", "2019-08-15~"),
        ("last November", "2018-11"),
        ("on February 29", "2016-02-29"),
        ("earlier this week", "2019-11-18/2019-11-19"),
        ("The hearing is on December 2", "2019-12-02"),
        ("The protest planned for October 31 was banned", "2019-10-31"),
        ("He was set free on Tuesday", "2019-11-19"),
        ("They held seven managers against their will on Tuesday", "2019-11-19"),
        ("The man, who will appeal, was arrested on Monday", "2019-11-18"),
        ("He is to be tried, the court said on Monday", "2019-11-18"),
    ],
)
def test_an_expression_and_its_edtf(text: str, edtf: str) -> None:
    assert told(text) == [edtf]
    assert parse_edtf(edtf), "and it is EDTF by another reader's judgement"


def test_what_was_told_before_is_what_later_days_are_counted_from() -> None:
    assert told("He was held on 3 May 2018 and died two days later.") == ["2018-05-03", "2018-05-05"]
    assert told("It began in 2017. He fled the same year.") == ["2017", "2017"]


def test_a_paragraph_gives_its_year_to_dates_without_one() -> None:
    assert told("On May 16, 2018, he was seized. On July 11 another man was taken.") == ["2018-05-16", "2018-07-11"]
    assert told("In June 2016, it fined the channel for a report of May 23.") == ["2016-06", "2016-05-23"]
    assert told("In 2016, he fled.\nHe was arrested in May.") == ["2016", "2019-05"], "the next paragraph tells of now"
    assert told("The 2014 protests were banned. He was arrested in May.") == ["2014", "2019-05"], "a year beside a noun frames nothing"
    assert told("On October 6, 2018 he was held. On January 3 he was freed.") == ["2018-10-06", "2019-01-03"], "the tale goes on"


def test_without_a_publication_date_nothing_is_guessed() -> None:
    assert told("Yesterday, on Monday, last month and two years ago.", None) == []
    assert told("Since the attack on March 22", None) == ["XXXX-03-22"]
    assert told("on 12 May 2019", None) == ["2019-05-12"]


def test_no_time_where_there_is_none() -> None:
    assert told("The army calls it Bloody Sunday and Black Friday.") == []
    text = "He may march with 2,500 people, a 1999-seat hall, $2015, 20190512 and section 2011.5; they spring up and fall."
    assert told(text) == []


def test_a_day_that_no_calendar_has_is_left_out() -> None:
    assert told("on 31 February 2019") in ([], ["2019-02"])


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2017/..", date(2017, 1, 1), None),
        ("../2011-02-10", None, date(2011, 2, 10)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("2019-10-27~/2019-11", date(2019, 10, 27), date(2019, 11, 30)),
        ("XXXX-03-22", None, None),
    ],
)
def test_bounds_of_an_edtf_string(edtf: str, first: date | None, last: date | None) -> None:
    assert read_bounds(edtf) == (first, last)
