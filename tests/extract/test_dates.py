"""Dates: what words tell against the day of the page, Thursday 21 September 2017 unless a row says otherwise."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.extract.dates import dates
from sayso.records import Block, Date, Parse
from tests.extract.builders import built

THURSDAY = "2017-09-21"


def row(reason: str, text: str, *expected: str, arcs: str = "", published: str | None = THURSDAY) -> object:
    """`expected`: *words | first | last | precision*, a hyphen for an end that cannot be told."""
    return pytest.param(text, expected, arcs, published, id=reason)


def page(text: str, arcs: str = "", published: str | None = THURSDAY) -> Parse:
    parse = built(text, arcs).parse
    return replace(parse, document=replace(parse.document, published=published))


def told(parse: Parse) -> tuple[str, ...]:
    text = parse.document.text
    return tuple(" | ".join((text[slice(*d.span)], d.first or "-", d.last or "-", d.precision)) for d in dates(parse))


WILL_MEET = "Ministers>meet:nsubj will>meet:aux"

CALENDAR = [
    row("day and month", "It fell on 17 September.", "17 September | 2017-09-17 | 2017-09-17 | day"),
    row("month and day", "It fell on September 17.", "September 17 | 2017-09-17 | 2017-09-17 | day"),
    row("a full date", "It fell on 17 September 2016.", "17 September 2016 | 2016-09-17 | 2016-09-17 | day"),
    row("a comma before the year", "On May 3, 2011, he fled.", "May 3, 2011 | 2011-05-03 | 2011-05-03 | day"),
    row("a short month keeps its stop", "It fell on Sept. 17.", "Sept. 17 | 2017-09-17 | 2017-09-17 | day"),
    row("a short month without a stop", "It fell on 17 Sep 2016.", "17 Sep 2016 | 2016-09-17 | 2016-09-17 | day"),
    row("an ordinal", "It fell on September 17th.", "September 17th | 2017-09-17 | 2017-09-17 | day"),
    row(
        "an ordinal before",
        "On the 17th of September, he fled.",
        "the 17th of September | 2017-09-17 | 2017-09-17 | day",
    ),
    row("a spelt ordinal", "On the third of May, he fled.", "the third of May | 2017-05-03 | 2017-05-03 | day"),
    row(
        "a weekday before",
        "On Tuesday, September 12, he fled.",
        "Tuesday, September 12 | 2017-09-12 | 2017-09-12 | day",
    ),
    row(
        "a weekday tells the year",
        "On Friday, August 21, he fled.",
        "Friday, August 21 | 2015-08-21 | 2015-08-21 | day",
    ),
    row("a short weekday in a date", "Sat., Sept. 16, 2017.", "Sat., Sept. 16, 2017 | 2017-09-16 | 2017-09-16 | day"),
    row("an ISO date", "Dated 2017-09-17.", "2017-09-17 | 2017-09-17 | 2017-09-17 | day"),
    row("an ISO month", "Dated 2017-09.", "2017-09 | 2017-09-01 | 2017-09-30 | month"),
    row("dots put the day first", "Dated 3.4.2017.", "3.4.2017 | 2017-04-03 | 2017-04-03 | day"),
    row("numbers that only one order allows", "On 9/17/2017.", "9/17/2017 | 2017-09-17 | 2017-09-17 | day"),
    row("the other order", "On 17/9/2017.", "17/9/2017 | 2017-09-17 | 2017-09-17 | day"),
    row("numbers of either order keep both", "On 9/7/2017.", "9/7/2017 | 2017-07-09 | 2017-09-07 | day"),
    row("numbers that are the same", "On 7/7/2005.", "7/7/2005 | 2005-07-07 | 2005-07-07 | day"),
    row(
        "numbers that are the page's own day",
        "On 9/7/2017.",
        "9/7/2017 | 2017-09-07 | 2017-09-07 | day",
        published="2017-09-07",
    ),
    row("two figures of a year", "On 9/17/16.", "9/17/16 | 2016-09-17 | 2016-09-17 | day"),
    row(
        "the page's other dates show the order",
        "On 9/7/2017 and 9/17/2017.",
        "9/7/2017 | 2017-09-07 | 2017-09-07 | day",
        "9/17/2017 | 2017-09-17 | 2017-09-17 | day",
    ),
    row("a month and year", "In May 2016, it fell.", "May 2016 | 2016-05-01 | 2016-05-31 | month"),
    row("a month of a year", "In November of 1776, it fell.", "November of 1776 | 1776-11-01 | 1776-11-30 | month"),
    row("a month alone", "In July, it fell.", "July | 2017-07-01 | 2017-07-31 | month"),
    row(
        "a month that was last year",
        "In December, it fell.",
        "December | 2016-12-01 | 2016-12-31 | month",
        arcs="In>December:case December>fell:obl it>fell:nsubj",
    ),
    row("May with a word of time", "In May, it fell.", "May | 2017-05-01 | 2017-05-31 | month"),
    row(
        "March with a word of time", "Since last March, it held.", "Since last March | 2016-03-01 | 2017-09-21 | month"
    ),
    row(
        "a year for two months",
        "In July and August 2006, it held.",
        "July | 2006-07-01 | 2006-07-31 | month",
        "August 2006 | 2006-08-01 | 2006-08-31 | month",
    ),
    row(
        "an attack known later by its day",
        "The October 7 attack.",
        "The October 7 attack | 2017-10-07 | 2017-10-07 | day",
        published="2017-10-20",
    ),
    row(
        "a day that is none",
        "On February 30, 2017, it fell.",
        "February | 2017-02-01 | 2017-02-28 | month",
        "2017 | 2017-01-01 | 2017-12-31 | year",
    ),
    row("29 February of no leap year", "It fell on February 29.", "February 29 | 2016-02-29 | 2016-02-29 | day"),
    row("the 17th is of this month", "He died on the 17th.", "the 17th | 2017-09-17 | 2017-09-17 | day"),
    row(
        "a day that is to come this month was last month",
        "He died on the 25th.",
        "the 25th | 2017-08-25 | 2017-08-25 | day",
    ),
    row("tomorrow by another clock", "It fell on 22 September.", "22 September | 2017-09-22 | 2017-09-22 | day"),
    row("a year", "In 2014, it fell.", "2014 | 2014-01-01 | 2014-12-31 | year"),
    row("a year that tells which", "The 2014 vote.", "2014 | 2014-01-01 | 2014-12-31 | year"),
    row("a year in brackets", "Smith (2014).", "2014 | 2014-01-01 | 2014-12-31 | year"),
    row("an early year", "In the year 71, it fell.", "the year 71 | 0071-01-01 | 0071-12-31 | year"),
    row("anno domini", "Begun in AD 842.", "AD 842 | 0842-01-01 | 0842-12-31 | year"),
    row("a decade", "In the 1970s, it fell.", "the 1970s | 1970-01-01 | 1979-12-31 | decade"),
    row("a decade in short", "In the '90s, it fell.", "the '90s | 1990-01-01 | 1999-12-31 | decade"),
    row("a decade in words", "In the sixties, it fell.", "the sixties | 1960-01-01 | 1969-12-31 | decade"),
    row("a decade with an apostrophe", "In the 1930's, it fell.", "the 1930's | 1930-01-01 | 1939-12-31 | decade"),
    row("hundreds are a century", "In the 1800s, it fell.", "the 1800s | 1800-01-01 | 1899-12-31 | vague"),
    row("a century is vague", "In the 19th century, it fell.", "the 19th century | 1800-01-01 | 1899-12-31 | vague"),
    row("a century in words", "In the twentieth century.", "the twentieth century | 1900-01-01 | 1999-12-31 | vague"),
    row("a season of a year", "In the summer of 2015.", "the summer of 2015 | 2015-06-01 | 2015-08-31 | season"),
    row(
        "a winter with one year is either",
        "In the winter of 2015.",
        "the winter of 2015 | 2014-12-01 | 2016-02-29 | season",
    ),
    row(
        "a winter with both years",
        "In the winter of 2015-16.",
        "the winter of 2015-16 | 2015-12-01 | 2016-02-29 | season",
    ),
    row("fall is a season with its year", "The fall of 2016.", "The fall of 2016 | 2016-09-01 | 2016-11-30 | season"),
    row(
        "a feast",
        "On Christmas Eve, he fled.",
        "Christmas Eve | 2016-12-24 | 2016-12-24 | day",
        arcs="Christmas>fled:obl Eve>Christmas:flat he>fled:nsubj",
    ),
    row("a feast of a year", "On Christmas Day 2014.", "Christmas Day 2014 | 2014-12-25 | 2014-12-25 | day"),
    row("a day known by numbers", "Since 9/11, he fought.", "Since 9/11 | 2001-09-11 | 2017-09-21 | day"),
    row(
        "attacks known by a day",
        "The September 11 attacks.",
        "The September 11 attacks | 2001-09-11 | 2001-09-11 | day",
    ),
    row("a named time", "During World War II.", "World War II | 1939-09-01 | 1945-09-02 | vague"),
    row("after a named time", "After the Cold War, it fell.", "After the Cold War | 1992-01-01 | 2017-09-21 | vague"),
]
WEEKDAYS = [
    row("the last one", "It fell on Tuesday.", "Tuesday | 2017-09-19 | 2017-09-19 | day"),
    row("without a preposition", "He said Wednesday.", "Wednesday | 2017-09-20 | 2017-09-20 | day"),
    row("the day of the page itself", "He said Thursday.", "Thursday | 2017-09-21 | 2017-09-21 | day"),
    row("a weekday after today's was last week", "It fell on Friday.", "Friday | 2017-09-15 | 2017-09-15 | day"),
    row(
        "the next one with will",
        "Ministers will meet on Tuesday.",
        "Tuesday | 2017-09-26 | 2017-09-26 | day",
        arcs=f"{WILL_MEET} Tuesday>meet:obl",
    ),
    row(
        "today or in a week with will",
        "Ministers will meet on Thursday.",
        "Thursday | 2017-09-21 | 2017-09-28 | day",
        arcs=f"{WILL_MEET} Thursday>meet:obl",
    ),
    row(
        "will have met is past",
        "Ministers will have met on Tuesday.",
        "Tuesday | 2017-09-19 | 2017-09-19 | day",
        arcs="Ministers>met:nsubj will>met:aux have>met:aux Tuesday>met:obl",
    ),
    row(
        "scheduled is to come",
        "A vote is scheduled for Monday.",
        "Monday | 2017-09-25 | 2017-09-25 | day",
        arcs="vote>scheduled:nsubj is>scheduled:aux Monday>scheduled:obl",
    ),
    row(
        "a timetable in the present",
        "Talks begin on Monday.",
        "Monday | 2017-09-25 | 2017-09-25 | day",
        arcs="Talks>begin:nsubj Monday>begin:obl",
    ),
    row(
        "is to be held",
        "Talks are to be held on Monday.",
        "Monday | 2017-09-25 | 2017-09-25 | day",
        arcs="Talks>held:nsubj to>held:mark be>held:aux are>held:aux Monday>held:obl",
    ),
    row(
        "last, of this week or the one before",
        "Since last Tuesday, it held.",
        "Since last Tuesday | 2017-09-12 | 2017-09-21 | day",
    ),
    row(
        "last Tuesday on a Thursday keeps both", "It fell last Tuesday.", "last Tuesday | 2017-09-12 | 2017-09-19 | day"
    ),
    row(
        "last Saturday on a Thursday is one", "It fell last Saturday.", "last Saturday | 2017-09-16 | 2017-09-16 | day"
    ),
    row("next Friday on a Thursday keeps both", "It falls next Friday.", "next Friday | 2017-09-22 | 2017-09-29 | day"),
    row("next Monday on a Thursday is one", "It falls next Monday.", "next Monday | 2017-09-25 | 2017-09-25 | day"),
    row("this Saturday is ahead", "It falls this Saturday.", "this Saturday | 2017-09-23 | 2017-09-23 | day"),
    row("this past Saturday", "It fell this past Saturday.", "this past Saturday | 2017-09-16 | 2017-09-16 | day"),
    row(
        "a weekday of last week", "On Tuesday last week, it fell.", "Tuesday last week | 2017-09-12 | 2017-09-12 | day"
    ),
    row("a time of day is left out", "Late on Monday night.", "Monday | 2017-09-18 | 2017-09-18 | day"),
    row("the weekend", "Over the weekend, it fell.", "the weekend | 2017-09-16 | 2017-09-17 | day"),
    row("last weekend", "It fell last weekend.", "last weekend | 2017-09-16 | 2017-09-17 | day"),
]
NONE = [
    row("may as a verb", "He may march in the sun."),
    row("a person called May", "Theresa May said so."),
    row("March at a head of a sentence that walks", "The march went on."),
    row("sat and sun", "He sat in the sun, the second man."),
    row("an age", "The 40-year-old fled."),
    row("a thousand with a comma", "There were 2,000 soldiers."),
    row("a number of people", "Some 1990 people fled."),
    row("a price", "It cost $2000."),
    row("a resolution's number", "Under Resolution 2254, it held."),
    row("a time of day", "At 2000 GMT, it fell."),
    row("a room", "In Room 2014, he slept."),
    row("a duration", "For three months, it held."),
    row("how long it took", "It fell in three days.", arcs="It>fell:nsubj days>fell:obl"),
    row("a habit", "They march every Friday."),
    row("a habit in the plural", "On Fridays, they march."),
    row("prayers of a weekday", "After Friday prayers, they march."),
    row("a newspaper", "He told the Sunday Times."),
    row("a day by name", "After Bloody Sunday, they march."),
    row("the fall of a town", "The fall of Mosul."),
    row("a spring by name", "The Arab Spring."),
    row("ages in decades", "She is in her 30s."),
    row("degrees", "In the 30s °F, it froze."),
    row("before the common era", "Around 300 BC, it fell."),
    row("a named war as a matter", "World War II veterans."),
    row("a fraction", "About 1/2 of them fled."),
    row("a code", "The F-2000 flew."),
    row("no time of its own", "This time, he fled."),
    row("a first time", "For the first time in years, it fell."),
    row("hundreds of years", "Hundreds of years ago, it fell."),
    row("minutes", "Minutes later, it fell."),
]


@pytest.mark.parametrize(
    ("text", "expected", "arcs", "published"),
    CALENDAR + WEEKDAYS + NONE,
)
def test_what_words_tell(text: str, expected: tuple[str, ...], arcs: str, published: str | None) -> None:
    assert told(page(text, arcs, published)) == expected


def paragraph(text: str) -> Parse:
    """A page whose lines are the sentences of one block."""
    parse = page(text)
    return replace(parse, document=replace(parse.document, blocks=(Block("paragraph", (0, len(text))),)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("On 3 May 2014, he fled.\nOn 5 June, he fell.", "5 June | 2014-06-05 | 2014-06-05 | day", id="on"),
        pytest.param("In May 2015, he fled.\nIn April, he fell.", "April | 2015-04-01 | 2015-04-30 | month", id="back"),
        pytest.param(
            "In December 2015, he fled.\nIn February, he fell.",
            "February | 2016-02-01 | 2016-02-29 | month",
            id="over the year's end",
        ),
        pytest.param(
            "In December 2016, he fled.\nIn June, he fell.",
            "June | 2017-06-01 | 2017-06-30 | month",
            id="half a year on, before the page",
        ),
        pytest.param(
            "In December 2017, he fled.\nIn May, he fell.",
            "May | 2017-05-01 | 2017-05-31 | month",
            id="never to where the page has not been",
        ),
        pytest.param("In 2014, he fled.\nIn May, he fell.", "May | 2017-05-01 | 2017-05-31 | month", id="a year alone"),
        pytest.param(
            "On 3 May 2014, he fled.\nSo he said.\nYes.\nOn 5 August, he fell.",
            "5 August | 2017-08-05 | 2017-08-05 | day",
            id="too far",
        ),
        pytest.param("In 2019, he returns, as said on 4 July.", "4 July | 2017-07-04 | 2017-07-04 | day", id="to come"),
        pytest.param(
            "On 27 December 2014, he fled.\nSo he said.\nYes.\nOn 3 January, he fell.",
            "3 January | 2015-01-03 | 2015-01-03 | day",
            id="days that follow soon are one tale, though sentences lie between",
        ),
        pytest.param(
            "On 27 April 2014, he fled.\nOne.\nTwo.\nThree.\nFour.\nFive.\nSix.\nSeven.\nEight.\nOn 3 May, he fell.",
            "3 May | 2017-05-03 | 2017-05-03 | day",
            id="no tale goes on over so many sentences",
        ),
    ],
)
def test_the_year_of_a_date_shortly_before(text: str, expected: str) -> None:
    assert told(paragraph(text))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Yesterday, he fled.", "2016-03-02", id="no tale: it looks at its own day"),
        pytest.param("Later, he fell.", "1848-03-02", id="a tale of times long past keeps its year"),
    ],
)
def test_a_history_keeps_its_years(text: str, expected: str) -> None:
    """A page that names none but years long past is a tale, in which a day without a year is of the year told last."""
    tale = "In 1845, he came.\nIn 1846, he wrote.\nIn 1847, he spoke.\nIn 1848, he fled.\n"
    found = dates(page(f"{tale}{text}\nOn 2 March, it fell.", published="2016-09-21"))
    assert found[-1].first == expected


def test_today_in_a_history_is_nowadays() -> None:
    tale = "In 1845, he came.\nIn 1846, he wrote.\nIn 1847, he spoke.\nIn 1848, he fled.\nToday, it holds."
    assert [d.precision for d in dates(page(tale))] == ["year"] * 4


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("It fell on 17 September 2016.", "as told", id="told"),
        pytest.param("It fell on 17 September.", "year, the last time", id="year"),
        pytest.param("It fell on Tuesday.", "weekday, the last one", id="weekday"),
        pytest.param("It fell last Tuesday.", "the last one, of this or the other side", id="either"),
        pytest.param("Since 2011, it held.", "since, as told", id="bound"),
        pytest.param("From March to June, it held.", "range, year, the last time", id="range"),
        pytest.param("In early 2014, it fell.", "part, as told", id="part"),
        pytest.param("It fell yesterday.", "from the day of the page", id="reckoned"),
        pytest.param("On 9/7/2017, it fell.", "numbers, day and month in either order", id="order"),
    ],
)
def test_the_rule_is_named(text: str, rule: str) -> None:
    assert [d.rule for d in dates(page(text))] == [rule]


def test_a_dateline_that_stands_in_is_named() -> None:
    found = dates(page("21 September 2017\nIt fell on Tuesday.", published=None))
    assert [d.rule for d in found] == ["as told", "weekday, the last one, the page's date by its dateline"]


def test_ids_are_by_place() -> None:
    one, other = dates(page("On 3 May, he fled, on 3 May."))
    assert one.id != other.id
    assert one == dates(page("On 3 May, he fled, on 3 May."))[0]


WORDS = """
    on in the of since until by from to between and within last next this past early mid late end beginning May March
    September Sept. Tuesday Friday summer fall winter week weeks day days month year years decade century 17 3 5 31 9
    2011 2017 1999 1970s '90s first third second half quarter two a few several ago later earlier before after today
    yesterday tomorrow overnight weekend anniversary war start will meet fell men 9/11 9/17/2017 2017-09-17 - – , . ( )
    ' s 's Christmas Eve World War II AD 30 February 29 same that following previous recent coming Q1 so far not 400 0
    00 12.13.2014 ٣ ² é 9999 2100 1000 BC
"""
PAGES = st.none() | st.dates(min_value=date(1, 1, 1)).map(date.isoformat)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14), PAGES)
def test_spans_hold_words_and_intervals_go_forward(words: list[str], published: str | None) -> None:
    """Whatever words stand together: no span overlaps another or begins or ends in a blank, and no interval ends before
    it begins; those of an open year may run over its end."""
    parse = page(" ".join(words), published=published)
    found = dates(parse)
    edges = [edge for d in found for edge in d.span]
    assert edges == sorted(edges)
    starts, ends = ({word.span[side] for word in parse.words} for side in (0, 1))
    assert all(d.span[0] in starts and d.span[1] in ends for d in found)
    assert all(_forward(d) for d in found)
    assert len({d.id for d in found}) == len(found)


def _forward(d: Date) -> bool:
    ends = [date.fromisoformat(day) for day in (d.first, d.last) if day and not day.startswith("--")]
    return ends == sorted(ends)


PLAIN = st.text(max_size=60).map(lambda text: re.sub(r"[\[\]{}]", "", text))  # those mark things in `built`


@given(PLAIN, PAGES)
def test_any_text_is_borne(text: str, published: str | None) -> None:
    found = dates(page(text, published=published))
    assert all(text[slice(*d.span)].strip() == text[slice(*d.span)] != "" for d in found)
