"""Photos of pupils: drawn again small, in private storage, where the school's policy uses them."""
