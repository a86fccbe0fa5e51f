"""Two agreed where two must. Apart: PostgreSQL alters no table it has just filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("iep", "0002_rules_of_the_plan")]

    operations = [
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'shared', 'reviewed']), _negated=True), ('needs_second', False), models.Q(('first_agreed_by__isnull', False), models.Q(('first_agreed_by', models.F('agreed_by')), _negated=True)), _connector='OR'), name='two_people_agreed_where_two_must'),
        ),
    ]
