"""What tells outlets, platforms and documents apart: news agencies, broadcasters, social platforms, nouns for papers.

Outlets are named by their keys in the register of actors; words are lemmas in lower case.
"""

from typing import Final

from sayso.records import ReferenceKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AGENCIES: Final = _words(
    "reuters ap afp upi bloomberg dow-jones dpa efe ansa lusa pa-media apa-austria keystone-sda belga anp tt-sweden"
    " ntb ritzau stt tass rossiya-segodnya ria-novosti sputnik interfax regnum xinhua sana irna fars tasnim mehr isna"
    " anadolu iha dha kyodo jiji yonhap kcna pti ani wafa petra qna spa wam kuna mena naharnet ukrinform unian belta"
    " kazinform azertag armenpress agerpres beltasharq tanjug hina mti pap ctk"
)
AGENCY_WORDS: Final = _words("agency agencies agentur agence newswire newswires wire")
BROADCASTERS: Final = _words(
    "bbc cnn rt fox-news msnbc nbc abc cbs npr pbs al-jazeera al-arabiya al-mayadeen al-manar press-tv cgtn cctv cri"
    " sky-news channel-4-news euronews france-24 dw voa rferl trt i24news c-span newsmax itv zvezda dozhd rossiya-1"
    " rossiya-24 channel-one-russia ntv-russia tsargrad abc-australia nhk"
)
BROADCAST_WORDS: Final = _words(
    "tv television radio channel broadcasting broadcaster network podcast news-hour televised"
)
PLATFORMS: Final = _words(
    "twitter telegram facebook instagram youtube tiktok whatsapp vkontakte weibo bluesky mastodon reddit linkedin"
    " rumble snapchat odnoklassniki threads wechat"
)
HOSTS: Final[dict[str, ReferenceKind]] = {
    "twitter.com": "post",
    "x.com": "post",
    "t.me": "post",
    "facebook.com": "post",
    "instagram.com": "post",
    "reddit.com": "post",
    "vk.com": "post",
    "tiktok.com": "post",
    "threads.net": "post",
    "truthsocial.com": "post",
    "youtube.com": "broadcast",
    "youtu.be": "broadcast",
    "vimeo.com": "broadcast",
    "reuters.com": "agency_report",
    "apnews.com": "agency_report",
    "afp.com": "agency_report",
    "tass.com": "agency_report",
    "tass.ru": "agency_report",
    "sana.sy": "agency_report",
    "sputniknews.com": "agency_report",
    "interfax.com": "agency_report",
    "interfax.ru": "agency_report",
    "xinhuanet.com": "agency_report",
    "aa.com.tr": "agency_report",
    "irna.ir": "agency_report",
    "congress.gov": "law",
    "legislation.gov.uk": "law",
    "eur-lex.europa.eu": "law",
    "treaties.un.org": "agreement",
    "arxiv.org": "report",
    "doi.org": "report",
    "ssrn.com": "report",
}
# Nouns for what a page cites when it names them; others of the nominals are sayings, or too loose.
CITED: Final = _words(
    "article story editorial op-ed essay column profile obituary expose exposé scoop newsletter piece dispatch"
    " interview documentary video footage transcript film recording broadcast livestream post tweet retweet thread"
    " blogpost posting statement communique communiqué declaration speech address testimony release manifesto readout"
    " affidavit proclamation letter memo memorandum email e-mail cable petition missive report study survey poll audit"
    " dossier book memoir memoirs autobiography biography analysis whitepaper factsheet filing lawsuit paper"
    " investigation"
)
ENTITLED: Final = _words("entitled titled headlined called dubbed named captioned")
# The last words of outlets' names.
OUTLET_WORDS: Final = _words(
    "news times post herald tribune agency tv radio press daily journal gazette guardian telegraph review magazine"
    " weekly observer chronicle network channel broadcasting television courier bulletin dispatch mail mirror star sun"
    " globe independent standard today monitor examiner"
)
CARRYING: Final = _words(
    "write publish report quote cite interview tell appear speak carry broadcast air post print say argue comment run"
    " announce claim state reveal note according as show describe detail uncover"
)
PRINTED: Final = _words("in for on with from by to via through at")

AGREEMENTS: Final = _words("agreement accord treaty pact protocol deal convention memorandum charter covenant compact")
LAWS: Final = _words(
    "act law resolution directive constitution amendment statute decree bill code ordinance regulation"
)
# These name a document only where they are written as a name.
NAMED_ONLY: Final = _words(
    "act law bill code declaration protocol compact convention charter constitution covenant directive regulation"
    " decree ordinance statute memorandum"
)
NUMBERED: Final = _words("resolution directive decree regulation")
# What may stand between a name and its noun, in lower case: the Iran *nuclear* deal.
OF_DEALS: Final = _words(
    "nuclear peace ceasefire cease-fire truce climate trade arms control security defence defense sanctions grain gas"
    " oil prisoner swap exchange withdrawal disarmament non-proliferation friendship free-trade normalization"
    " normalisation de-escalation deescalation deconfliction demilitarization zone basing border water missile"
    " test-ban framework interim reconciliation power-sharing partnership extradition migration refugee hostage"
    " chemical weapons military"
)
