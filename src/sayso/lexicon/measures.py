"""Words that tell of a number that it counts no things: money, time, measures, rates, names with numbers, scores.

All are lemmas in lower case, but for the months.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands before an amount of money, or before a number that numbers.
SIGNS: Final = _words("# $ + a$ c$ chf eur gbp hk$ no no. nos nos. rs rs. us$ usd £ ¥ ₪ € ₴ ₹ ₺ ₽")
CURRENCY: Final = _words(
    "$ afghani bitcoin buck cent crown dinar dirham dollar eur euro forint franc gbp hryvnia krona krone kronor lira"
    " naira pence penny peso pound quid rand real rial riyal rouble ruble rupee shekel sterling taka usd won yen yuan"
    " zloty £ €"
)
# Of time, of clocks and of ages.
TIME: Final = _words(
    "a.m a.m. am bst century cet day decade edt est et fortnight gmt hour hr hrs millennium min mins minute moment"
    " month night o'clock o’clock p.m p.m. pm pst season sec second semester utc week weekend y.o. year year-old yo yr"
)
# Lengths, speeds, temperatures, powers: they say how far or how strong, not how many.
LENGTH: Final = _words(
    "bps caliber calibre celsius centimeter centimetre cm decibel degree fahrenheit feet foot ft furlong gb gigabyte"
    " gigawatt gw hertz horsepower inch kilometer kilometre kilowatt km km/h kmh knot kph kt kw light-year m magnitude"
    " mb megabyte megawatt meter metre mhz mile millimeter mm mm. mph mw nm pixel tb volt watt yard ° °c"
)
# Weights, volumes and areas: how much of something there is.
MEASURES: Final = _words(
    "acre barrel bushel cubic dunam gallon gram hectare kg kilo kilogram kilogramme kiloton kilotons liter litre"
    " megaton metric ounce pound-weight sq square ton tonne"
)
NO_THINGS: Final = _words("basis fold grader-old p.p. percentage point pp time times x")
# What a percentage is a rate or a change of.
RATES: Final = _words(
    "better bigger chance cheaper confidence cut decline decrease discount drop duty fall faster fewer gain greater"
    " growth higher hike increase inflation interest interest-rate jump less levy likelihood loss lower margin markup"
    " more pace probability raise rate reduction return rise slower smaller surge swing tariff tax turnout worse yield"
)
# Verbs of changing by a percentage.
CHANGES: Final = _words(
    "accelerate boost climb contract cut decline decrease dip down drop expand fall gain grow increase jump lose lower"
    " plummet plunge raise reduce rise shrink slash slip slump soar surge swell tumble up widen"
)
# What shares are taken of that are no things.
WEALTH: Final = _words(
    "asset budget capital cost debt deposit earnings economy equity expense fund gdp income loan money output price"
    " profit revenue salary sale share spending stock tax wage"
)
# As they are written.
MONTHS: Final = _words(
    "January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun."
    " Jul. Aug. Sept. Sep. Oct. Nov. Dec. Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Ramadan Muharram"
)
# Nouns that a number names rather than counts: Resolution *2254*, Article *5*.
NUMBERED: Final = _words(
    "act age aged agenda ages airbus amendment annex apartment apollo appendix area article battalion bill block"
    " boeing box brigade building bus camp case category ch. channel chapter checkpoint class code convoy count day"
    " decree directive district division episode exit ext fax figure file flight formula freeway game gate grade group"
    " highway hill interstate iphone item law level line local lot magnitude mark model no no. nos. number opus order"
    " p. page par. paragraph part phase phone pier platform point pp. precinct proposition protocol psalm regiment"
    " resolution room round route rule season sec. section sector serial size stage step studio suite table tel"
    " terminal tier title top type unit verse version vision vol. volume war ward week windows zone"
)
STREETS: Final = _words("ave avenue blvd boulevard downing drive lane rd road square st st. street")
# What stands before a year.
IN_YEAR: Final = _words(
    "a about after and april around autumn before between by circa during early fall for from in late may mid of"
    " since spring summer that the this through till to until winter"
)
SCORED: Final = _words("decision defeat draw lead loss margin record rout ruling score tie victory vote win")
SCORING: Final = _words("approve beat defeat draw edge lead lose pass rout score tie trail vote win")
# What follows a distance.
DISTANT: Final = _words("above apart away below deep east from high long north off south tall thick west wide")
