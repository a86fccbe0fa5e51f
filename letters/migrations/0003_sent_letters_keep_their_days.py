"""A letter that went out has its days. Apart: PostgreSQL alters no table it has just filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_signer_of_the_letter")]

    operations = [
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('issued_on', None), ('answer_days__isnull', False), _connector='OR'), name='sent_letters_keep_their_days'),
        ),
    ]
