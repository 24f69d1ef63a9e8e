"""How publishers tell a story: loaded words in whose voice, whom they quote, which claims they leave out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.compare.describing.told import Basis, Voice
from sayso.compare.hearing.sayers import LATE, Heard, Item, Sayers, Who, in_time, who
from sayso.compare.hearing.words import MODES, Mode, Words
from sayso.ledger.days import day_of
from sayso.records import Attribution, Reading, SpeakerKind, Wording, WordingKind
from sayso.soundness import collapsed


class Loads(Struct, frozen=True):
    """The words of a publisher's pages that are in one mode, without furniture: how many they are, and those of them
    that take a side or keep a distance, by kind. `bases` are where, with what they are read as."""

    mode: Mode
    words: int
    kinds: tuple[tuple[WordingKind, int], ...]
    bases: tuple[Basis, ...]

    @property
    def per_thousand(self) -> float:
        """Loaded names and words per thousand words; 0 where there are none."""
        loaded = sum(times for kind, times in self.kinds if kind in ("loaded_name", "loaded_word"))
        return 1000 * loaded / self.words if self.words else 0.0


class Quoted(Struct, frozen=True):
    """How often a publisher's pages bring somebody's word: in all, in his very words (`direct`), with his name beside
    it (`by_name`); `words` counts those of the contents."""

    voice: Voice
    times: int
    direct: int
    by_name: int
    words: int


class Framing(Struct, frozen=True):
    """How the pages of one publisher are written: `loads` in the order own, reported, quoted; `quoted` most often
    quoted first; `kinds` of speakers with how often each is quoted."""

    page: Voice
    documents: tuple[str, ...]
    loads: tuple[Loads, ...]
    quoted: tuple[Quoted, ...]
    kinds: tuple[tuple[SpeakerKind, int], ...]


class Gap(Struct, frozen=True):
    """A publisher whose pages do not bring a claim; `before` tells that all of them are older than the claim, so that
    they could not."""

    page: Voice
    documents: tuple[str, ...]
    before: bool


class Carried(Struct, frozen=True):
    """A claim of a story: as it is told first, who brings it how often, in the order in which they did, and who does
    not. `items` are the attributions, or events, that make it."""

    items: tuple[Item, ...]
    first: Heard
    brought: tuple[tuple[Voice, int], ...]
    gaps: tuple[Gap, ...]


def framings(readings: Sequence[Reading], *, same: Mapping[str, str] | None = None) -> tuple[Framing, ...]:
    """How each publisher's pages are written, in the order of the publishers' names. Versions of one page count as
    pages of their own: who wants one of them gives that one alone. `same` joins actors over pages."""
    sayers = Sayers(readings, same)
    pages: defaultdict[Voice, list[Reading]] = defaultdict(list)
    for reading in sayers.readings():
        pages[sayers.page(reading.document.id)].append(reading)
    return tuple(_framing(page, pages[page], sayers) for page in sorted(pages))


def carried(
    readings: Sequence[Reading], claims: Iterable[Collection[Item]], *, same: Mapping[str, str] | None = None
) -> tuple[Carried, ...]:
    """Each claim of a story with who brings it and who leaves it out; those that most bring come first. `claims` are
    groups of what says the same, each as its document's id and that of an attribution or event; a claim that no page
    given has is left out."""
    sayers = Sayers(readings, same)
    told = sayers.readings()
    known = {reading.document.id for reading in told}
    groups = [sorted(item for item in set(group) if item[0] in known) for group in claims]
    found = [_carried(group, told, sayers) for group in groups if group]
    return tuple(sorted(found, key=lambda one: (-len(one.brought), in_time(one.first), one.items)))


def _framing(page: Voice, readings: Sequence[Reading], sayers: Sayers) -> Framing:
    said = [(reading, each) for reading in readings for each in _quoting(reading, sayers)]
    kinds = Counter(each.speaker_kind for _, each in said if each.speaker_kind is not None)
    return Framing(
        page=page,
        documents=tuple(reading.document.id for reading in readings),
        loads=_loads(readings, sayers),
        quoted=_quoted(said, sayers),
        kinds=tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
    )


def _loads(readings: Iterable[Reading], sayers: Sayers) -> tuple[Loads, ...]:
    count: Counter[Mode] = Counter()
    kinds: defaultdict[Mode, Counter[WordingKind]] = defaultdict(Counter)
    bases: defaultdict[Mode, list[Basis]] = defaultdict(list)
    for reading in readings:
        words = Words(reading, sayers)
        count += words.count()
        for wording in reading.wordings:
            voice, mode = words.voice(wording.span)
            kinds[mode][wording.kind] += 1
            bases[mode].append(_basis(reading, wording, voice))
    return tuple(Loads(mode, count[mode], tuple(sorted(kinds[mode].items())), tuple(bases[mode])) for mode in MODES)


def _basis(reading: Reading, wording: Wording, voice: Voice) -> Basis:
    document = reading.document
    return Basis(document.id, wording.span, collapsed(document.text, wording.span), voice, wording.kind)


def _quoting(reading: Reading, sayers: Sayers) -> Iterator[Attribution]:
    """The attributions in which somebody other than the page has his say."""
    for said in reading.attributions:
        speaks = (
            bool(said.source or said.speakers) and bool(said.content) and not (said.negated and said.act == "state")
        )
        if speaks and not sayers.chain(reading.document.id, said.id)[0].page:
            yield said


def _quoted(said: Iterable[tuple[Reading, Attribution]], sayers: Sayers) -> tuple[Quoted, ...]:
    by: defaultdict[Who, list[tuple[Reading, Attribution]]] = defaultdict(list)
    for reading, each in said:
        document = reading.document.id
        by[who(sayers.chain(document, each.id)[0], document)].append((reading, each))
    found = [
        Quoted(
            voice=voice,
            times=len(every),
            direct=sum(each.manner == "direct" for _, each in every),
            by_name=sum(_is_by_name(reading, each) for reading, each in every),
            words=sum(len(reading.document.text[slice(*s)].split()) for reading, each in every for s in each.content),
        )
        for (voice, _), every in by.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, -one.words, one.voice)))


def _is_by_name(reading: Reading, said: Attribution) -> bool:
    """Whether the name of a speaker stands in the source."""
    inside = (
        mention
        for mention in reading.mentions
        if any(start <= mention.span[0] and mention.span[1] <= end for start, end in said.source)
    )
    return any(mention.form == "name" and mention.actor in said.speakers for mention in inside)


def _carried(items: Sequence[Item], readings: Sequence[Reading], sayers: Sayers) -> Carried:
    heard = sorted((sayers.of(item) for item in items), key=in_time)
    times = Counter(each.page for each in heard)
    silent: defaultdict[Voice, list[Reading]] = defaultdict(list)
    for reading in readings:
        if (page := sayers.page(reading.document.id)) not in times:
            silent[page].append(reading)
    gaps = tuple(_gap(page, silent[page], heard[0].day) for page in sorted(silent))
    return Carried(tuple(items), heard[0], tuple(times.items()), gaps)


def _gap(page: Voice, readings: Sequence[Reading], first: str | None) -> Gap:
    days = [day_of(reading.document.published) or LATE for reading in readings]
    return Gap(page, tuple(reading.document.id for reading in readings), first is not None and max(days) < first)
