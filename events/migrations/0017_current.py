from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0016_plain_texts")]

    operations = [
        migrations.RenameModel("StandingActor", "CurrentActor"),
        migrations.RenameModel("StandingCount", "FacetCount"),
        migrations.AlterField(
            "currentactor",
            "edition",
            models.ForeignKey(
                "events.edition",
                on_delete=models.CASCADE,
                related_name="current_actors",
                db_index=False,
            ),
        ),
        migrations.RenameIndex(
            "currentactor", old_name="standing_actor_by_date", new_name="current_actor_by_date"
        ),
        migrations.RenameIndex(
            "facetcount", old_name="standing_count_most", new_name="facet_count_most"
        ),
        migrations.RemoveConstraint("currentactor", "standing_actor_once"),
        migrations.AddConstraint(
            "currentactor",
            models.UniqueConstraint(fields=["edition", "actor"], name="current_actor_once"),
        ),
        migrations.RemoveConstraint("facetcount", "standing_count_once"),
        migrations.AddConstraint(
            "facetcount",
            models.UniqueConstraint(fields=["facet", "value"], name="facet_count_once"),
        ),
        migrations.RemoveConstraint("facetcount", "standing_count_not_below_nothing"),
        migrations.AddConstraint(
            "facetcount",
            models.CheckConstraint(
                name="facet_count_not_negative", condition=models.Q(("count__gte", 0))
            ),
        ),
    ]
