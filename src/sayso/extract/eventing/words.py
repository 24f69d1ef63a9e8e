"""Small lists of words that the files about events share, in lower case."""

from typing import Final

from sayso.extract.speaking.ground import listed

# Nouns that say when; by them no deed is done, nor to them: *Sunday's attack*, *the overnight raid*.
TIMES: Final = listed(
    "second minute hour day night morning afternoon evening noon midnight dawn dusk week weekend month year"
    " decade century monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december spring summer autumn fall winter today yesterday"
    " tomorrow tonight overnight time moment period anniversary season eve"
)
# Kinds of mentions that can do something.
ACTING: Final = listed("military media people person armed_group unnamed state organization government alliance party")
# What is a state's or an army's: who has it acts by it (*Russian jets*, *US troops*).
FORCES: Final = listed(
    "warplane aircraft airforce airplane army artillery battalion bomber brigade commando convoy division fleet"
    " fighter-jet force frigate guard gunboat gunship helicopter jet marine military navy officer"
    " paratrooper plane police policeman regiment soldier squadron submarine tank troop unit warplane warship"
    " coastguard sniper intelligence agent base position post outpost airspace territory headquarters consulate"
    " embassy government authority official"
)
# What is a group's: *Hamas fighters*, but no state's (*Syrian rebels*).
MEMBERS: Final = listed(
    "fighter militant gunman member commander leader operative terrorist insurgent rebel guerrilla jihadist"
    " extremist militia militiaman bomber faction force position base stronghold cell target supporter"
)
# Prepositions of what is no part of who is meant: *troops [along the border]*.
LOOSE: Final = listed("from near in at along across inside outside on around after before during over under by as")
# What is moved and set up, and who orders it stands over it.
TROOPS: Final = listed("troop troops force forces soldiers reinforcements units army police")
# What stands for the actor himself, no other target.
SELVES: Final = listed("himself herself itself themselves ourselves myself yourself")
# Nouns that only carry the deed named before them, or after them with *of*: a bombing campaign, a wave of arrests.
CARRYING: Final = listed(
    "attempt barrage bout campaign case effort form incident kind mission number operation act plot rash round"
    " run series spate spree string surge type wave threat plan month day week year hour instance episode"
)
# *Post-war* tells of no war.
PREFIXES: Final = listed("post pre anti pro non ex inter")
# Words by which somebody is ordered; what is only done with a word (*appointed*, *imposed*) asks nobody.
ORDERS: Final = listed("order command instruct direct require oblige tell instruction directive summon call")
PRESENT: Final = listed("isn't 'm am 's is 're aren't are")
PERFECT: Final = listed("have hasn't haven't 've has")
NOT: Final = listed("not neither hardly n't never barely scarcely nor")
NOBODY: Final = listed("nothing neither no none nobody")
FUTURE: Final = listed("wo shall will gonna 'll")
MAY: Final = listed("can might may could cannot ca")
OUGHT: Final = listed("must ought should need")
# Adjectives of an event's noun that say how far it came about.
COMING: Final = listed(
    "expected anticipated looming promised forthcoming pending intended imminent scheduled upcoming planned future"
    " coming proposed"
)
MAYBE: Final = listed("feared likely eventual prospective attempted any hypothetical would-be possible potential")
FOILED: Final = listed("nonexistent foiled averted aborted thwarted")
GOING_ON: Final = listed("ongoing continued continuing relentless current unrelenting")
THREATENED: Final = listed("threatened")
UNREAL: Final = listed("planned possible hypothetical threatened")
# Nouns that mean so much else that the rest of a page does not tell what they mean.
LOOSELY: Final = listed(
    "campaign operation blow hit push drive fire action move mission intervention race casualty casualties"
)
# Types of what is done by saying it.
SAID: Final = listed("ACCUSE REQUEST THREATEN REJECT AGREE SUPPORT CONSULT CONCEDE")
# Verbs that only say that their subject, a deed, came or went on: *the attack took place in March*.
HAPPENING: Final = listed(
    "begin start occur happen take come erupt break continue follow last go rage resume intensify unfold end be spread"
)
