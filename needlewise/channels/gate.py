"""What every request of the web channel passes on its way in and out."""

import json
from typing import Any, Awaitable, Callable, FrozenSet, Mapping, Optional

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from needlewise.channels.bodies import check_framing, linger
from needlewise.channels.options import Options
from needlewise.channels.origins import cors_headers, own_origins
from needlewise.channels.pages import safe_headers
from needlewise.channels.rates import Buckets, client_address
from needlewise.channels.refusals import MOST_BYTES, Refusal
from needlewise.channels.turns import log_failure

Handler = Callable[[Request], Awaitable[Optional[HTTPResponse]]]
#: Sanic-CORS, which Rasa sets up, leaves alone a request that bears this mark.
_CORS_DONE = "_sanic_cors_e"
#: Pages of any website may load it.
WIDGET = "/needlewise.js"


def json_response(body: Any, status: int = 200, **headers: str) -> HTTPResponse:
    """JSON in ASCII, which is UTF-8 too."""
    return HTTPResponse(json.dumps(body), status, headers, "application/json")


class Gate:
    """Checks addresses, origins and rates, and puts every answer into the contract's form."""

    def __init__(self, options: Options, methods: Mapping[str, FrozenSet[str]]) -> None:
        """
        Args:
            methods: the addresses under the channel's own, and what each takes.
        """
        self._options = options
        self._methods = methods
        a_minute = options.requests_per_minute
        self._requests = Buckets(a_minute / 4, a_minute / 60)
        self._prefix = ""

    def stand_before(self, app: Sanic, prefix: str) -> None:
        """See requests first: Sanic-CORS would answer OPTIONS itself."""
        self._prefix = prefix
        app.request_middleware.appendleft(self.first)

    async def first(self, request: Request) -> Optional[HTTPResponse]:
        """Answer what has no handler: preflights, unknown addresses, wrong methods."""
        path = request.path
        if path != self._prefix and not path.startswith(f"{self._prefix}/"):
            return None
        setattr(request.ctx, _CORS_DONE, "1")
        request.stream.request_max_size = MOST_BYTES
        if request.route is not None:
            return None
        response = await self._answered(request, self._no_handler)
        if request.stream.request_body:
            _close_after(request)
        return response

    def guarded(self, handler: Handler) -> Handler:
        """The handler behind the gate."""

        async def answer(request: Request) -> Optional[HTTPResponse]:
            response = await self._answered(request, handler)
            if response is None or not request.stream.request_body:
                return response
            # what the handler did not read is read now, or the client may not hear the answer
            request.stream.keep_alive = False
            await request.respond(response)
            await response.send(end_stream=True)
            await linger(request)
            return None

        return answer

    def address(self, request: Request) -> str:
        """Whose request it is."""
        forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
        return client_address(request.ip or "unknown", forwarded, self._options.proxies)

    async def _answered(self, request: Request, handler: Handler) -> Optional[HTTPResponse]:
        request.ctx.web_headers = safe_headers()
        try:
            self._admit(request)
            response = await handler(request)
        except Refusal as refusal:
            response = self._refused(request, refusal)
        except Exception as error:
            log_failure("A request of the web channel failed", error)
            response = self._refused(request, Refusal("failed"))
        if response is not None:
            for name, value in request.ctx.web_headers.items():
                response.headers.setdefault(name, value)
        return response

    def _admit(self, request: Request) -> None:
        headers = request.ctx.web_headers
        headers["Vary"] = "Origin"
        origin = request.headers.get("origin")
        is_widget = self._path(request) == WIDGET
        allowed = origin is None or origin in self._options.origins or self._is_own(request)
        if is_widget:
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        elif origin is not None and allowed:
            headers.update(cors_headers(origin, request.method == "OPTIONS"))
        wait = self._requests.take(self.address(request))
        if wait:
            raise Refusal("rate_limited", retry_after=wait)
        if not allowed and not is_widget:
            raise Refusal("origin")
        check_framing(request)

    def _is_own(self, request: Request) -> bool:
        own = own_origins(
            "https" if request.transport.get_extra_info("sslcontext") else "http",
            request.headers.get("host", ""),
            request.headers.get("x-forwarded-proto", ""),
            request.headers.get("x-forwarded-host", ""),
            self._options.proxies,
        )
        return request.headers["origin"] in own

    def _path(self, request: Request) -> str:
        return request.path[len(self._prefix) :]

    async def _no_handler(self, request: Request) -> HTTPResponse:
        if request.method == "NONE":  # Sanic's name for what it could not read
            raise Refusal("bad_request", closes=True)
        path = self._path(request)
        if not path and request.method in ("GET", "HEAD"):  # links on the page need the slash
            name = self._prefix.rpartition("/")[2]
            return HTTPResponse("", 308, {"Location": f"{name}/"}, "text/plain")
        methods = self._methods.get(path)
        if methods is None:
            raise Refusal("not_found")
        allow = ", ".join(sorted({*methods, "OPTIONS"}))
        if request.method != "OPTIONS":
            raise Refusal("method", allow=allow)
        return HTTPResponse(status=204, headers={"Allow": allow})

    def _refused(self, request: Request, refusal: Refusal) -> Optional[HTTPResponse]:
        if request.responded:  # a stream, which just ends; the client opens another one
            return None
        if refusal.closes:
            request.stream.keep_alive = False
        return json_response(refusal.as_dict(), refusal.status, **refusal.headers)


def _close_after(request: Request) -> None:
    request.stream.keep_alive = False
    request.stream.request_body = None
