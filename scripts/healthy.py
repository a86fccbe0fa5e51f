"""Exit 0 if the health page answers 200: python -m scripts.healthy http://127.0.0.1:8000/health/."""

import sys
import urllib.error
import urllib.request

try:
    with urllib.request.urlopen(sys.argv[1], timeout=4) as answer:
        sys.exit(answer.status != 200)
except (urllib.error.URLError, OSError) as problem:
    sys.exit(f"not healthy: {problem}")
