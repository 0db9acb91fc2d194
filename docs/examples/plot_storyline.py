"""Draw a storyline as a picture: python plot_storyline.py SERVER STORYLINE > storyline.svg

Each `# %%` is a cell for editors that know notebooks. Standard library only. A date that is only
roughly known is drawn as long as the time in which it may be, so that no month looks like a day.
"""

# %% The arguments
import json
import sys
import urllib.request
from datetime import UTC, datetime
from html import escape

server, storyline = sys.argv[1].rstrip("/"), sys.argv[2]
ROW, LEFT, WIDTH = 26, 300, 560


def get(address: str) -> dict:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


# %% The events of the storyline, oldest first, page by page; only the members that are drawn
title = get(f"{server}/api/v1/storylines/{storyline}/?fields=title")["title"]
members = "title,start,occurrence,period"
page = f"{server}/api/v1/events/?storyline={storyline}&ordering=date&fields={members}"
events = []
while page:
    answer = get(page)
    events += [event for event in answer["results"] if event["start"]]
    page = answer["next"]

# %% The bounds of each start
now = datetime.now(UTC).isoformat()


def moment(event: dict, end: str) -> datetime:
    """A bound of the start; now, if it is open: the picture has to end somewhere."""
    return datetime.fromisoformat(event["start"][end] or now)


bounds = [(moment(event, "earliest"), moment(event, "latest")) for event in events]
first = min((start for start, _end in bounds), default=None)
last = max((end for _start, end in bounds), default=None)
span = (last - first).total_seconds() if first and last else 0
scale = WIDTH / max(span, 1)

# %% The picture
rows = []
for number, (event, (start, end)) in enumerate(zip(events, bounds, strict=True)):
    x = LEFT + (start - first).total_seconds() * scale
    width = max((end - start).total_seconds() * scale, 4)
    y = 40 + number * ROW
    fill = "#23527c" if event["occurrence"] in ("occurred", "ongoing") else "none"
    rows.append(
        f'<text x="0" y="{y + 12}">{escape(event["title"][:44])}</text>'
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="14" fill="{fill}" '
        f'stroke="#23527c"><title>{escape(event["period"]["en"])}</title></rect>'
    )
height = 50 + len(events) * ROW
print(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 10} {height}" '
    'font-family="sans-serif" font-size="12">'
    f'<text x="0" y="20" font-size="16">{escape(title)}</text>'
    f"{''.join(rows)}</svg>"
)
