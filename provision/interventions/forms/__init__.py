"""The forms about interventions, by what they are about."""
