"""What people do with agencies. Each step locks the child's row first, as consents do: one that is
withdrawn in that moment counts.
"""
