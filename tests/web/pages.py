"""What a reader sees of a page: its text as one line of words, headings, links."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse

_VOID = {"meta", "link", "input", "br", "path", "circle", "rect", "img"}
_UNSEEN = {"head", "script", "style", "template"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.pieces: list[tuple[str, tuple[str, ...], dict[str, str]]] = []
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in _VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if any(tag == name for name, _attrs in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_startendtag(self, tag, attrs):
        """`<path/>` holds nothing."""

    def handle_data(self, data):
        tags = tuple(tag for tag, _attrs in self.open)
        merged = {key: value for _tag, attrs in self.open for key, value in attrs.items()}
        self.pieces.append((data, tags, merged))
        href = next((a.get("href") for t, a in reversed(self.open) if t == "a"), None)
        if href is not None and data.strip():
            self.links.append((" ".join(data.split()), href))


def _read(response: HttpResponse) -> _Reader:
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def words(markup: str) -> str:
    """The text of a piece of HTML."""
    reader = _Reader()
    reader.feed(markup)
    return " ".join("".join(piece for piece, _t, _a in reader.pieces).split())


def text(response: HttpResponse, inside: str = "main") -> str:
    """All text inside an element, blanks made one."""
    pieces = [
        data
        for data, tags, _a in _read(response).pieces
        if inside in tags and not _UNSEEN & set(tags)
    ]
    joined = " ".join(" ".join(pieces).split())
    return re.sub(r" ([,.:;)])", r"\1", joined)


def title(response: HttpResponse) -> str:
    return " ".join(
        "".join(
            data for data, tags, _a in _read(response).pieces if tags[-1:] == ("title",)
        ).split()
    )


def headings(response: HttpResponse, level: int) -> list[str]:
    found = re.findall(rf"<h{level}[ >].*?</h{level}>", response.content.decode(), re.DOTALL)
    return [words(heading) for heading in found]


def links(response: HttpResponse) -> dict[str, str]:
    """Address by text; the last of several with one text."""
    return dict(_read(response).links)
