"""Fixtures every room's tests share. Settings: tests/settings.py."""
