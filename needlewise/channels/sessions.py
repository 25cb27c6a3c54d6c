"""Sessions of the web channel: signed tokens that name a random id and expire."""

import base64
import os
import re
import secrets
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Mapping, Tuple

import jwt

from needlewise.channels.refusals import Refusal

ALGORITHM = "HS256"
AUDIENCE = "needlewise-web"
SECRET_VARIABLE = "NEEDLEWISE_SECRET"
LEAST_SECRET_CHARACTERS = 32
_SESSION_BYTES = 20
_SESSION = re.compile(rf"[0-9a-f]{{{2 * _SESSION_BYTES}}}")
_TOKEN = re.compile(r"[\w-]{1,100}\.[\w-]{1,400}\.[\w-]{43}", re.ASCII)  # 43: 32 bytes, base64
_BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


class BadSecret(ValueError):
    """The secret cannot be used; the message says why and what to do."""


def load_secret(environment: Mapping[str, str], path: Path) -> str:
    """The secret that signs tokens: from the environment, else from a file made once.

    Raises:
        BadSecret: it is too short, or the file cannot be read or written.
    """
    secret = environment.get(SECRET_VARIABLE)
    if secret is not None:
        if len(secret) < LEAST_SECRET_CHARACTERS:
            raise BadSecret(
                f"{SECRET_VARIABLE} has {len(secret)} characters; it needs at least "
                f"{LEAST_SECRET_CHARACTERS} that nobody can guess, or leave it unset."
            )
        return secret
    try:
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        secret = path.read_text().strip()
    except OSError as error:
        raise BadSecret(
            f"{path} cannot be used ({error.strerror}). Make it readable, or set {SECRET_VARIABLE}."
        ) from None
    if len(secret) < LEAST_SECRET_CHARACTERS:
        raise BadSecret(f"{path} holds no secret. Remove it; a new one is made at the next start.")
    return secret


def _make(path: Path) -> None:
    """Write a new secret; where two processes start at once, one's stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def new_session() -> str:
    """A random id of 160 bits, in hexadecimal."""
    return secrets.token_hex(_SESSION_BYTES)


def sender_id(session: str, restarts: int) -> str:
    """What Rasa calls the conversation; another one after each restart."""
    return f"web-{session}-{restarts}"


class Tokens:
    """Issues tokens and reads them."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        self._secret = secret
        self._lifetime = lifetime

    def issue(self, session: str, now: datetime) -> Tuple[str, datetime]:
        """A token for this session, and when it expires (UTC)."""
        issued = now.replace(microsecond=0)
        expires = issued + self._lifetime
        claims = {"sub": session, "iat": issued, "exp": expires, "aud": AUDIENCE}
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM), expires

    def read(self, token: str) -> Tuple[str, datetime]:
        """The session that a token names, and when it expires.

        Raises:
            Refusal: bad_token or expired.
        """
        if not _TOKEN.fullmatch(token) or not _is_canonical(token.rpartition(".")[2]):
            raise Refusal("bad_token")
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["sub", "iat", "exp", "aud"], "verify_iat": False},
            )
        except jwt.ExpiredSignatureError:
            raise Refusal("expired") from None
        except jwt.InvalidTokenError:
            raise Refusal("bad_token") from None
        if not _SESSION.fullmatch(claims["sub"]):
            raise Refusal("bad_token")
        return claims["sub"], datetime.fromtimestamp(claims["exp"], timezone.utc)


def _is_canonical(segment: str) -> bool:
    """Whether no bit of it is ignored: base64's last letter holds some that decoders drop."""
    decoded = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    return base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() == segment


def bearer(header: str) -> str:
    """The token in an Authorization header.

    Raises:
        Refusal: no_token, where there is none.
    """
    found = _BEARER.fullmatch(header.strip())
    if not found:
        raise Refusal("no_token")
    return found[1]
