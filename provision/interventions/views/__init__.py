"""The pages about interventions, their library and promises."""
