"""Outside agencies: asked on consent, chased, and what became of their advice."""
