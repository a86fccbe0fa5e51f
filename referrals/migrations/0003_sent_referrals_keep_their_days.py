"""A sent referral has its days. Apart: PostgreSQL alters no table it has just filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_days_of_the_referral")]

    operations = [
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_at', None), models.Q(('answer_days__isnull', False), ('plan_days__isnull', False), ('tell_days__isnull', False)), _connector='OR'), name='sent_referrals_keep_their_days'),
        ),
    ]
