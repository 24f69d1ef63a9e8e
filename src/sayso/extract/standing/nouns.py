"""Nouns that tell what the other side of a stance is: a place, an agreement or law, a deed of the one whose it is."""

from typing import Final

from sayso.extract.speaking.ground import Ground, actor_at, kind_of, lemma_in, listed, noun_at
from sayso.extract.standing.scene import Scene, called_at

PLACES: Final = listed(
    "airbase airfield airport airspace area bank base border bridge camp capital cave checkpoint city coast corridor"
    " country countryside crossing dam district east enclave factory field foothold frontier governorate ground half"
    " headquarters heartland heights highway hill hospital island junction land mine mountain municipality"
    " neighborhood neighbourhood north north-east oilfield outpost parliament part peak peninsula plant pocket port"
    " position post prison province quarter refinery region river road runway sector settlement shore side sky soil"
    " south square station strait strip strong-hold stronghold suburb swath swathe territory third town valley village"
    " water waterway west zone"
)
PACTS: Final = listed(
    "accord agreement airspace armistice ban border cease-fire ceasefire charter commitment constitution convention"
    " deal embargo freedom integrity law memorandum moratorium norm obligation pact pledge principle promise protocol"
    " provision resolution right rule sanction sovereignty statute term treaty truce understanding undertaking"
)
# What is somebody's, so that *of* says whose, not on whom it falls.
OWNED: Final = listed(
    "action activity ambition attempt behavior behaviour campaign conduct crime decision duplicity effort force goal"
    " government hand influence interest intervention involvement leadership meddling move objective operation part"
    " plan policy position presence propaganda role side statement step strategy support tactic terrorism troop use"
    " violation work"
)
# Arms of a state or a group, so that a nameless one is that of the name before it.
ORGANS: Final = listed(
    "aircraft army authority bomber commander fighter force general government intelligence jet leadership military"
    " navy officer official police policeman serviceman soldier team troop unit warplane warship"
)
MOVES: Final = listed("attempt bid effort gesture maneuver manoeuvre move ploy step")  # what another verb does
DEEDS_BY: Final = listed("as by in through via with")  # *in a move that …*: the move is that of the verb's subject


def actorlike(g: Ground, i: int) -> bool:
    """Whether a word stands for somebody, known or not."""
    mention = g.headed.get(i)
    if mention is not None:
        return mention.kind not in (None, "place")
    known = noun_at(g, i)
    return known is not None and (known.person or known.kind is not None)


def placelike(s: Scene, i: int) -> bool:
    """Whether a word stands for a place, a state among them."""
    g = s.ground
    mention = g.headed.get(i) or g.covering.get(i)
    if i in s.places or (mention is not None and mention.kind == "place"):
        return True
    return lemma_in(s.words[i], PLACES) or kind_of(g, actor_at(g, i)) == "state"


def pactlike(s: Scene, i: int) -> bool:
    """Whether a word stands for an agreement or a law."""
    return lemma_in(s.words[i], PACTS)


def grouplike(s: Scene, i: int) -> bool:
    """Whether a word stands for a group, forces, a movement: an actor that is neither a state nor a person."""
    g = s.ground
    kind = kind_of(g, actor_at(g, i) or called_at(s, i))
    known = noun_at(g, i)
    kind = kind if kind not in (None, "unnamed") else known.kind if known else None
    return kind not in (None, "person", "state", "unnamed", "media", "people", "government")
