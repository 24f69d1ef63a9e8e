"""Nouns for what numbers count in news of war: persons, what armies deploy, what flies, places. Lemmas, lower case."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSONS: Final = _words(
    "activist adult baby bodies body boy brother casualty child civilian crew daughter dead defendant demonstrator"
    " detainee doctor evacuee family female fighter fisherman force girl guerrilla gunman hostage household infant"
    " inhabitant injured inmate insurgent jihadist journalist life lives local male man migrant militant militiaman"
    " national native nurse other others passenger peacekeeper pedestrian pensioner people person personnel pilgrim"
    " policeman prisoner protester pupil rebel refugee relative resident serviceman servicewoman settler sister"
    " soldier son staff student survivor suspect teenager terrorist toddler troop victim villager voter woman worker"
    " wounded youth"
)
TROOPS: Final = _words(
    "adviser advisor airman battalion battery boat brigade cannon carrier commando conscript contractor destroyer"
    " fighter force frigate guardsman gun howitzer howitzers instructor launcher marine men mercenary mortar officer"
    " paratrooper peacekeeper personnel policeman radar reservist sailor serviceman ship soldier submarine tank troop"
    " trooper truck vehicle vessel warship"
)
CRAFT: Final = _words(
    "aircraft airliner airplane balloon bomber chopper drone fighter-jet gunship helicopter interceptor jet missile"
    " plane projectile quadcopter rocket uav warplane"
)
PLACES: Final = _words(
    "acre area base border checkpoint city coast country county crossing district enclave farm field front"
    " governorate ground hamlet hectare height highway hill hilltop island kilometer kilometre land locality mile"
    " neighborhood neighbourhood oilfield outpost pocket position province quarter region road seat settlement site"
    " soil square state suburb territory town village"
)
