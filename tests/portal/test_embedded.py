"""What the embedded default makes for itself, once."""

from portal.settings import embedded


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = embedded.secret_key(tmp_path / "var")
    again = embedded.secret_key(tmp_path / "var")

    assert first == again
    assert len(first) >= 50
    assert (tmp_path / "var/secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_the_demonstration_password_is_the_one_wished_for_and_stays(tmp_path):
    made = embedded.demo_password(tmp_path, "")
    kept = embedded.demo_password(tmp_path, "")
    wished = embedded.demo_password(tmp_path, "ruộng bậc thang")
    still = embedded.demo_password(tmp_path, "")

    assert len(made) >= 12
    assert kept == made
    assert wished == still == "ruộng bậc thang"
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
