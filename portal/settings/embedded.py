"""What the embedded default makes for itself on first start."""

import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """The key of this installation, made once and kept where only its owner reads it."""
    path = var / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
        return path.read_text().strip()
