import stat
import threading
from datetime import datetime, timedelta, timezone

import jwt
import pytest

from needlewise.channels.refusals import Refusal
from needlewise.channels.sessions import (
    BadSecret,
    Tokens,
    bearer,
    load_secret,
    new_session,
    sender_id,
)

SECRET = "s" * 64
NOW = datetime.now(timezone.utc)


@pytest.fixture
def tokens():
    return Tokens(SECRET, timedelta(days=7))


def test_a_token_names_its_session_and_its_end(tokens):
    session = new_session()
    token, expires = tokens.issue(session, NOW)
    assert tokens.read(token) == (session, expires)
    assert expires == NOW.replace(microsecond=0) + timedelta(days=7)
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], audience="needlewise-web")
    assert set(claims) == {"sub", "iat", "exp", "aud"}


def test_sessions_are_long_random_and_fit_into_a_sender_s_name():
    sessions = {new_session() for _ in range(1_000)}
    assert len(sessions) == 1_000 and all(len(s) * 4 >= 128 for s in sessions)
    assert sender_id("abc", 2) == "web-abc-2"


def test_an_old_token_has_expired(tokens):
    token, _ = tokens.issue(new_session(), NOW - timedelta(days=8))
    with pytest.raises(Refusal) as refused:
        tokens.read(token)
    assert refused.value.code == "expired"


@pytest.mark.parametrize(
    "sub", ["", "x", "ABCDEF" * 7, "0" * 39, "0" * 41, "../" * 13 + "0", "web-" + "0" * 36]
)
def test_a_session_of_another_form_is_refused_even_where_it_is_signed(tokens, sub):
    token, _ = tokens.issue(sub, NOW)
    with pytest.raises(Refusal) as refused:
        tokens.read(token)
    assert refused.value.code == "bad_token"


def test_every_altered_letter_is_noticed(tokens):
    """The last letter of base64 holds bits that decoders drop; they count here."""
    token, _ = tokens.issue(new_session(), NOW)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for place, letter in enumerate(token):
        for other in alphabet:
            if other != letter and (place > len(token) - 3 or other in "AQ_"):
                with pytest.raises(Refusal):
                    tokens.read(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é.é.é", "a" * 100_000, "\x00", "a.b"])
def test_what_is_no_token_is_refused(tokens, token):
    with pytest.raises(Refusal) as refused:
        tokens.read(token)
    assert refused.value.code == "bad_token"


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER   abc", " Bearer abc "])
def test_the_token_stands_in_the_header(header):
    assert bearer(header) == "abc"


@pytest.mark.parametrize("header", ["", "abc", "Bearer", "Basic abc", "Bearer a b", "Bearerabc"])
def test_other_headers_hold_none(header):
    with pytest.raises(Refusal) as refused:
        bearer(header)
    assert refused.value.code == "no_token"


def test_a_secret_from_the_environment_is_used(tmp_path):
    assert load_secret({"NEEDLEWISE_SECRET": "x" * 32}, tmp_path / "secret") == "x" * 32
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("secret", ["", "x" * 31])
def test_a_short_secret_is_a_clear_error(tmp_path, secret):
    with pytest.raises(BadSecret, match="NEEDLEWISE_SECRET.*at least 32"):
        load_secret({"NEEDLEWISE_SECRET": secret}, tmp_path / "secret")


def test_else_one_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / "secret"
    secret = load_secret({}, path)
    assert len(secret) >= 64 and load_secret({}, path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret"]
    path.chmod(0o644)
    load_secret({}, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(load_secret({}, tmp_path / "secret")))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1 and len(found) == 20


def test_a_file_that_holds_no_secret_is_a_clear_error(tmp_path):
    (tmp_path / "secret").write_text("short")
    with pytest.raises(BadSecret, match="holds no secret. Remove it"):
        load_secret({}, tmp_path / "secret")
    with pytest.raises(BadSecret, match="cannot be used"):
        load_secret({}, tmp_path)  # a folder
