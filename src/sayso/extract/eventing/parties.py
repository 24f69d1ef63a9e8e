"""Who does a deed, to whom or what, and with what: parties with the words that stand for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.extract.eventing.clauses import is_possessive
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.naming import party, phrase
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import ACTING, FORCES, NOBODY, SAID, SELVES, TROOPS
from sayso.extract.speaking.ground import COORDINATORS, group, is_paper, kind_of, listed
from sayso.lexicon.nominals import nominal
from sayso.lexicon.plover import companions
from sayso.records import Party, Span, Spans

OF_DEEDS: Final = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
# Deeds whose direct object is at the same time who or what undergoes them; of the second any thing.
HELD: Final = frozenset({"COERCE", "RETREAT", "AID", "CONCEDE", "COOPERATE", "ACCUSE", "REJECT", "SUPPORT"})
MATTERS: Final = frozenset({"COERCE", "ACCUSE", "REJECT", "SUPPORT"})
MUTUAL: Final = ("with", "between", "among", "direct")  # places of those who take part as the actors do
CONFLICT: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"})
NAMED: Final = listed("subject direct indirect clause infinitive possessive adjective compound")  # no prepositions
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
    if deed.type in OF_DEEDS and not targets:
        targets = _judged(scene, deed, undergoers, nouns)
    taken = {one.span for one in (*actors, *targets)}
    if not targets or (deed.type == "COERCE" and not any(_is_somebody(scene, k) for k in undergoers)):
        held = [k for k in _acted_on(scene, deed) if k not in doers and k not in nouns]
        targets = _parties(scene, deed, held, spots=True) or targets
    matter = (*things, *_used(scene, deed, means, nouns))
    spans = {_cut(scene, phrase(scene, k), deed, k) for k in matter if k not in deed.words}
    return Roles(actors, targets, _apart(sorted(spans - taken)), tuple(doers), tuple(undergoers))


def _judged(scene: Scene, deed: Deed, heads: Sequence[int], nouns: Mapping[int, Roles]) -> tuple[Party, ...]:
    """The deeds that are condemned, rejected, praised, each as whoever did it."""
    direct = () if deed.is_noun or "direct" not in deed.sense.object else deed.slots.get("direct", ())
    found = dict.fromkeys(k for k in (*heads, *direct) if k in nouns)
    return _unique(one for k in found for one in as_doer(scene, k, nouns[k].actors))


def as_doer(scene: Scene, at: int, did: Sequence[Party]) -> Sequence[Party]:
    """A deed's noun as the party that is judged for it: the words for the deed as one who did it, several by their own
    words."""
    return did if len(did) > 1 else (Party(did[0].actor if did else None, phrase(scene, at)),)


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


def _cut(scene: Scene, span: Span, deed: Deed, i: int) -> Span:
    """The span of a head word as far as the deed itself, where that stands in it (*[troops] deployed along*), or as
    what belongs to the deed (*returned [the bodies] to Norland*)."""
    ends = [scene.words[k].span[0] for k in deed.words if k > i]
    ends += [scene.words[min(scene.g.syntax.below(k))].span[0] for k in _hung(scene, deed)]
    first = min((end for end in ends if span[0] < end < span[1]), default=span[1])
    return span[0], span[0] + len(scene.g.syntax.text[span[0] : first].rstrip())


def _hung(scene: Scene, deed: Deed) -> Iterator[int]:
    """What hangs on a verb by a preposition."""
    if not deed.is_noun:
        slots = (k for name, ks in deed.slots.items() if name not in NAMED for k in ks)
        yield from (k for k in slots if scene.head(k) == deed.at and scene.case(k))


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
    names = ("undergoing", *names, *(deed.carried.target if deed.carried is not None else ()))
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
            return tuple(_grouped(scene, found))
    return ()


def _acted_on(scene: Scene, deed: Deed) -> list[int]:
    """What is seized, freed, removed: where a deed of force or release has its direct object as the matter, whoever or
    whatever that is undergoes it; of what is given or moved only somebody does (*sent [troops]*, *sent [the hostage]
    home*)."""
    if deed.is_noun or "direct" not in deed.sense.object or deed.type not in HELD:
        return []
    found = [k for k in deed.slots.get("direct", ()) if scene.pos(k) != "VERB" and scene.lower[k] not in SELVES]
    if deed.type not in MATTERS:
        found = [k for k in found if _is_body(scene, k)]
    if deed.type == "AID":
        found = [k for k in found if _is_people(scene, k)]
    return _grouped(scene, found)


def _is_body(scene: Scene, i: int) -> bool:
    """Whether a word stands for somebody who is no troops and no arms, by his name, a pronoun or what he is."""
    mention = scene.g.headed.get(i)
    if scene.lower[i] in TROOPS or is_weapon(scene, i) or i in scene.placed or (mention and mention.kind == "place"):
        return False
    return _is_somebody(scene, i) or scene.pos(i) == "PRON" or _is_person(scene.lower[i])


def _is_people(scene: Scene, i: int) -> bool:
    mention = scene.g.headed.get(i)
    return scene.pos(i) == "PRON" or _is_person(scene.lower[i]) or (mention and mention.kind) in ("person", "people")


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
    for k in (n for head in heads for n in _each(scene, head)):
        if not _is_nobody(scene, k):
            one = party(scene, k)
            actor = None if spots and _is_spot(scene, k) else one.actor
            found.append(Party(actor, _cut(scene, one.span, deed, k)))
    return _unique(found)


def _each(scene: Scene, i: int) -> Sequence[int]:
    """The persons named one by one in a mention that means them all: *the smugglers [Ana Ruiz] and [Ali Bay]*."""
    mention = scene.g.headed.get(i)
    if mention is None or scene.g.covering.get(i) is mention:
        return (i,)
    own = scene.g.syntax.within(mention.span)
    named = dict.fromkeys(scene.g.covering[k].span for k in own if k in scene.g.covering)
    heads = [k for span in named if (k := scene.g.syntax.head(span)) is not None and _is_human(scene, k)]
    joined = any(scene.lower[k] in COORDINATORS for k in own)
    return heads if len(heads) > 1 and joined else (i,)


def _is_human(scene: Scene, i: int) -> bool:
    mention = scene.g.covering.get(i)
    return mention is not None and (mention.kind == "person" or kind_of(scene.g, mention.actor) == "person")


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
