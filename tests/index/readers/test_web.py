import gzip
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.errors import ReadError
from index.readers import ReadOptions, find_files
from index.readers.fetching import FetchLimits, fetch, is_public
from index.types import Article, Refusal

STORY = (
    "The harbour council voted on Tuesday to keep the old lighthouse lit through the winter. "
    "Mayor Ida Falk said the lamp had guided boats home for a hundred and forty years. "
)


def page(title: str, *, published: str = "2024-05-07T09:30:00+02:00") -> str:
    paragraphs = "".join(f"<p>{STORY} Paragraph {n} of {title} ends here.</p>" for n in range(6))
    return (
        f"<html lang='en'><head><title>{title}</title>"
        f"<meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='The Harbour Post'>"
        + (f"<meta property='article:published_time' content='{published}'>" if published else "")
        + f"</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


@dataclass
class Site:
    """What a test's server answers, and what it was asked."""

    base: str = ""
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    slow: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[str | None] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, media_type: str = "text/html", **more: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": media_type} | {k.replace("_", "-"): v for k, v in more.items()}
        self.pages[path] = (200, headers, content)
        return self.base + path

    def redirect(self, path: str, to: str) -> str:
        self.pages[path] = (302, {"Location": to}, b"")
        return self.base + path


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            served.headers.append(self.headers["User-Agent"])
            if self.path in served.slow:
                served.slow[self.path](self)
                return
            status, headers, content = served.pages.get(self.path, (404, {}, b"no such page"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


def read(address: str, *, allow_private: bool = True) -> list[Article | Refusal]:
    (found,) = find_files([address], options=ReadOptions(allow_private=allow_private))
    return list(found.read())


def articles(items: list[Article | Refusal]) -> list[Article]:
    assert [item for item in items if isinstance(item, Refusal)] == []
    return [item for item in items if isinstance(item, Article)]


def reason(items: list[Article | Refusal]) -> str:
    (item,) = items
    assert isinstance(item, Refusal)
    return item.reason


def test_page_becomes_an_article_with_its_address_as_id(site: Site) -> None:
    address = site.put("/news/lamp.html", page("Lighthouse stays lit"))
    (article,) = articles(read(address))
    assert (article.id, article.url, article.origin) == (address, address, address)
    assert (article.title, article.source) == ("Lighthouse stays lit", "The Harbour Post")
    assert article.body[0].of(article.text).lstrip().startswith("The harbour council voted")
    assert str(article.published_at) == "2024-05-07 07:30:00+00:00"
    assert site.headers == ["onrecord/0.1.0"]


def test_nothing_is_fetched_before_it_is_read(site: Site) -> None:
    find_files([site.put("/a.html", page("A lamp"))], options=ReadOptions(allow_private=True))
    assert site.asked == []


def test_gzipped_page_is_unpacked(site: Site) -> None:
    body = gzip.compress(page("A lamp").encode())
    (article,) = articles(read(site.put("/z.html", body, Content_Encoding="gzip")))
    assert article.title == "A lamp"


def test_gzip_bomb_is_refused(site: Site) -> None:
    bomb = gzip.compress(b"a" * 60_000_000)
    assert "over 200 times its size" in reason(
        read(site.put("/b.html", bomb, Content_Encoding="gzip"))
    )


def test_json_lines_at_an_address_keep_ids_and_texts(site: Site) -> None:
    line = '{"id": "x-1", "text": "The lamp  is lit.\\r\\n"}\n'
    (article,) = articles(read(site.put("/all.jsonl", line, "text/plain")))
    assert (article.id, article.text) == ("x-1", "The lamp  is lit.\r\n")


def test_feed_is_read_page_by_page(site: Site) -> None:
    site.put("/1.html", page("First", published=""))
    site.put("/2.html", page("Second"))
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour feed</title>
      <item><title>First</title><link>{site.base}/1.html</link>
        <pubDate>Mon, 06 May 2024 23:30:00 -0500</pubDate></item>
      <item><title>Second</title><link>{site.base}/2.html</link></item>
      <item><title>Gone</title><link>{site.base}/3.html</link></item>
      <item><title>Nowhere</title><link>file:///etc/passwd</link></item></channel></rss>"""
    items = read(site.put("/feed", feed, "application/rss+xml"))
    first, second = (item for item in items if isinstance(item, Article))
    assert (first.title, first.source) == ("First", "The Harbour Post")
    assert (str(first.published), first.published_basis) == ("2024-05-06", "feed")
    assert str(first.published_at) == "2024-05-07 04:30:00+00:00"
    assert (second.published_basis, second.id) == ("meta", f"{site.base}/2.html")
    assert [item for item in items if isinstance(item, Refusal)] == [
        Refusal(f"{site.base}/3.html", "answers with status 404: check the address"),
        Refusal(f"{site.base}/feed#4", "links to no page: name the address of the page"),
    ]


def test_feed_text_stands_in_for_a_page_that_is_gone_and_says_so(site: Site) -> None:
    text = "".join(f"<p>{STORY}</p>" for _ in range(4))
    feed = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
      <entry><title>Lamp</title><id>tag:1</id><link href="{site.base}/gone.html"/>
      <updated>2024-05-07T08:00:00Z</updated><content type="html"><![CDATA[{text}]]></content>
      </entry></feed>"""
    (article,) = articles(read(site.put("/atom", feed, "application/atom+xml")))
    assert article.text.startswith("The harbour council voted")
    assert article.origin == (
        f"{site.base}/atom#1: the text in the feed; its page answers with status 404: "
        "check the address"
    )
    assert str(article.updated) == "2024-05-07"


def test_sitemaps_are_followed_to_their_pages(site: Site) -> None:
    site.put("/1.html", page("First", published=""))
    pages = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>{site.base}/1.html</loc><news:news>
      <news:publication_date>2024-05-07</news:publication_date></news:news></url></urlset>"""
    site.put("/pages.xml.gz", gzip.compress(pages.encode()), "application/gzip")
    index = (
        f"""<sitemapindex><sitemap><loc>{site.base}/pages.xml.gz</loc></sitemap></sitemapindex>"""
    )
    (article,) = articles(read(site.put("/sitemap.xml", index, "application/xml")))
    assert (article.title, str(article.published)) == ("First", "2024-05-07")
    assert article.published_basis == "sitemap"


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_xml_with_entities_is_refused(site: Site, root: str) -> None:
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f"<{root}><url><loc>&a;</loc></url></{root}>"
    )
    assert "declares entities of its own" in reason(read(site.put("/x", bomb, "text/xml")))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0.0.0.0"])
def test_addresses_of_this_machine_are_refused(site: Site, host: str) -> None:
    site.put("/a.html", page("A lamp"))
    port = site.base.rsplit(":", 1)[1]
    told = reason(read(f"http://{host}:{port}/a.html", allow_private=False))
    assert "an address of this machine or a private network" in told or "cannot be reached" in told
    assert site.asked == []


def test_redirect_to_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = site.put("/secret.html", page("Secret"))
    outside = site.redirect("/out", inside.replace("127.0.0.1", "localhost"))
    # The machine has one network only: its own address stands for a public one.
    monkeypatch.setattr(
        "index.readers.fetching.socket.getaddrinfo",
        lambda host, port, *more, **named: [
            (2, 1, 6, "", ("127.0.0.1" if host == "127.0.0.1" else "10.0.0.1", port))
        ],
    )
    monkeypatch.setattr("index.readers.fetching.is_public", lambda address: address == "127.0.0.1")
    assert reason(read(outside, allow_private=False)).startswith("leads to 10.0.0.1, an address")
    assert site.asked == ["/out"]


def test_redirects_without_end_are_refused(site: Site) -> None:
    assert reason(read(site.redirect("/loop", "/loop"))) == (
        "redirects more than 5 times: name the page it leads to"
    )


def test_redirect_to_another_scheme_is_refused(site: Site) -> None:
    assert reason(read(site.redirect("/f", "file:///etc/passwd"))) == (
        "is no http or https address: name one that is"
    )


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_page_that_drips_is_given_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(60):
            try:
                handler.wfile.write(b"a")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.slow["/drip"] = drip
    started = time.monotonic()
    with pytest.raises(ReadError, match="takes longer than 0 s to answer"):
        fetch(f"{site.base}/drip", allow_private=True, limits=FetchLimits(timeout_s=0.4))
    assert time.monotonic() - started < 2


def test_page_that_is_too_large_is_refused(site: Site) -> None:
    address = site.put("/big", b"a" * 2_000_001)
    with pytest.raises(ReadError, match="is larger than 2 MB"):
        fetch(address, allow_private=True, limits=FetchLimits(most_bytes=2_000_000))


@pytest.mark.parametrize(
    "address", ["http://user:word@example.org/", "http://", "http://exa mple/\0", "http:///x"]
)
def test_odd_addresses_are_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(ReadError):
        fetch(address, allow_private=False)


def test_other_schemes_are_refused() -> None:
    with pytest.raises(ReadError, match="no http or https address"):
        find_files(["ftp://example.org/news.txt"])
