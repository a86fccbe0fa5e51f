"""The SEN part of the school census: rules, errors, approval, files."""
