"""The records of deeds: what a word says to have happened in PLOVER's terms; its types, modes and contexts.

**Places.** Where an actor, a target or an object stands is told by place names: `subject` and `direct` (of the active
clause: in a passive the grammatical subject is `direct`, and who stands after *by* is `subject`), `indirect` (*gave
Kyiv arms*); for nouns `possessive` (*Russia's raid*), `adjective` (*the Russian raid*) and `compound` (*an SDF raid*,
*the hostage release*); `clause` (what depends on it with *to*, *that* or *-ing*) and
`infinitive` (with *to* alone). Any other place name is a preposition
(*on*, *against*, *between*). Where one place is listed for actor and target both, a state, force or group standing
there is the actor if no other actor is found, and anything else the target.
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from sayso.records import Act, EventStatus, EventType, MentionKind, PlaceRole

NEAR: Final = 8  # how many words before and after a deed count as `near`


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODES: Final[Mapping[EventType, frozenset[str]]] = {
    "AGREE": _words(""),
    "CONSULT": _words("visit third-party multilateral phone"),
    "SUPPORT": _words(""),
    "CONCEDE": _words(""),
    "COOPERATE": _words(""),
    "AID": _words(""),
    "RETREAT": _words("withdraw release disarm ceasefire access resign"),
    "REQUEST": _words("assist change yield meet"),
    "ACCUSE": _words("disapprove investigate allege"),
    "REJECT": _words("assist change yield meet"),
    "THREATEN": _words("restrict arrest relations expel territory violence"),
    "PROTEST": _words("demo riot strike hunger boycott obstruct"),
    "SANCTION": _words("convict expel withdraw discontinue"),
    "MOBILIZE": _words("troops weapons police militia"),
    "COERCE": _words("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"),
    "ASSAULT": _words(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
        " heavy-weapons crowd-control unconventional"
    ),
}
CONTEXTS: Final = _words(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic"
    " legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity"
    " inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment"
    " technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking"
)
# The event of which an attribution is the view, by its act; None for acts that are none in PLOVER's terms. Of `warn`
# only a threat would be one, of `intend` only the deed itself; both are left to what they say.
SPOKEN: Final[Mapping[Act, tuple[EventType, tuple[str, ...]] | None]] = {
    "state": None,
    "deny": ("REJECT", ()),
    "accuse": ("ACCUSE", ("allege",)),
    "warn": None,
    "threaten": ("THREATEN", ()),
    "demand": ("REQUEST", ()),
    "request": ("REQUEST", ()),
    "order": ("REQUEST", ()),
    "promise": ("AGREE", ()),
    "propose": ("AGREE", ()),
    "praise": ("SUPPORT", ()),
    "condemn": ("ACCUSE", ("disapprove",)),
    "admit": None,
    "predict": None,
    "believe": None,
    "intend": None,
    "ask": None,
}
# What an event is while it is only promised or planned: cooperation to come is an agreement, a retreat a concession.
PROMISED: Final[Mapping[EventType, EventType]] = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
_ASKED: Final[Mapping[EventType, str]] = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
_THREATENED: Final[Mapping[EventType, str]] = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "PROTEST": "restrict",
    "SANCTION": "relations",
    "REJECT": "relations",
}
_THREATENED_MODES: Final = {"arrest": "arrest", "expel": "expel", "deport": "expel", "seize": "territory"}


class Condition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A test on the setting of a deed. `at` is a place name, or `near` (within NEAR words), or `party` (any party, by
    its kind). It holds where one of `words` (lemmas) or a mention of one of `kinds` stands there, and, where both are
    empty, if the place is filled at all."""

    at: str
    words: tuple[str, ...] = ()
    kinds: tuple[MentionKind, ...] = ()


class Sense(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a word or phrase says.

    `words`: its lemmas; `head` is the index of the word that governs it (of a verb 0; of a noun the last before a
    preposition: *show* of force, suicide *bombing*). `pos`: VERB or NOUN.
    `actor`, `target`, `object`: the places (see the module's head) where each may stand, the likeliest first; `object`
    is the weapon or the matter, neither actor nor target (*fired [rockets] at*).
    `places`: pairs of place role and place name beyond the usual (*in*, *at*, *near* are `at` with every deed):
    (`from`, *from*), (`to`, *into*), also (`to`, `direct`) for *entered Hama*.
    `mutual`: the parties do it to each other: all of them are actors and targets (*met with*, *clashed*); a plural or
    coordinated subject alone is enough.
    `doubtful`: the word is often something else. `needs`: one of these makes the reading hold; `bars`: one of these
    breaks it. `holds` weighs them. `strict`: what it needs must be there; no classifier's word stands in for it.
    """

    words: tuple[str, ...] = ()
    head: int = 0
    pos: Literal["VERB", "NOUN"]
    type: EventType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    places: tuple[tuple[PlaceRole, str], ...] = ()
    mutual: bool = False
    doubtful: bool = False
    strict: bool = False
    needs: tuple[Condition, ...] = ()
    bars: tuple[Condition, ...] = ()


class Setting(Struct, frozen=True, kw_only=True):
    """What stands around a deed: under each place name (and `near`) the lemmas there, and the kinds of mentions there
    (under `party` those of all parties). Only what a sense's conditions ask for need be filled."""

    words: Mapping[str, frozenset[str]] = {}
    kinds: Mapping[str, frozenset[str]] = {}


class Met(Struct, frozen=True):
    """A deed met in running words: `at` are the positions of its words, ascending."""

    sense: Sense
    at: tuple[int, ...]


class Turn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of an event's noun under a verb: one of type `of` (with one of `of_modes`, if any are named) becomes
    `type` with `modes`; None: nothing that PLOVER has."""

    of: EventType
    of_modes: tuple[str, ...] = ()
    type: EventType | None
    modes: tuple[str, ...] = ()


class Light(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A verb that takes its type from the event's noun which is its object (or stands after its last preposition).

    `subject`: what the verb's subject is to the noun's event: `actor`, `target`, or `none` (of one who tells or
    mediates). `target`: prepositions of the verb that bring the target beside the noun's own.
    `turns`: what the event becomes, the first that fits; none fits: it stays what it is.
    `status`: what the verb makes of the event's status, None: tense and mood decide. `negated`: it says that the event
    is not, or no longer. Neither is said of what a turn made of it: a withdrawal announced is a concession made.
    """

    words: tuple[str, ...]
    subject: Literal["actor", "target", "none"]
    target: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    status: EventStatus | None = None
    negated: bool = False


class Governor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A verb, noun or adjective that says how far what hangs on it came about (*failed to*, *the plan to*, *ready to*).

    `by`: how its complement hangs on it: *to*, *ing*, *that*, `noun` (an event's noun as direct object), or a
    preposition (*into attacking*, *from*). `status`: what the complement gets, None: it keeps what its own tense says.
    `negated`: the complement is said not to be. `actor`: who does the complement: `subject` of the governor, its
    `object` (*asked X to*), a `for` phrase, or `none`.
    """

    words: tuple[str, ...]
    pos: Literal["VERB", "NOUN", "ADJ"]
    by: tuple[str, ...]
    status: EventStatus | None = None
    negated: bool = False
    actor: Literal["subject", "object", "for", "none"] = "subject"


class Companion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word that, among an event's own words and parties or within NEAR words of its trigger, tells its modes and
    contexts. `types`: of which events, empty for any. `weapon`: it names a thing that deeds are done with: where an
    actor should stand it is the event's object (*a rocket killed two*), and its owner, if told, the actor."""

    words: tuple[str, ...]
    types: tuple[EventType, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    weapon: bool = False


class Listed(Struct, frozen=True, array_like=True):
    """A word or phrase of the list: its words, the index of its head among them, and of its meaning."""

    words: tuple[str, ...]
    head: int
    meaning: int


class Plover(Struct, frozen=True):
    """All of it, under the lemma of the head word; what has more words goes first. `meanings` are senses without words:
    many words have one, and it is written once."""

    meanings: tuple[Sense, ...]
    verbs: Mapping[str, tuple[Listed, ...]]
    nouns: Mapping[str, tuple[Listed, ...]]
    lights: Mapping[str, tuple[Light, ...]]
    governors: Mapping[str, tuple[Governor, ...]]
    companions: Mapping[str, tuple[Companion, ...]]


def said_modes(said: EventType, of: EventType, modes: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The mode of a request, rejection or threat, by the type and modes of what is requested, rejected, threatened."""
    if said in ("REQUEST", "REJECT"):
        return (_ASKED.get(of, "change"),)
    if said != "THREATEN" or of not in _THREATENED:
        return ()
    return next(((_THREATENED_MODES[mode],) for mode in modes if mode in _THREATENED_MODES), (_THREATENED[of],))
