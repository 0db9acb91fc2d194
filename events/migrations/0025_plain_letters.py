"""The index finds ``Łódź`` by ``Lodz``: letters that Unicode does not take apart are folded, too."""

from functools import reduce
from operator import or_

from django.db import migrations
from django.db.models import Q

# As in `events.search.words` at the time of this migration.
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
BATCH = 500


def fold_indexed_words(apps, schema_editor):
    texts = apps.get_model("events", "EditionText").objects
    table = str.maketrans(LETTERS)
    holding = reduce(or_, (Q(words__contains=letter) for letter in LETTERS))
    keys = list(texts.filter(holding).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        for pk, words in texts.filter(pk__in=keys[start : start + BATCH]).values_list("pk", "words"):
            texts.filter(pk=pk).update(words=words.translate(table))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0024_autosave"),
    ]

    operations = [
        migrations.RunPython(fold_indexed_words, migrations.RunPython.noop, elidable=True),
    ]
