"""Who does a deed, to whom or what, and with what: parties with the words that stand for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.extract.eventing.clauses import is_possessive
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import ACTING, FORCES, LOOSE, MEMBERS, NOBODY, SAID, SELVES
from sayso.extract.speaking.ground import HYPHENS, POSSESSIVE, actor_at, group, is_paper, kind_of
from sayso.lexicon.nominals import nominal
from sayso.lexicon.plover import companions
from sayso.records import Party, Span, Spans

BODIES: Final = frozenset({"state", "government", "military", "alliance"})
BANDS: Final = frozenset({"armed_group", "party", "organization", "military", "people", "alliance"})
OF_DEEDS: Final = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
MUTUAL: Final = ("with", "between", "among", "direct")  # places of those who take part as the actors do
CONFLICT: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"})
BEFORE: Final = ("det", "amod", "compound", "nummod", "flat", "nmod", "advmod", "punct")  # what goes before its noun
# Places of a noun where only somebody named or described as somebody can be meant, no matter or place.
MODIFYING: Final = frozenset({"adjective", "compound", "possessive"})


class Roles(Struct, frozen=True):
    """Who takes part in a deed, and how. `doers` and `undergoers` are the head words of who or what stands where an
    actor or a target may, those too that are neither (*a bomb* killed)."""

    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    object: Spans = ()
    doers: tuple[int, ...] = ()
    undergoers: tuple[int, ...] = ()


def roles(scene: Scene, deed: Deed, nouns: Mapping[int, Roles]) -> Roles:
    """The parties of a deed. `nouns` are the nouns that are deeds themselves, which are nobody, and whose they are."""
    doers = _doers(scene, deed)
    undergoers = _undergoers(scene, deed, doers)
    if deed.sense.mutual and any(k in undergoers for name in MUTUAL for k in deed.slots.get(name, ())):
        doers, undergoers = [*doers, *(k for k in undergoers if k not in doers)], []
    things = [k for k in _things(scene, deed) if k not in doers and k not in undergoers]
    means = [k for k in doers if k in nouns or _is_means(scene, k)]
    actors = _parties(scene, deed, (k for k in doers if k not in means))
    actors = actors or _whose(scene, means or ([] if doers else _within(deed, nouns)), nouns)
    targets = _parties(scene, deed, (k for k in undergoers if k not in nouns), spots=deed.type not in SAID)
    if deed.type in OF_DEEDS:  # who condemns an attack condemns whoever did it
        targets = targets or _whose(scene, [k for k in undergoers if k in nouns], nouns)
    taken = {one.span for one in (*actors, *targets)}
    matter = (*things, *_used(scene, deed, means, nouns))
    spans = {_cut(scene, phrase(scene, k), deed) for k in matter if k not in deed.words}
    return Roles(actors, targets, _apart(sorted(spans - taken)), tuple(doers), tuple(undergoers))


def _whose(scene: Scene, heads: Iterable[int], nouns: Mapping[int, Roles]) -> tuple[Party, ...]:
    """Who does the deeds, or has the things, that words stand for."""
    return _unique(one for k in heads for one in (nouns[k].actors if k in nouns else tuple(_behind(scene, k))))


def _within(deed: Deed, nouns: Mapping[int, Roles]) -> list[int]:
    """The deed in which a verb's deed was done: *killed in an Israeli [attack]*."""
    places = () if deed.is_noun else ("in", "by", "from")
    return [k for name in places for k in deed.slots.get(name, ()) if k in nouns][:1]


def _used(scene: Scene, deed: Deed, means: Sequence[int], nouns: Mapping[int, Roles]) -> list[int]:
    """The deeds and arms that stand as the subject: with them it is done."""
    near = scene.relation(deed.at) not in ("acl", "advcl", "xcomp")  # its subject is its own
    own = (k for k in means if near or scene.head(k) == deed.at)
    return [k for k in own if k in nouns or is_weapon(scene, k)]


def _cut(scene: Scene, span: Span, deed: Deed) -> Span:
    """A span as far as the deed itself, where that stands in it: *[troops] deployed along the border*."""
    first = min(scene.words[k].span[0] for k in deed.words)
    if not span[0] < first < span[1]:
        return span
    return span[0], span[0] + len(scene.g.syntax.text[span[0] : first].rstrip())


def _doers(scene: Scene, deed: Deed) -> list[int]:
    sense = deed.sense
    own = ("subject",) if deed.is_noun else ()  # of the light verb
    for place in (*own, *sense.actor):
        found = [k for k in deed.slots.get(place, ()) if _may_do(scene, deed, place, k)]
        if found:
            return _grouped(scene, found)
    return []


def _grouped(scene: Scene, heads: Sequence[int]) -> list[int]:
    """Words with what is joined to them by *and*; that before one too which the relations give to a verb before it."""
    found = dict.fromkeys(k for head in heads for k in (*_and_before(scene, head), *group(scene.g, head)))
    own = set(heads)
    return [k for k in found if k in own or not (scene.pos(k) == "PRON" and is_possessive(scene, k))]


def _and_before(scene: Scene, i: int) -> Iterator[int]:
    mention = scene.g.headed.get(i)
    first = scene.g.syntax.within(mention.span)[0] if mention else i
    while first > 0 and scene.pos(first - 1) == "DET":
        first -= 1
    if first < 2 or scene.lower[first - 1] != "and":
        return
    k = scene.g.syntax.head(scene.g.covering[first - 2].span) if first - 2 in scene.g.covering else None
    verb = scene.head(k) if k is not None else None
    if k is not None and verb is not None and verb < k and scene.relation(k) == "nsubj":
        yield k


def _may_do(scene: Scene, deed: Deed, place: str, i: int) -> bool:
    """Whether a word may be the actor: at places that targets share only somebody, elsewhere no bare place."""
    mention = scene.g.headed.get(i) or scene.g.covering.get(i)
    says = deed.type in SAID
    if place in MODIFYING:
        if scene.joined(i) or mention is None or not _is_somebody(scene, i, says):
            return False
        return not (place == "possessive" and "of" in deed.sense.target and _of_sufferer(scene, deed, i))
    if place in deed.sense.target or (place in ("of", "from") and deed.is_noun):
        return _is_somebody(scene, i, says)
    return not _is_place(scene, i)


def _of_sufferer(scene: Scene, deed: Deed, i: int) -> bool:
    """*Asapov's killing*: a person before a noun that has no other victim."""
    mention = scene.g.headed.get(i)
    kind = kind_of(scene.g, mention.actor) if mention else None
    person = mention is not None and (mention.kind == "person" or kind == "person")
    return person and "of" not in deed.slots and "by" not in deed.slots


def _is_somebody(scene: Scene, i: int, says: bool = False) -> bool:
    """Whether a word stands for somebody; a town does for a government only where something is said (`says`)."""
    mention = scene.g.headed.get(i) or scene.g.covering.get(i)
    if _is_spot(scene, i) and not (says and mention is not None and mention.actor is not None):
        return False
    return mention is not None and (mention.actor is not None or mention.kind in ACTING)


def _is_spot(scene: Scene, i: int) -> bool:
    """Whether a word names a place smaller than a country."""
    return i in scene.placed and scene.placed[i].precision not in (None, "country")


def _is_place(scene: Scene, i: int) -> bool:
    mention = scene.g.headed.get(i)
    plain = mention is not None and mention.actor is None and mention.kind == "place"
    return plain and mention is not None and (mention.form == "name" or i in scene.placed)


def _undergoers(scene: Scene, deed: Deed, doers: Sequence[int]) -> list[int]:
    names: tuple[str, ...] = deed.sense.target
    if deed.carried is not None:
        names = ("undergoing", *names, *deed.carried.target)
    if deed.is_noun and "possessive" not in names and "of" in names:
        names = (*names, "possessive")
    if deed.is_noun and deed.type in CONFLICT:
        names = (*names, *(name for name in ("against", "on") if name not in names))
    names = (*names, *(name for role, name in deed.sense.places if role == "at" and name not in names))
    for place in names:
        found = [k for k in deed.slots.get(place, ()) if k not in doers and _may_undergo(scene, place, k)]
        if found:
            return [k for k in _grouped(scene, found) if k not in doers]
    return []


def _may_undergo(scene: Scene, place: str, i: int) -> bool:
    if place in MODIFYING:
        return (i in scene.g.headed or i in scene.g.covering or i in scene.placed) and not scene.joined(i)
    return scene.lower[i] not in SELVES and (scene.pos(i) != "VERB" or i in scene.g.headed)


def _things(scene: Scene, deed: Deed) -> tuple[int, ...]:
    """With or about what a deed is done; after *with* only arms and the like (*with rockets*, not *with the aim*)."""
    for place in deed.sense.object:
        found = deed.slots.get(place, ()) if place != "clause" else ()
        if place == "with" and deed.type not in SAID and deed.type != "AID":
            found = tuple(k for k in found if is_weapon(scene, k) or _is_force(scene, k))
        if found:
            return found
    return ()


def _is_force(scene: Scene, i: int) -> bool:
    return scene.lower[i] in FORCES or scene.lower[i].removesuffix("s") in FORCES


def _is_means(scene: Scene, i: int) -> bool:
    """Whether what does it is a thing in somebody's hands: *a [bomb] wounded*, *a [statement] accused*."""
    mention = scene.g.headed.get(i)
    if (mention is None and scene.pos(i) == "NOUN") or is_paper(scene.g, i):
        return True
    return is_weapon(scene, i) and (mention is None or mention.actor is None)


def is_weapon(scene: Scene, i: int) -> bool:
    """Whether a noun is a thing that deeds are done with and that nobody steers: no jet, no tank."""
    word = scene.lower[i]
    return (
        not _is_force(scene, i)
        and any(one.weapon and len(one.words) == 1 for one in companions(word))
        and not _is_person(word)
    )


def is_arm(scene: Scene, i: int) -> bool:
    """Whether a deed's noun is a thing by itself (*a car bomb*), no doing (*shelling*, *an airstrike*)."""
    word = scene.lower[i].removesuffix("s")
    return is_weapon(scene, i) and not word.endswith(("ing", "ion", "strike", "fire", "blast", "raid", "attack"))


def _is_person(word: str) -> bool:
    known = nominal(word)
    return known is not None and known.person


def _behind(scene: Scene, i: int) -> Iterator[Party]:
    """Whose the means are: *[ISIS] mortar fire*, *[Russian] jets*, *the shelling by [the army]*."""
    for k in scene.dependents(i, "compound", "amod", "nmod"):
        by = scene.case(k) in ("by", "from")
        if (
            (k < i or by)
            and not scene.joined(k)
            and _is_somebody(scene, k)
            and (by or is_possessive(scene, k) or not scene.case(k))
        ):
            yield from (party(scene, n) for n in group(scene.g, k) if by or n < i)


# Words for parties


def _parties(scene: Scene, deed: Deed, heads: Iterable[int], spots: bool = False) -> tuple[Party, ...]:
    """Parties by their head words; with `spots` a town is a place alone and not the government that sits there."""
    found: list[Party] = []
    for k in heads:
        if not _is_nobody(scene, k):
            one = party(scene, k)
            actor = None if spots and _is_spot(scene, k) else one.actor
            found.append(Party(actor, _cut(scene, one.span, deed)))
    return _unique(found)


def _is_nobody(scene: Scene, i: int) -> bool:
    """*No group*, *nobody*."""
    return scene.lower[i] in NOBODY or any(scene.lower[k] in NOBODY for k in scene.dependents(i, "det"))


def _unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[Span, Party] = {}
    for one in parties:
        found.setdefault(one.span, one)
    return tuple(sorted(found.values(), key=lambda one: one.span))


def _apart(spans: Sequence[Span]) -> Spans:
    """Spans in order without those that begin inside one before."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def party(scene: Scene, i: int) -> Party:
    """Whom or what a word stands for, with the words that say so."""
    return Party(who(scene, i), phrase(scene, i))


def who(scene: Scene, i: int) -> str | None:
    """The actor that a word stands for; for forces and things without one of their own whose they are."""
    return actor_at(scene.g, i) or _owner(scene, i)


def _owner(scene: Scene, i: int) -> str | None:
    word = scene.lower[i]
    noun = word if word in FORCES | MEMBERS else word.removesuffix("s") if word not in ("forces",) else "force"
    noun = {"gunmen": "gunman", "policemen": "policeman", "militiamen": "militiaman", "authoritie": "authority"}.get(
        noun, noun
    )
    for k in scene.dependents(i, "amod", "compound", "nmod", "flat"):
        own = scene.relation(k) != "nmod" or is_possessive(scene, k) or not scene.dependents(k, "case")
        if k > i or not own or scene.joined(k) or _prefixed(scene, k):
            continue
        actor = actor_at(scene.g, k)
        kind = kind_of(scene.g, actor)
        if (noun in FORCES and kind in BODIES | BANDS) or (noun in MEMBERS and kind in BANDS):
            return actor
    return None


def _prefixed(scene: Scene, i: int) -> bool:
    """*Pro*-Syrian, *anti*-Turkish."""
    return i >= 2 and scene.joined(i - 2)


def phrase(scene: Scene, i: int) -> Span:
    """The words that stand for what a word means: its mention's, else from its articles and modifiers to itself."""
    mention = scene.g.headed.get(i) or scene.g.covering.get(i)
    if mention is not None:
        return _bare(scene, _trimmed(scene, mention.span, i))
    before, rest = {i}, [i]
    while rest:
        one = rest.pop()
        more = {k for k in scene.dependents(one, *BEFORE) if k < i and _is_before(scene, k)} - before
        before |= more
        rest += more
    first = i
    while first - 1 in before or (first - 2 in before and scene.joined(first - 2)):
        first -= 1
    last = max([i, *(k for k in scene.dependents(i, "flat") if k > i)])
    return _bare(scene, scene.span((first, last)))


def _is_before(scene: Scene, k: int) -> bool:
    """Whether a word before a noun belongs to it: no comma, nothing with a preposition of its own."""
    return not scene.dependents(k, "case") and (scene.pos(k) != "PUNCT" or scene.lower[k] in HYPHENS)


def _trimmed(scene: Scene, span: Span, i: int) -> Span:
    """A mention without what only tells more of whom it means: relative clauses, and where it is."""
    end = span[1]
    for k in scene.dependents(i):
        tells = scene.relation(k) in ("acl", "advcl", "parataxis") or scene.case(k) in LOOSE
        first = min(scene.g.syntax.below(k)) if tells and k > i else None
        if (
            first is not None
            and first > i
            and scene.lower[first - 1] not in HYPHENS
            and span[0] < scene.words[first].span[0] < end
        ):
            end = scene.words[first - 1].span[1]
    text = scene.g.syntax.text[span[0] : end]
    return span[0], span[0] + len(text.rstrip(" ,\n\t"))


def _bare(scene: Scene, span: Span) -> Span:
    """A span without the mark of a possessive at its end."""
    text = scene.g.syntax.text
    for mark in POSSESSIVE:
        if text[span[0] : span[1]].endswith(mark) and span[1] - span[0] > len(mark):
            return span[0], span[1] - len(mark)
    return span
