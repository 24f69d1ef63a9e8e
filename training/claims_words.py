"""The words of the made claims: who says something, of what, and what."""

from typing import Final

from msgspec import Struct


class Matter(Struct, frozen=True):
    """What is said of a thing, in several wordings, and its contrary; `{}` stands for the thing."""

    one: tuple[str, ...]
    other: tuple[str, ...]

    def sides(self, first: bool) -> tuple[str, ...]:
        return self.one if first else self.other


SAYERS: Final = (
    "The spokesman", "A senior official", "The opposition", "Analysts", "The governor", "Her lawyer", "A witness",
    "The ministry", "Critics", "The union", "Residents", "A rights group", "The senator", "The commander",
)  # fmt: skip

# Each thing as it may be called.
THINGS: Final = (
    ("the water tax", "the new levy on water", "the tax"),
    ("the harbour plan", "the plan to rebuild the harbour", "the port scheme"),
    ("the pipeline project", "the pipeline", "building the pipeline"),
    ("the peace deal", "the agreement with the rebels", "the accord"),
    ("the school reform", "the education bill", "the overhaul of schools"),
    ("the border wall", "the barrier on the frontier", "the wall"),
    ("the visa rule", "the new rule on visas", "the visa requirement"),
    ("the inquiry into the crash", "the crash investigation", "the probe of the crash"),
    ("the airline merger", "the tie-up of the two airlines", "the merger"),
    ("the gun law", "the measure on firearms", "the weapons bill"),
    ("the hospital closure", "the decision to shut the hospital", "closing the hospital"),
    ("the drone strike", "the strike by a drone", "the air raid"),
    ("the prison programme", "the programme for inmates", "the scheme in the prisons"),
    ("the fuel subsidy", "the subsidy on petrol", "state support for fuel"),
    ("the mayor's decision", "what the mayor decided", "the move by the mayor"),
    ("the president's speech", "the address by the president", "the remarks of the president"),
    ("the grain embargo", "the ban on grain exports", "the embargo"),
    ("the trade pact", "the treaty on trade", "the trade agreement"),
    ("the police operation", "the raid by police", "the operation"),
    ("the leaked report", "the report that was leaked", "the document"),
    ("the nomination of the judge", "her nomination to the court", "the choice of the judge"),
    ("the pension cut", "the reduction of pensions", "the cut to pensions"),
    ("the refugee policy", "the government's line on refugees", "the policy on asylum seekers"),
    ("the satellite launch", "the launch of the satellite", "the rocket launch"),
    ("the bank rescue", "the bailout of the bank", "the rescue package"),
    ("the voting law", "the law on voter registration", "the election rules"),
    ("the chemical plant", "the factory on the river", "the plant"),
    ("the hostage deal", "the exchange of prisoners", "the swap"),
)

MATTERS: Final = (
    Matter(
        ("{} is a great success", "{} has worked very well", "{} was an excellent idea", "{} is good for the country"),
        ("{} is a disaster", "{} has failed badly", "{} was a terrible mistake", "{} is bad for the country"),
    ),
    Matter(
        ("{} is legal", "{} is within the law", "the constitution allows {}", "nothing about {} is unlawful"),
        ("{} is illegal", "{} breaks the law", "the constitution forbids {}", "{} violates the rules"),
    ),
    Matter(
        ("{} should go ahead", "lawmakers must back {}", "it is time to support {}", "{} deserves to be approved"),
        ("{} should be scrapped", "lawmakers must reject {}", "it is time to stop {}", "{} has to be blocked"),
    ),
    Matter(
        ("{} will create thousands of jobs", "many people will find work thanks to {}", "{} means more employment"),
        ("{} will destroy thousands of jobs", "many workers will be laid off because of {}", "{} kills jobs"),
    ),
    Matter(
        ("{} makes people safer", "{} protects the public", "{} improves security"),
        ("{} puts people in danger", "{} is a threat to the public", "{} undermines security"),
    ),
    Matter(
        ("the army was behind {}", "the generals are responsible for {}", "{} was ordered by the military"),
        ("the army had nothing to do with {}", "the generals had no part in {}", "the military played no role in {}"),
    ),
    Matter(
        ("{} has broad support", "most voters favor {}", "the majority stands behind {}"),
        ("{} is unpopular", "most voters oppose {}", "the majority is against {}"),
    ),
    Matter(
        ("the talks about {} are making progress", "a breakthrough on {} is close", "negotiations on {} go well"),
        ("the talks about {} have stalled", "there is no progress on {}", "negotiations on {} have collapsed"),
    ),
    Matter(
        ("the story about {} is true", "the facts about {} are accurate", "what was written about {} is correct"),
        ("the story about {} is a lie", "the claims about {} are false", "what was written about {} is invented"),
    ),
    Matter(
        ("the minister knew about {} for months", "the minister had been told of {}", "the minister was aware of {}"),
        ("the minister knew nothing about {}", "nobody told the minister of {}", "the minister learned of {} too late"),
    ),
    Matter(
        ("the committee will vote on {} soon", "a vote on {} is near", "lawmakers will decide on {} this week"),
        ("there will be no vote on {}", "the vote on {} is put off", "lawmakers will not take up {} this week"),
    ),
    Matter(
        ("the cost of {} has risen", "{} is more expensive than planned", "spending on {} has gone up"),
        ("the cost of {} has fallen", "{} is cheaper than planned", "spending on {} has gone down"),
    ),
    Matter(
        ("she will resign over {}", "she is going to step down because of {}", "she quits her post over {}"),
        ("she will stay in office despite {}", "she has no plans to step down over {}", "she keeps her post after {}"),
    ),
    Matter(
        ("{} was carried out as planned", "{} took place on schedule", "{} went ahead without delay"),
        ("{} was called off", "{} never happened", "{} had to be postponed"),
    ),
    Matter(
        ("there is proof of fraud around {}", "evidence shows that money was stolen from {}", "{} was corrupt"),
        ("there is no proof of fraud around {}", "no money was stolen from {}", "everything about {} was clean"),
    ),
    Matter(
        ("twelve people were killed in connection with {}", "{} left 12 people dead", "{} cost twelve lives"),
        ("forty people were killed in connection with {}", "{} left 40 people dead", "{} cost forty lives"),
    ),
    Matter(
        ("{} treats everybody fairly", "{} is just to the poor", "nobody is worse off through {}"),
        ("{} discriminates against minorities", "{} is unfair to the poor", "many are worse off through {}"),
    ),
    Matter(
        ("the allies were informed of {} in advance", "partners abroad were consulted on {}"),
        ("the allies were surprised by {}", "nobody asked the partners abroad about {}"),
    ),
    Matter(
        ("the company apologizes for {}", "the company regrets {}", "the company is sorry about {}"),
        ("the company will not apologize for {}", "the company stands by {}", "the company regrets nothing about {}"),
    ),
    Matter(
        ("{} was meant to harm the opposition", "politics is the only reason for {}", "{} is an act of revenge"),
        ("{} had no political motive", "politics played no part in {}", "{} was decided on the merits"),
    ),
)  # fmt: skip
