"""Views of a ledger that are named for people: what version 9 adds, for whoever opens it with another program.

Each is a list that can be read without knowing the tables: names instead of ids, exact words instead of offsets, and on
whose say-so. They are of the newest readings, with speakers and acts as judged. Nothing is kept for them, and sayso
itself does not use them.

A view takes its rows from one table and everything else by looking it up, so that a page of it costs as much as its
rows, and counting or grouping them costs nothing else.
"""

from typing import Final

from sayso.ledger.named_columns import (
    Column,
    NamedView,
    labels,
    meant,
    name_of,
    names_listed,
    of_event,
    of_reading,
    page_of,
    parties,
    said,
    told,
    voice_row,
    whose,
)

_SAID: Final = NamedView(
    name="Who said what",
    about="Attributions: somebody's word, in the exact words of the page.",
    rows="told t",
    columns=(
        Column("number", "t.attribution", "The row of the attribution in this ledger."),
        Column("published", "t.day", "The first day of publication; empty where none is told."),
        Column("publisher", "t.publisher", "Who published the page."),
        Column("speakers", told("t.attribution", "speakers"), "Names of those who say it, as judged."),
        Column("source", said("t.attribution", "source"), "The words that tell who says it; … parts pieces."),
        Column("cue", said("t.attribution", "cue"), "The words that tell that it is said."),
        Column("content", said("t.attribution", "content"), "What is said."),
        Column("about", told("t.attribution", "about"), "Names of those about whom it is."),
        Column("act", "t.act", "What the cue does: state, deny, accuse and so on; as judged."),
        Column("speaker_kind", "t.speaker_kind", "What kind of source it is: named, official, anonymous and so on."),
        Column("manner", "t.manner", "Whether the words are direct, indirect or mixed."),
        Column(
            "negated",
            "(SELECT negated FROM attributions WHERE id = t.attribution)",
            "1 where the cue itself is negated (did not say).",
        ),
        Column("hedged", "t.hedged", "1 where words such as allegedly weaken it."),
        Column("nested", "t.nested", "1 where it stands inside the content of another one."),
        Column("verdict", "t.verdict", "What the last judgement of it as a whole says."),
        Column(
            "tags",
            "(SELECT group_concat(tag, '; ') FROM tagged WHERE attribution = t.attribution)",
            "Tags that persons put on it.",
        ),
        Column("score", "t.score", "How sure the reader is, from 0 to 1."),
        *page_of("t.document"),
        Column("attribution", "(SELECT key FROM attributions WHERE id = t.attribution)", "The attribution's id."),
    ),
    sorted_by=("published", "score"),
    first="-published",
    facets=("act", "speaker_kind", "publisher"),
    searched="said",
)

_HAPPENED: Final = NamedView(
    name="What is said to have happened",
    about="Events, and on whose say-so each of them rests.",
    rows="happened h",
    columns=(
        Column("number", "h.event", "The row of the event in this ledger."),
        Column(
            "first_day",
            "h.first",
            "The first day on which it may have been; without a date of its own the page's; ~ where none is told.",
        ),
        Column("last_day", "h.last", "The last day on which it may have been."),
        Column("precision", "h.precision", "How precisely its own date is told; empty where it has none."),
        Column("type", "h.type", "PLOVER's type."),
        Column("modes", labels("modes"), "PLOVER's modes."),
        Column("contexts", labels("contexts"), "PLOVER's contexts."),
        Column("by_whom", parties("actors"), "Names of those who are said to do it, or the words for them."),
        Column("to_whom", parties("targets"), "Names of those to whom it is said to be done, or the words for them."),
        Column(
            "places",
            "(SELECT group_concat(name, '; ') FROM"
            " (SELECT name FROM happened_places WHERE event = h.event ORDER BY position))",
            "Where it is said to be.",
        ),
        Column("words", "h.words", "The exact words."),
        Column("status", of_event("status"), "happened, ongoing, planned, threatened, possible, hypothetical, denied."),
        Column("negated", of_event("negated"), "1 where it is told not to be."),
        *whose("h.voice", "h.publisher"),
        Column(
            "speaker_kind",
            "(SELECT speaker_kind FROM told WHERE attribution = h.voice)",
            "What kind of source it is; empty in the page's own voice.",
        ),
        Column("publisher", "h.publisher", "Who published the page."),
        *page_of("h.document"),
        Column(
            "attribution",
            "(SELECT key FROM attributions WHERE id = h.voice)",
            "The attribution in whose content it is.",
        ),
        Column("event", of_event("key"), "The event's id."),
    ),
    sorted_by=("first_day",),
    first="first_day",
    facets=("type", "page_voice", "publisher"),
    searched=None,
)

_PLACES: Final = NamedView(
    name="Where it is said to have happened",
    about="Places of events, each with the event that is said to be there.",
    rows="happened_places w",
    columns=(
        Column("number", "w.event", "The row of the event in this ledger."),
        Column("place", "w.name", "The place's name."),
        Column("country", "w.country", "A code of ISO 3166-1, two letters."),
        Column("role", "w.role", "Whether the event is at it, from it, to it or toward it."),
        Column("latitude", "w.latitude", "Degrees north; empty where nobody knows.", "degree"),
        Column("longitude", "w.longitude", "Degrees east.", "degree"),
        Column("precision", "w.precision", "How wide the place is meant: exact, town, district, region and so on."),
        Column("type", "(SELECT type FROM happened WHERE event = w.event)", "PLOVER's type of the event."),
        Column("first_day", "(SELECT first FROM happened WHERE event = w.event)", "The first day of the event."),
        Column("words", "(SELECT words FROM happened WHERE event = w.event)", "The exact words of the event."),
        *whose(
            "(SELECT voice FROM happened WHERE event = w.event)",
            "(SELECT publisher FROM happened WHERE event = w.event)",
        ),
    ),
    sorted_by=("place",),
    facets=("country", "role"),
    searched="happened_at",
)

_ACTORS: Final = NamedView(
    name="Actors told of",
    about="Actors, as judgements join them, and how much there is of each.",
    rows="standing s",
    columns=(
        Column("actor", "s.class", "The actor's id."),
        Column("name", name_of("s.class"), "The name by which a page called it last."),
        *(
            Column(
                column,
                f"(SELECT {column} FROM appearances WHERE actor = s.class AND {column} IS NOT NULL"
                " ORDER BY id DESC LIMIT 1)",
                about,
            )
            for column, about in (
                ("kind", "person, state, military, armed_group, organization and so on."),
                ("country", "A code of ISO 3166-1, two letters."),
            )
        ),
        Column("documents", "s.documents", "In how many documents it is."),
        Column("mentions", "s.mentions", "How often it is mentioned."),
        Column("speaking", "s.speaking", "In how many attributions it speaks."),
        Column("spoken_of", "s.about", "How many attributions are about it."),
        Column(
            "other_ids",
            "(SELECT count(*) FROM joined WHERE class = s.class AND actor <> s.class)",
            "How many other ids mean the same actor.",
        ),
    ),
    sorted_by=("documents", "speaking"),
    first="-documents",
    facets=("kind",),
)

_NAMES: Final = NamedView(
    name="Names used",
    about="What actors are called, on which page, and in whose voice. A loaded name is the word of who uses it.",
    rows="callings c",
    columns=(
        Column("name_used", "c.text", "The words that stand for the actor."),
        Column("actor", name_of(meant("c.actor")), "The name by which a page called the actor last."),
        Column("actor_id", meant("c.actor"), "The actor's id."),
        Column("times", "c.times", "How often, on this page in this voice."),
        Column("page_voice", "c.page", "1 where the page says it in its own voice."),
        Column(
            "by_whom",
            f"CASE WHEN c.speakers <> '' THEN {names_listed('c.speakers')} ELSE c.words END",
            "Names of the speakers, or the words of the source; of the page's own voice its publisher.",
        ),
        Column("number", "c.appearance", "The row of the actor's appearance on the page."),
        *page_of("(SELECT document FROM appearances WHERE id = c.appearance)"),
    ),
    searched="called",
)

_TIES: Final = NamedView(
    name="How actors are told to stand",
    about="That one actor is another's ally or enemy, commands it, is a part of it: each on somebody's say-so.",
    rows="tied t",
    columns=(
        Column("actor", name_of(meant("t.one")), "The one who stands so."),
        Column("kind", "t.kind", "ally, hostile, supports, opposes, commands, part_of and so on."),
        Column("toward", name_of(meant("t.other")), "To whom."),
        Column("words", "t.words", "The exact words."),
        *whose("t.voice", "(SELECT publisher FROM latest WHERE document = t.document)"),
        *page_of("t.document"),
    ),
    facets=("kind",),
)

_FIGURES: Final = NamedView(
    name="Figures given",
    about="Numbers of killed, injured, displaced and other things counted, each on somebody's say-so.",
    rows="figures f WHERE f.reading IN (SELECT reading FROM latest)",
    columns=(
        Column("words", "f.words", "The exact words."),
        Column("low", "f.low", "The least that is said."),
        Column("high", "f.high", "The most that is said; empty where the number is open."),
        Column("open", "f.open", "1 where more (or fewer) may be meant."),
        Column("approximate", "f.approximate", "1 for about, some, nearly."),
        Column("unit", "f.unit", "percent, people, a currency and so on."),
        Column("what", "f.what", "What is counted."),
        Column("outcome", "f.outcome", "killed, injured, captured, displaced and so on."),
        *whose(voice_row("f.reading", "f.voice"), of_reading("f.reading", "publisher"), "f.voice"),
        Column(
            "event",
            "(SELECT h.words FROM events e CROSS JOIN happened h ON h.event = e.id"
            " WHERE e.reading = f.reading AND e.key = f.event ORDER BY e.id DESC LIMIT 1)",
            "The exact words of the event to which it belongs.",
        ),
        Column("published", of_reading("f.reading", "published"), "When the page was published."),
        *page_of(of_reading("f.reading", "document")),
    ),
    facets=("outcome", "what"),
)

_WORDINGS: Final = NamedView(
    name="Words that take a side",
    about="Loaded names and words, scare quotes, words that keep a distance: each in the voice that uses it.",
    rows="wordings w WHERE w.reading IN (SELECT reading FROM latest)",
    columns=(
        Column("words", "w.words", "The exact words."),
        Column("kind", "w.kind", "loaded_name, loaded_word, scare_quotes or distancing."),
        Column(
            "of_whom", f"CASE WHEN w.actor IS NOT NULL THEN {name_of(meant('w.actor'))} END", "Of whom they are said."
        ),
        *whose(voice_row("w.reading", "w.voice"), of_reading("w.reading", "publisher"), "w.voice"),
        Column("published", of_reading("w.reading", "published"), "When the page was published."),
        *page_of(of_reading("w.reading", "document")),
    ),
    facets=("kind",),
)

_CITED: Final = NamedView(
    name="Documents cited",
    about="Articles, statements, reports and posts that pages name as their sources.",
    rows="cited c WHERE c.reading IN (SELECT reading FROM latest)",
    columns=(
        Column("words", "c.words", "The exact words that name it."),
        Column(
            "kind", "c.kind", "article, broadcast, agency_report, post, statement, letter, report, agreement or law."
        ),
        Column("cited_publisher", "c.publisher", "Who published what is cited, as the page tells."),
        Column("cited_author", "c.author", "Its author."),
        Column("cited_title", "c.title", "Its title."),
        Column("cited_url", "c.url", "Its address."),
        Column("issuer", f"CASE WHEN c.issuer IS NOT NULL THEN {name_of(meant('c.issuer'))} END", "Whose word it is."),
        Column("publisher", of_reading("c.reading", "publisher"), "Who published the page that cites it."),
        *page_of(of_reading("c.reading", "document")),
    ),
    facets=("kind",),
)

_PAGES: Final = NamedView(
    name="Pages read",
    about="Documents: what the newest reading of each says, in numbers.",
    rows="latest l",
    columns=(
        Column("number", "l.document", "The row of the document in this ledger."),
        Column("published", "l.day", "The first day of publication; empty where none is told."),
        Column("publisher", "l.publisher", "Who published it."),
        *page_of("l.document"),
        Column("author", of_reading("l.reading", "author"), "Who wrote it."),
        Column("language", of_reading("l.reading", "language"), "A code of ISO 639."),
        Column("attributions", "(SELECT count(*) FROM told WHERE document = l.document)", "How many it has."),
        Column("events", "(SELECT count(*) FROM happened WHERE document = l.document)", "How many it tells of."),
        Column("problems", "(SELECT count(*) FROM problems WHERE reading = l.reading)", "What could not be read."),
        Column("found", "(SELECT min(fetched) FROM sightings WHERE document = l.document)", "When it was found first."),
        Column(
            "path",
            "(SELECT path FROM sightings WHERE document = l.document AND path IS NOT NULL"
            " ORDER BY fetched, path LIMIT 1)",
            "The path at which it was found first.",
        ),
        Column("reader", of_reading("l.reading", "reader"), "The version of the reader that read it."),
    ),
    sorted_by=("published",),
    first="-published",
    facets=("publisher",),
)

_UNREAD: Final = NamedView(
    name="Pages not read",
    about="Pages that could not be read when they were tried, and why; some may have been read since.",
    rows="failures f",
    columns=(
        Column("path", "f.path", "Where it was found."),
        Column("url", "f.url", "Its address."),
        Column("step", "f.step", "The step that gave up."),
        Column("reason", "f.reason", "Why."),
        Column("time", "f.time", "When."),
        Column("original", "f.original", "The SHA-256 of its bytes, if any came."),
        Column(
            "read_since",
            "EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.original)"
            " OR (f.original IS NULL AND (EXISTS (SELECT 1 FROM sightings s WHERE s.path = f.path)"
            " OR EXISTS (SELECT 1 FROM sightings s WHERE s.url = f.url)))",
            "1 where it was read later.",
        ),
    ),
    facets=("step",),
)

_STORIES: Final = NamedView(
    name="Stories told by several",
    about="Stories: pages that tell of the same happening.",
    rows="stories s WHERE s.documents > 1",
    columns=(
        Column("number", "s.story", "The row of the document that the story is named for."),
        Column("documents", "s.documents", "How many pages tell it."),
        Column("first_day", "s.first", "The first day of publication."),
        Column("last_day", "s.last", "The last day of publication."),
        Column("publishers", "replace(s.publishers, char(10), '; ')", "Who published them."),
        *page_of("s.story"),
    ),
    sorted_by=("last_day",),
    first="-last_day",
)

_JUDGED: Final = NamedView(
    name="Judgements made",
    about="What persons said of readings: none is ever changed, some are taken back.",
    rows="judgements j",
    columns=(
        Column("number", "j.id", "The judgement's number."),
        Column("time", "j.time", "When it was made."),
        Column("judge", "j.judge", "The name of whoever judged."),
        Column("kind", "j.kind", "right, wrong, speaker, act, missed, same, not_same, note, tag, retract and so on."),
        Column("words", "j.words", "The exact words on which it stands."),
        Column("value", "j.value", "What is judged so: an act, a tag, ids of actors or of a document."),
        Column(
            "names", "(SELECT group_concat(value, '; ') FROM json_each(j.names))", "What judged speakers were called."
        ),
        Column("note", "j.note", "What the judge remarks."),
        Column("takes_back", "j.retracts", "The number of the judgement that this one takes back."),
        Column(
            "taken_back", "EXISTS (SELECT 1 FROM judgements k WHERE k.retracts = j.id)", "1 where it was taken back."
        ),
        *page_of("j.document"),
    ),
    sorted_by=("number", "time"),
    first="number",
    facets=("kind", "judge"),
)

NAMED_VIEWS: Final = (
    _SAID, _HAPPENED, _PLACES, _ACTORS, _NAMES, _TIES, _FIGURES, _WORDINGS, _CITED, _PAGES, _UNREAD, _STORIES, _JUDGED,
)  # fmt: skip


def _created(view: NamedView) -> str:
    columns = ",\n    ".join(f"{column.sql} AS {column.name}" for column in view.columns)
    return f'CREATE VIEW "{view.name}" AS SELECT\n    {columns}\nFROM {view.rows};\n'


NAMED: Final = "".join(map(_created, NAMED_VIEWS))
