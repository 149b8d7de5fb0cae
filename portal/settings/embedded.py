"""What the embedded default makes for itself on first start."""

import contextlib
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """The key of this installation, made once."""
    return _kept(var / "secret-key") or _keep(var / "secret-key", secrets.token_urlsafe(64))


def demo_password(var: Path, wish: str) -> str:
    """The password of the demonstration accounts: the one wished for, else the one kept."""
    path = var / "demo-password"
    kept = _kept(path)
    if wish and wish != kept:
        path.unlink(missing_ok=True)
        return _keep(path, wish)
    return kept or _keep(path, secrets.token_urlsafe(9))


def _kept(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def _keep(path: Path, secret: str) -> str:
    """Write a secret where only its owner reads it; of two that begin together, the first stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secret)
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
    return _kept(path)
