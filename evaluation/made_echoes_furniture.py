"""What made pages share without copying from one another: credits, heads and feet of a site, statements of speakers.

Every line was written for this; the agencies, offices and persons are invented.
"""

from typing import Final

CREDITS: Final = (
    "(Lanterne)",
    "From our wire services.",
    "Material from the Lanterne agency was used in this report.",
    "LANTERNE NEWS AGENCY",
    "By agencies",
    "This report was first published by Lanterne.",
)

HEADS: Final = (
    "Skip to content. Open the menu. Search all of our pages. Sign in to your account.",
    "You are reading one of three free articles this month. Subscribers read without limit and without advertising.",
    "Listen to this article in the voice of our announcer. The recording lasts four minutes.",
    "By our correspondents in the north, the south and the capital. With reporting by the foreign desk.",
    "Breaking news, weather, traffic and what the day has left of it, every hour on the hour.",
)

FEET: Final = (
    "Sign up for our morning letter and have the news of the day in your inbox before breakfast. You can leave at any "
    "time with one click, and we will never hand your address on to anybody else.",
    "All rights reserved. No part of this page may be copied, stored or passed on in any form without the written "
    "leave of the publisher, except for short quotations in reviews.",
    "The publisher is not answerable for the content of pages to which it links. Prices, times and numbers are given "
    "without warranty and may have changed since this page was written.",
    "Do you know something about this that we should know? Write to our newsroom in confidence. We protect those who "
    "talk to us, and we do not print what we cannot confirm.",
    "Our newsroom follows a code of conduct that anybody can read. Mistakes are corrected in the open: if you have "
    "found one, tell the editor on duty, and we will say at the foot of the page what was wrong.",
    "Comments are open for two days after a page appears. Keep to the subject, stay civil and leave out what you would "
    "not say to a neighbour; what breaks these rules is taken down without a word.",
    "This site counts its visits with two small files on your machine. Neither of them knows your name. You can refuse "
    "them in the settings of your browser, and everything but the crossword goes on working.",
    "Support independent reporting. A gift the size of a cup of coffee pays for one telephone call to a village where "
    "there is nobody else to ask what happened.",
)

SPEAKERS: Final = (
    "Orla Venning, a spokeswoman for the harbour board",
    "Deputy Minister Casimir Dole",
    "Colonel Piet Harrow",
    "the Office for Inland Waters",
    "Marta Oyelaran, who chairs the inquiry",
    "the head of the mediators, Anders Quill",
)

STATEMENTS: Final = (
    "We have looked into every one of these reports and we have found nothing that would bear them out. If anybody has "
    "a photograph, a name or a date, our door is open, and it has been open since Monday.",
    "Nobody has been arrested for what he thinks. Those who are being questioned are being questioned about eleven "
    "crates of ammunition under the floor of a school, and they will see a judge within the time that the law sets.",
    "The agreement stands. It was signed by both sides, it was read aloud to both sides, and there is no line in it "
    "that allows one of them to forget what it has put its name to.",
    "I was on the bridge that morning and I saw two vehicles, not twenty. I have said so from the first day, and I "
    "will go on saying so until somebody shows me the other eighteen.",
    "Our people went in with bandages and came out with coffins. We ask for nothing but that the road be open from six "
    "until noon, on four days, for cars that carry no weapons.",
    "This was not a mistake and it was not an accident. Someone gave an order, someone passed it on and someone "
    "carried it out, and the three of them are on a payroll that can be looked up.",
    "There will be no second round of talks while the first one is being broken. We have told the mediators, and the "
    "mediators have told the other side, and the other side has sent us a greeting card.",
)

PLACES: Final = (
    "In a statement, {who} was quoted as follows:…",
    "…These were the words of {who} on the morning after.",
    "Asked for a comment, {who} sent us this:…Other questions went without an answer.",
    "…So it says in a letter that {who} made public, and that nobody has answered yet.",
    "Of all the remarks that were made, one by {who} was heard most often:…",
)
"""Ways to bring a statement, which stands where the dots are."""
