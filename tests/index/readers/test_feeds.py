from datetime import date

from index.types import Article, Refusal
from tests.index.readers.reading import read, reason

FEED = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Harbour Post</title>
<language>en-gb</language>
<item><title>Snow &amp; ice</title><link>https://example.org/snow</link><author>Vera Quill</author>
<pubDate>Thu, 02 Jan 2031 23:30:00 -0500</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>Snow fell.</p><script>alert(1)</script><p>It was cold.</p>]]>
</content:encoded></item>
<item><title>Nothing</title><link>javascript:alert(1)</link></item>
</channel></rss>"""


def test_feed_in_a_file_gives_the_texts_it_holds() -> None:
    article, refusal = read(FEED.encode(), "news.xml")
    assert isinstance(article, Article)
    assert article.text == "Snow fell.\nIt was cold."
    assert (article.title, article.source) == ("Snow & ice", "The Harbour Post")
    assert (article.id, article.url) == ("https://example.org/snow", "https://example.org/snow")
    assert (article.published, article.published_basis) == (date(2031, 1, 2), "feed")
    assert str(article.published_at) == "2031-01-03 04:30:00+00:00"
    assert article.language == "en"
    assert refusal == Refusal(
        "news.xml, entry 2", "has no text in the feed: name the address of its page"
    )


def test_what_is_no_feed_is_refused() -> None:
    assert reason(b"<?xml version='1.0'?><a/>", "a.xml").startswith("is XML, but no RSS or Atom")
    assert reason(b"<urlset><url/></urlset>", "a.xml").startswith("is a sitemap")
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'
    assert "declares entities" in reason(bomb, "a.xml")
    assert "declares entities" in reason(bomb.decode().encode("utf-16"), "a.xml")
