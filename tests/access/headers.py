"""What the headers of every page must say; asked of each as the matrix opens it."""


def assert_not_kept_framed_or_scripted_by_others(response) -> None:
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
    assert "unsafe-eval" not in policy and "*" not in policy
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    if response["Content-Type"].startswith("text/html"):
        assert "unsafe-inline" not in policy
        scripts = next(part for part in policy.split(";") if "script-src" in part)
        assert set(scripts.split()) - {"script-src", "'self'"} <= nonces(scripts)
    else:
        assert "script-src" not in policy or "unsafe-inline" not in policy


def nonces(scripts) -> set[str]:
    return {word for word in scripts.split() if word.startswith("'nonce-")}
