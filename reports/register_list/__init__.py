"""The register for the authority and for inspectors: what they ask for, as on any day, on paper."""
