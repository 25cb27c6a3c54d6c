"""How the web channel says no: each code with its status and a sentence that says what to do."""

from typing import Any, Dict, Mapping, Optional, Tuple

MOST_BYTES = 16_384
MOST_CHARACTERS = 1_000
MOST_COMMENT_CHARACTERS = 500

_EMERGENCY = "If this is an emergency, call your local emergency number now."

#: code -> status, sentence
CATALOGUE: Mapping[str, Tuple[int, str]] = {
    "bad_request": (400, "The request is no HTTP that can be understood here. Check its headers."),
    "bad_json": (400, "The body is no JSON in UTF-8. Send a JSON object."),
    "no_token": (401, "Send the session's token: Authorization: Bearer <token>."),
    "bad_token": (401, "This is no token of this server. Start a new session."),
    "expired": (401, "This session has expired. Start a new one."),
    "ended": (401, "This conversation was deleted. Start a new session."),
    "origin": (403, "This website may not use the assistant. Its operator has to allow it."),
    "not_found": (404, "There is nothing at this address. See openapi.yml for what there is."),
    "no_event": (404, "There is no reply of that number in this conversation."),
    "method": (405, "This address does not take that method. See the Allow header."),
    "too_slow": (408, "The body did not come in time. Send it again."),
    "id_reused": (409, "That id belongs to another message. Use a new id for each message."),
    "too_large": (413, f"The body is over {MOST_BYTES:,} bytes. Send less."),
    "too_long": (
        413,
        "That message is too long for me: please ask in under "
        f"{MOST_CHARACTERS:,} characters. {_EMERGENCY}",
    ),
    "media_type": (415, "Send the body as application/json in UTF-8."),
    "invalid": (422, "A value is missing or of the wrong type. See openapi.yml."),
    "empty": (422, "The message is empty. Please type your question about microneedling."),
    "command": (
        422,
        "Messages that begin with a slash are commands, and I take none. "
        "Please ask in plain words.",
    ),
    "rate_limited": (429, f"That was a lot at once. Please wait a moment. {_EMERGENCY}"),
    "failed": (500, f"Something went wrong here. Please try again in a moment. {_EMERGENCY}"),
    "unavailable": (503, f"I cannot answer just now. Please try again in a moment. {_EMERGENCY}"),
    "busy": (503, f"Too many are asking just now. Please try again in a moment. {_EMERGENCY}"),
    "in_hand": (503, "Your message is still in hand. Send it again with the same id."),
    "too_many_streams": (503, "Too many streams are open. Close one, or ask for the history."),
    "not_built": (503, "The widget is not built yet. Build it with: make widget"),
}
#: Seconds to wait where nothing better is known; HTTP wants the header on 429 and 503.
_WAITS = {"rate_limited": 1, "unavailable": 5, "busy": 2, "in_hand": 2, "too_many_streams": 15}
_WAITS["not_built"] = 60


class Refusal(Exception):
    """A request that is not served."""

    def __init__(
        self,
        code: str,
        message: Optional[str] = None,
        retry_after: Optional[int] = None,
        allow: str = "",
        closes: bool = False,
    ) -> None:
        """
        Args:
            code: one of `CATALOGUE`.
            message: instead of the catalogue's sentence.
            retry_after: whole seconds; the code's own where none is given.
            allow: the methods that the address takes, for 405.
            closes: whether the connection cannot be used for another request.
        """
        super().__init__(code)
        self.code = code
        self.status, default = CATALOGUE[code]
        self.message = message or default
        self.retry_after = _WAITS.get(code) if retry_after is None else max(1, retry_after)
        self.allow = allow
        self.closes = closes

    @property
    def headers(self) -> Dict[str, str]:
        """What HTTP wants beside the status."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="needlewise"'
        if self.allow:
            headers["Allow"] = self.allow
        return headers

    def as_dict(self) -> Dict[str, Any]:
        """The body of the response."""
        return {"error": {"code": self.code, "message": self.message}}
