"""The pages of sessions: lists, one session and its taps, changes, paper."""
