"""Written by hand from the agreed policy. A dash is 404."""

GET: list = []
POST: list = []
BODIES: dict = {}
