"""Small words of English, by what they do in a sentence, in lower case with straight apostrophes."""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE: Final = _words("be am is are was were been being 's 're 'm isn't aren't wasn't weren't ain't gets got")
DO_HAVE: Final = _words("do does did don't doesn't didn't have has had having haven't hasn't hadn't 've")
MODAL: Final = _words(
    "will would can could may might must shall should ought cannot can't couldn't won't wouldn't shouldn't mustn't"
    " needn't mightn't 'll 'd"
)
AUXILIARY: Final = BE | DO_HAVE | MODAL
SUBJECT: Final = _words("he she they we i you who it")
ARTICLE: Final = _words("the a an his its their our my your 's no any some this these those each every another such")
PASSED: Final = _words(
    "also still even yet ever just now then once again already first so far too quite very rather always often"
    " soon later longer earlier recently immediately either really as well long since never not to him them themselves"
    " himself herself itself today yesterday"
)
FUNCTION: Final = _words(
    "to on upon for of as with against in out up down off back over about at into by behind from away aside that"
)
SMALL: Final = AUXILIARY | SUBJECT | ARTICLE | PASSED | (FUNCTION - {"back"}) | _words("her and or but which what")

# Verbs that say how an action goes on, or only carry a noun: another word of the cue says what is done.
LIGHT: Final = _words(
    "continue begin start keep go come manage seem appear tend happen use get make give take have put deliver send"
    " release issue unleash launch provide bring draw find help move proceed let set hold turn run do hit lead use"
    " offer receive spend serve join become remain stay feature include speak show focus pay play meet face attract"
)
# Verbs that name or liken: what they say is told by the name they give.
NAMING: Final = _words(
    "call describe characterize characterise label brand dub portray cast depict paint liken compare refer deem declare"
    " hold term denounce dismiss mock"
)
NEGATOR: Final = _words("not never neither nor no nothing none hardly barely scarcely cannot without")
DEFERRED: Final = frozenset({"nor", "neither", "never"})  # these may stand before the subject: *nor did she say*
# What says of the verb behind its *to* that nothing came of it.
FAILING: Final = _words(
    "fail failure neglect omit unable inability forget refuse refusal decline reluctant reluctance unwilling"
    " unwillingness hesitate hesitant"
)
AFTER_NOT: Final = _words("only just merely simply")
NO_DENIAL: Final = _words("help resist doubt secret bones mistake wonder matter less stranger longer-term")

# The party and state of a politician, which are nobody's name: (*R-Texas*), *, D-Va.,*
PARTY_SEAT = re.compile(r"(?<=[(,] )[A-Z]{1,3}[-–][A-Z][\w.]*|(?<=\()[A-Z]{1,3}[-–][A-Z][\w.]*")
