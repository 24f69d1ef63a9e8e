"""Documents that a page cites by their noun, with what it tells of each: *a recent article by X in Y*."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from sayso.extract.speaking.documents import Paper, Papers, papers
from sayso.extract.speaking.ground import Ground, actor_at, case_of, is_media, kind_of, listed
from sayso.ids import thing_id
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.outlets import CITED, ENTITLED, PLATFORMS
from sayso.parse.quotation import Quotation, quotations
from sayso.records import Reference, Span

_REACH: Final = 12  # words behind a document's noun that still tell of it
_PLACES: Final = frozenset({"in", "for", "on", "from", "with", "at", "to", "via"})
_SMALL: Final = listed("a an the of in on at to for and or but by from with as is vs")
_IN_TITLES: Final = frozenset({"of", "the", "and", "in", "a"})
_BEHIND: Final = 60  # characters from a noun to the title behind it
_BEFORE: Final = 25  # and to the one before it
_LONGEST: Final = 16  # words of a title
_MARKS: Final = " ,:“\"'‘"
_PRINTED: Final = listed("article column op-ed op essay piece editorial story interview profile obituary")
_MONTHS: Final = listed(
    "January February March April May June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday"
)
_LOOSE: Final = frozenset({"story", "piece", "film", "dispatch", "column"})  # *the story is the same*
_BOOKS: Final = frozenset({"book", "memoir", "memoirs", "documentary", "film", "biography", "autobiography", "essay"})
_TITLES: Final = 4  # words between a preposition and a name
_ISSUING: Final = listed("send write sign publish issue draft release post make give deliver produce prepare")
_STOPS: Final = frozenset({".", ";", "—", "–", "?", "!"})


class Told(Struct, frozen=True):
    """What a page tells of a document beside its issuer."""

    author: str | None = None
    publisher: str | None = None
    title: str | None = None
    medium: str | None = None  # the actor that published it


def cited(g: Ground, document: str, held: Sequence[Reference], quoted: Sequence[Quotation]) -> Iterator[Reference]:
    """The documents of a page: those that speak (`held`), with what else is told of them, then those that it only
    speaks of, each at its first mention, where the page tells whose they are or what they are called."""
    every = papers(g)
    at = {head: reference for reference in held if (head := _head(g, reference)) is not None}
    told = {head: _told(g, head, quoted) for head in {*every, *at}}
    first = {head: _first(g, every, paper) for head, paper in every.items()}
    yield from (
        reference if (head := _head(g, reference)) is None else _filled(reference, _of_first(told, first, head))
        for reference in held
    )
    spoken = {first.get(head, head) for head in at}
    for paper in every.values():
        if first[paper.head] == paper.head and paper.head not in spoken and paper.head not in at and _is_cited(paper):
            facts = _of_first(told, first, paper.head)
            agents = _agents(g, paper.head)
            own = paper.issuers if paper.lemmas.isdisjoint(_LOOSE) else ()
            told_of = own or paper.media or facts.author or facts.publisher or facts.title
            if told_of or agents or _is_addressed(g, paper):
                yield _reference(g, document, paper, facts, agents)


def _is_cited(paper: Paper) -> bool:
    vote = "poll" in paper.lemmas and "polls" in paper.lemmas  # a lead in *the polls*
    return paper.kind not in ("agreement", "law") and not paper.lemmas.isdisjoint(CITED) and not vote


def _head(g: Ground, reference: Reference) -> int | None:
    """The noun of a document that is held already: the last word of its span."""
    words = g.syntax.within(reference.span)
    return words[-1] if words else None


def _first(g: Ground, every: Papers, paper: Paper) -> int:
    """The head of the first mention of a document; *the statements* take up no single one before."""
    plural = g.syntax.lower(paper.head).endswith("s") == g.syntax.lower(paper.first).endswith("s")
    return paper.first if plural else paper.head


def _of_first(told: Mapping[int, Told], first: Mapping[int, int], head: int) -> Told:
    """What is told of a document, at its first mention or at any that takes it up."""
    every = [told[head], *(told[later] for later, one in first.items() if one == head != later)]
    return Told(
        author=next((one.author for one in every if one.author), None),
        publisher=next((one.publisher for one in every if one.publisher), None),
        title=next((one.title for one in every if one.title), None),
        medium=next((one.medium for one in every if one.medium), None),
    )


def _filled(reference: Reference, facts: Told) -> Reference:
    return structs.replace(
        reference,
        author=reference.author or facts.author,
        publisher=reference.publisher or facts.publisher,
        title=reference.title or facts.title,
        issuer=reference.issuer or facts.medium,
    )


def _agents(g: Ground, head: int) -> tuple[str, ...]:
    """Who sent or wrote a document: letters sent *by the Syrian government*."""
    s = g.syntax
    found: list[str] = []
    for verb in s.dependents(head, "acl"):
        if not _ISSUING.isdisjoint(candidates(s.lower(verb))):
            for k in s.dependents(verb, "obl", "nmod"):
                if case_of(g, k) == "by":
                    found += [actor for i in s.below(k) if i in g.covering and (actor := actor_at(g, i)) is not None]
    return tuple(dict.fromkeys(found))


def _is_addressed(g: Ground, paper: Paper) -> bool:
    """A letter *to* somebody with a name."""
    near = range(paper.head + 1, min(paper.head + _REACH, len(g.syntax.words)))
    return paper.kind == "letter" and any(
        k in g.covering and _case(g, k) == "to" and g.syntax.words[k].sentence == g.syntax.words[paper.head].sentence
        for k in near
    )


def _reference(g: Ground, document: str, paper: Paper, facts: Told, agents: Sequence[str]) -> Reference:
    issuers = paper.issuers or tuple(agents)
    published = next((g.actors[actor].name for actor in issuers if is_media(g, actor)), None)
    made = Reference(
        id=thing_id(document, "reference", (paper.span,)),
        span=paper.span,
        kind=paper.kind,
        publisher=g.actors[paper.media].name if paper.media else published,
        issuer=next(iter(issuers), None),
    )
    return _filled(made, facts)


def _told(g: Ground, head: int, quoted: Sequence[Quotation]) -> Told:
    """*by* whom, *in* what, *entitled* what: the words right behind a document's noun, as far as its phrase goes."""
    s, author, publisher, medium = g.syntax, None, None, None
    title = _title(g, head, quoted)
    for k in range(head + 1, min(head + 1 + _REACH, len(s.words))):
        if s.words[k].sentence != s.words[head].sentence or s.word(k) in _STOPS or s.words[k].pos == "AUX":
            break
        mention, case = g.covering.get(k), _case(g, k)
        if mention is not None and mention.kind == "person" and case == "by":
            author = author or _persons(g, k)
        elif publisher is None and mention is not None and is_media(g, mention.actor) and case in (*_PLACES, "by"):
            publisher, medium = g.actors[mention.actor or ""].name, mention.actor
        elif publisher is None:
            publisher = _publisher(g, head, k, case)
        if _leaves(g, k, head):
            break
    return Told(author, publisher, title, medium)


def _publisher(g: Ground, head: int, k: int, case: str) -> str | None:
    """Where a document stands, by a name that is no known outlet's: a platform, an organization, a name in *in X*."""
    mention = g.covering.get(k)
    if g.syntax.lower(k) in PLATFORMS and case in _PLACES:
        return g.syntax.word(k)
    if mention is not None and mention.kind == "organization" and case == "in":
        return _words(g, mention.span)
    return _name(g, k) if case == "in" and _is_outlet(g, head, k) else None


def _name(g: Ground, k: int) -> str:
    """The words of a name that word k begins."""
    s, last = g.syntax, k
    n = s.words[k].sentence
    while last + 1 < len(s.words) and s.words[last + 1].pos == "PROPN" and s.words[last + 1].sentence == n:
        last += 1
    return _words(g, (s.words[k].span[0], s.words[last].span[1]))


def _persons(g: Ground, k: int) -> str:
    """The name of the person that word k belongs to, and of those joined to it."""
    first = last = g.covering[k]
    while True:
        after = g.syntax.within((last.span[1], len(g.syntax.text)))[:2]
        joined = g.covering.get(after[1]) if len(after) > 1 and g.syntax.lower(after[0]) in ("and", ",", "&") else None
        if joined is None or joined.kind != "person":
            return _words(g, (first.span[0], last.span[1]))
        last = joined


def _leaves(g: Ground, k: int, head: int) -> bool:
    """Whether a word belongs to the sentence's verb rather than to the document: an article *drew* anger in Ankara."""
    word = g.syntax.words[k]
    if word.pos != "VERB":
        return False
    return word.relation not in ("acl", "amod") or g.syntax.lower(k).endswith("ing") or word.head not in (head, None)


def _is_outlet(g: Ground, head: int, k: int) -> bool:
    """Whether a name that nobody is known by is where an article was printed: *in Counterpunch*."""
    known = kind_of(g, g.covering[k].actor) if k in g.covering else None
    printed = not _PRINTED.isdisjoint(candidates(g.syntax.lower(head)))
    return g.syntax.words[k].pos == "PROPN" and known is None and printed and g.syntax.word(k) not in _MONTHS


def _case(g: Ground, k: int) -> str:
    """The preposition before the name that word k begins, its articles and titles passed over."""
    i, n = k - 1, g.syntax.words[k].sentence
    while i > 0 and g.syntax.words[i].sentence == n and k - i <= _TITLES and _introduces(g, i):
        i -= 1
    return g.syntax.lower(i) if i >= 0 and g.syntax.words[i].sentence == n else ""


def _introduces(g: Ground, i: int) -> bool:
    """Whether a word may stand between a preposition and a name: *the*, *General*, *columnist*."""
    word = g.syntax.words[i]
    return g.syntax.lower(i) in ("the", "a", "an", "one") or (word.pos in ("NOUN", "PROPN") and i not in g.covering)


def _words(g: Ground, span: Span) -> str:
    return " ".join(g.syntax.text[slice(*span)].split())


def _title(g: Ground, head: int, quoted: Sequence[Quotation]) -> str | None:
    """What a document is called: the quotation behind *entitled*, or one written as titles are beside its noun."""
    s = g.syntax
    end, text = s.words[head].span[1], s.text
    start = s.words[head].span[0]
    for quotation in quoted:
        if not (0 <= quotation.span[0] - end <= _BEHIND or 0 < start - quotation.span[1] <= _BEFORE):
            continue
        inner = text[slice(*quotation.inner)].strip(" ,.")
        if not quotation.closed or not inner or len(inner.split()) > _LONGEST:
            continue
        between = text[end : quotation.span[0]]
        if 0 <= quotation.span[0] - end <= _BEHIND and "\n" not in between:
            words = between.lower().replace(",", " ").split()
            if (words and words[-1] in ENTITLED) or (not between.strip(_MARKS) and _is_title(inner)):
                return inner
        if 0 < start - quotation.span[1] <= _BEFORE and _is_title(inner) and _beside(text[quotation.span[1] : start]):
            return inner
    after = head + 1 < len(s.words) and s.words[head + 1].sentence == s.words[head].sentence
    bare = after and not _BOOKS.isdisjoint(candidates(s.lower(head))) and s.word(head + 1)[0].isupper()
    return _run(g, head + 1) if bare else None


def _run(g: Ground, k: int) -> str | None:
    """A title without marks: the book *The Long War*."""
    s, last = g.syntax, k
    for i in range(k, min(k + _LONGEST, len(s.words))):
        if s.words[i].sentence != s.words[k].sentence or not (s.word(i)[0].isupper() or s.lower(i) in _IN_TITLES):
            break
        last = i if s.word(i)[0].isupper() else last
    return _words(g, (s.words[k].span[0], s.words[last].span[1])) if last > k else None


def _beside(between: str) -> bool:
    """Whether nothing but an article stands between a title and the noun that says what it is."""
    words = between.replace(",", " ").split()
    return bool(words) and words[0] in ("a", "an", "the") and len(words) <= 3


def _is_title(inner: str) -> bool:
    """Written as titles are: all words but the small ones begin with a capital, and there are two or more."""
    words = [word.strip("“”\"'‘’,:;.?!()-") for word in inner.split()]
    large = [word for word in words if word and word.lower() not in _SMALL]
    return len(large) > 1 and all(word[0].isupper() or word[0].isdigit() for word in large)


def quotations_of(text: str, blocks: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of a page's blocks, in text order."""
    return tuple(quotation for span in blocks for quotation in quotations(text, span))
