"""The look of furniture: what menus, share buttons, forms and notices are called and what they say.

General evidence only, words of the trade and never a page's own: for the names of HTML elements and for lines of text.
"""

import re
from functools import lru_cache
from typing import Final

# Words that, as a part of a class or id, name a container of furniture.
_CONTAINER_WORDS: Final = """
ad ads adslot advert advertisement advertising aside author-bio authorbio banner bio breadcrumb breadcrumbs
byline-social comment commentlist comments consent cookie cookiebar cookies copyright cta dialog disqus donate
donation drawer dropdown footer footnav gdpr hamburger inline-newsletter jumplinks latest legal lightbox login
mailchimp masthead megamenu menu metanav modal morestories mostpopular mostread mostviewed nav navbar
navigation navmenu newsletter newsletters offcanvas onetrust outbrain overlay pager pagination paywall piano
popular popup prefooter promo promos promoted promotion readmore readnext recirc recirculation recommend
recommendation recommendations recommended related relatedposts reply respond rss share sharebar sharedaddy
sharing sidebar sidenav signin signup sitemap skip-link social socials sponsor sponsored sponsorship submenu
subnav subscribe subscribe-box subscription taboola tagcloud taglist tags teaser teasers toolbar toolbox
topbar topics trending upsell yarpp zergnet
"""
_CONTAINERS: Final = frozenset(_CONTAINER_WORDS.split())
_CONTAINER_PHRASES: Final = """
about-author about-the-author after-article after-content after-post all-stories also-like also-read
article-footer author-box author-description author-info below-article below-content bottom-of-article
call-to-action entry-footer entry-meta-footer entry-tags get-app jp-relatedposts latest-news more-articles
more-from more-in more-news more-on more-stories most-commented most-popular most-read most-shared most-viewed
next-article next-post post-footer post-navigation post-tags prev-next read-also read-more read-next
related-articles related-content related-posts related-stories screen-reader-text see-also sidebar-widget
skip-to social-share top-stories up-next widget-area widget-popular widget-recent widget-title you-may
you-might
"""
_PHRASES: Final = tuple(_CONTAINER_PHRASES.split())
_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_JOIN: Final = re.compile(r"[-_\s]+")


@lru_cache(maxsize=4096)
def names_furniture(names: str) -> bool:
    """Whether one of the class names and ids (white space between them) says that its element is furniture."""
    for name in names.split():
        parts = [part.lower() for part in _PART.findall(name)]
        if parts and (not _CONTAINERS.isdisjoint(parts) or _JOIN.sub("", name.lower()) in _CONTAINERS):
            return True
        joined = "-".join(parts)
        if any(f"-{phrase}-" in f"-{joined}-" for phrase in _PHRASES):
            return True
    return False


_SITES: Final = (
    r"(?:twitter|facebook|instagram|x|linkedin|youtube|telegram|whatsapp|reddit|pinterest|bluesky|threads|mastodon|tiktok"
    r"|google(?:\s+news)?|flipboard|social\s+media)"
)
_STORIES: Final = (
    r"(?:articles?|stories|story|posts?|news|content|topics|videos?|picks?|headlines|reading|links|coverage|pages?)"
)
# Lines that are furniture whatever stands around them: each alternative is the whole line.
_SAYS: Final = re.compile(
    rf"""^\W*(?:
      menu(?:\s+(?:close|open))? | close(?:\s+menu)? | skip\s+to\s+\w+(?:\s+\w+)? | search(?:\s+for)? | home | loading
    | our\s+standards\s*:.{{0,100}} | \d+\s+min(?:ute)?s?\s+read
    | you\s+are\s+here\s*:.{{0,150}} | home\s*[»>/›|→].{{1,150}} | (?:\[\w+(?:\s\w+)?\]\s*)+
    | back\s+to\s+top | toggle\s+\w+(?:\s+\w+)? | go\s+to\s+\w+(?:\s+\w+)?
    | (?:please\s+)?(?:subscribe|sign\s*-?\s*up|sign\s*-?\s*in|log\s*-?\s*in|log\s*-?\s*out|register|donate|join)
        (?:\s+(?:now|today|here|free|us|for\s+free))*
    | (?:please\s+)?(?:subscribe|sign\s+up|register|log\s+in|sign\s+in)\s+(?:here\s+)?(?:to|for|and)\s+
        (?:(?:get|receive|comment|read|continue|our|my|your|the|this|a|an|all|daily|weekly|free|save
            |\w+[’']s)\b).{{0,90}}
    | subscribe\s+(?:here|now|to\s+\S+).{{0,70}}
    | (?:get|receive)\s+(?:the|our|all|a|daily|weekly|breaking|e-?mail|news|free)\b.{{0,60}}
        \b(?:newsletter|updates|alerts|inbox|e-?mails?|weekly\s+summary|stories)\b.{{0,50}}
    | (?:follow|connect\s+with)\s+.{{1,80}}\bon\s+{_SITES}\b.{{0,80}}
    | (?:find|like|join)\s+us\s+on\s+{_SITES}\b.{{0,60}}
    | follow\s+(?:us|@\w+)\b.{{0,60}} | {_SITES}\s*:\s*@\w+.{{0,40}}
    | (?:share|tweet|pin|e-?mail|print|save|copy\s+link|comment|{_SITES}|rss)
    | (?:share|tweet|pin|e-?mail|print|save|post|spread)\s+(?:this|the)\s+(?:article|story|post|page|word)\b.{{0,40}}
    | (?:share|tweet|pin|e-?mail|print|save|post)\s+(?:this|it|(?:on|via|with|to)\s+(?:{_SITES}|e-?mail
        |friends?|a\s+friend))
    | (?:click|tap)\s+(?:here|to|on)\b.{{0,90}}
    | (?:read|view|see|show|load|learn|find\s+out)\s+(?:more|all|next)\b.{{0,20}}
    | (?:read\s+(?:more|also|next)|also\s+read|see\s+also|more\s+(?:from|on|in)\b.{{0,30}}|related
        |recommended)\s*:.{{0,160}}
    | (?:read|see|watch|view)\s+(?:the\s+)?(?:rest|full\s+\w+)\b.{{0,60}}
    | (?:continue\s+reading|keep\s+reading|(?:story|article)\s+continues|scroll\s+(?:down|to\s+continue))\b.{{0,60}}
    | (?:related|recommended|popular|latest|trending|more|top|other|editor[’']?s?[’']?)\s+{_STORIES}
    | (?:most|also)\s+(?:popular|read|viewed|shared|commented)(?:\s+(?:in|on|from|today|now
        |{_STORIES})\b.{{0,25}})? | also\s+on\s+\w+\s*:?
    | more\s+(?:from|in)\s+[^.!?,]{{1,40}} | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be|enjoy)\b.{{0,30}}
    | up\s+next | don[’']t\s+miss
    | trending(?:\s+now)? | recommended(?:\s+for\s+you)? | related | popular
    | (?:previous|next|older|newer)\s+{_STORIES}\b.{{0,120}}
    | advertisement | advertising | sponsored(?:\s+content)? | promoted | ads?(?:\s+by\b.{{0,20}})?
    | (?:©|\(c\)\s*\d|copyright\s+(?:©|\(c\)|\d{{4}}|by\b)).{{0,140}} | .{{0,80}}\ball\s+rights\s+reserved\b.{{0,80}}
    | (?:terms|conditions)\s+(?:of|and|&)\s+\w+(?:\s+\w+)?
    | (?:privacy|cookies?)\s+(?:policy|notice|settings|statement|preferences)
    | (?:leave|post|write|add)\s+a\s+(?:reply|comment)\b.{{0,30}} | view\s+the\s+discussion\b.{{0,30}}
    | (?:(?:\d+|no|view|show|load)\s+)?comments?(?:\s*\(\d+\)|\s+are\s+closed)? | \d+\s+shares?
    | your\s+e-?mail\s+address\s+will\s+not\b.{{0,120}} | required\s+fields\s+are\b.{{0,40}}
    | (?:enter\s+)?your\s+e-?mail(?:\s+address)?
    | (?:tags?|filed\s+under|categor(?:y|ies)|topics?|posted\s+in|labels?)\s*:.{{0,200}}
    | (?:send|submit)\s+(?:us\s+)?(?:a\s+|your\s+)?(?:news\s+)?tips?\b.{{0,80}}
    | (?:got|have)\s+a\s+(?:news\s+)?tip\b.{{0,80}}
    | support\s+(?:us|our\s+work)\b.{{0,60}} | (?:download|get)\s+(?:the|our)\s+(?:\w+\s+){{0,3}}apps?\b.{{0,60}}
    )\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
# Speech to the visitor about the site. The keywords come first because the pattern is slow and most lines have none.
_ADDRESS_KEYS: Final = (
    "cookie", "privacy", "terms of", "gdpr", "newsletter", "subscri", "inbox", "already a", "member", "marketing",
    "your ", "javascript", "blocker", "moderat", "app", "play", "journalism", "donation", "@", "follow",
)  # fmt: skip
_ADDRESSES: Final = re.compile(
    r"""
      (?:we|(?:this|our)\s+(?:web)?site|our\s+partners)\s+(?:\w+\s+){0,3}uses?\s+cookies
    | (?:accept|manage|reject)\s+(?:all\s+)?cookies | cookie\s+(?:policy|settings|preferences)
    | (?:our|the|and|&)\s+privacy\s+policy | terms\s+of\s+(?:use|service)\b | \bGDPR\b.{0,80}\byour?\b
    | (?:subscribed\s+to|unsubscribe|sign\s+up\s+(?:for|to)|subscribe\s+(?:to|now
        |today))\s+(?:[\w’']+\s+){0,4}newsletters?
    | newsletter.{0,80}\b(?:sign\s+up|subscribe|delivered) | to\s+your\s+inbox | \bour\s+(?:\w+\s+)?newsletters?\b
    | already\s+(?:a\s+)?(?:subscribed|subscriber|member)\b | please\s+subscribe\b
    | \bsubscribe\s+(?:now|today|here)\b
    | updates\s+and\s+marketing | (?:send|process)\s+your\s+(?:request|data) | your\s+personal\s+data\b
    | (?:enable|turn\s+on)\s+javascript | \byour\s+ad-?\s?blocker | ad-?\s?blocker.{0,40}\byou
    | \bcomments?\b.{0,60}\b(?:are|is|be)\s+moderated | comments\s+(?:policy|guidelines)
    | download\s+(?:the|our)\s+(?:\w+\s+){0,3}apps?\b
    | \b(?:our|the)\s+(?:\w+\s+){0,3}apps?\b.{0,40}\b(?:app\s+store|google\s+play|ios|android)\b
    | support\s+(?:our|independent)\s+(?:work|journalism)
    | (?:make|with)\s+a\s+(?:tax-deductible\s+)?donation\s+(?:to\s+us|today|now|here)
    | letter\s+to\s+the\s+editor\b.{0,60}@ | \bfollow\s+(?:us|him|her|me|them)\s+(?:on|at|@)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_APPEAL_KEYS: Final = (
    "subscri", "newsletter", "inbox", "sign up", "log in", "donat", "membership", "whatsapp", "app", "podcast", "@",
    "comments", "cookie", "follow", "join", "support", "contact", "mail", "reach", "write", "send", "tweet",
    "unlimited", "like", "help",
)  # fmt: skip
_APPEALS: Final = re.compile(
    r"""
      \b(?:you|your|us|our|we|here)\b.*\b(?:subscri(?:be|ption)\w*|newsletters?|inbox|sign\s+up|log\s+in
        |donat(?:e|ions?)|memberships?|whatsapp|apps?|podcast|unlimited\b.{0,20}\baccess)\b
    | \b(?:subscribe|newsletters?|sign\s+up|log\s+in|donate|memberships?|whatsapp|podcast|apps?)\b.*\b(?:you
        |your|us|our|here|now|today)\b
    | \b(?:we|our|site)\b.*\bcookies?\b | \bcookies?\b.*\b(?:accept|agree|consent|policy|settings|your?)\b
    | \b(?:please|we|your)\b.*\bcomments\b | \bcomments\b.*\bpublished\b
    | \bsubscribers\s+(?:also\s+)?(?:receive|get|can|have|enjoy)\b
    | @\w+.*\b(?:twitter|facebook|instagram|x)\b | \b(?:twitter|facebook|instagram)\b.*@\w+
    | ^\W*(?:follow|contact|e-?mail|reach|write\s+to|tweet|send)\b.*(?:@|\bat\s+\d)
    | (?:^\W*|[.!?]\s+)(?:join|support|donate|help|like|follow)\s+(?:us|our|now|the\s+\w+\s+family)\b
    | \b(?:write|send|tell|mail)\s+(?:it\s+)?(?:to\s+)?us\b
    | \b(?:can\s+be\s+(?:reached|contacted)|e-?mail(?:ed)?|contact)\b.{0,60}\S@\S
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_QUOTES: Final = re.compile(r"[\"“”«»„]|''")
_BIO: Final = re.compile(
    r"^(?:(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|al|bin|el|la)\s+){1,4}(?:\([^)]*\)\s*)?"
    r"(?:is|was|has\s+been|covers|writes|reports|joined|serves|works|teaches)\b"
)
_TRADE: Final = re.compile(
    r"\b(?:reporter|correspondent|columnist|editor|journalist|writer|author|contributor|blogger|freelance\w*|professor"
    r"|fellow|(?:co-)?founder|lecturer|co-host|producer|covers|writes\s+(?:about|for)|reports\s+on)\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE: Final = 420


def reads_as_furniture(line: str) -> bool:
    """Whether a line (white space collapsed) can only be a button, a form, a notice or a pointer to other pages."""
    return len(line) <= 200 and _SAYS.match(line) is not None


def speaks_to_visitor(line: str) -> bool:
    """Whether a line talks to the visitor of the site: cookies, subscriptions, newsletters, comments, apps.

    An article may report such words: decisive only where other evidence agrees.
    """
    return _has(line, _ADDRESS_KEYS) and _ADDRESSES.search(line) is not None


def appeals(line: str) -> bool:
    """Whether a line at the end of an article asks the reader for something: to join, to follow, to write, to pay."""
    if _QUOTES.search(line):
        return False
    return reads_as_furniture(line) or (_has(line, _APPEAL_KEYS) and _APPEALS.search(line) is not None)


def _has(line: str, keys: tuple[str, ...]) -> bool:
    if len(line) > _LONGEST_NOTICE:
        return False
    lower = line.lower()
    return any(key in lower for key in keys)


def introduces_author(line: str, author: str | None) -> bool:
    """Whether a line at the end of an article says who its author is (*X covers Y for Z*)."""
    if len(line) > 900 or not _BIO.match(line):
        return False
    return _TRADE.search(line) is not None or (author is not None and line.casefold().startswith(author.casefold()))
