"""A small OpenID provider on loopback: discovery, keys, the code flow with PKCE, signed tokens (OpenID Connect Core 1.0)."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "policy-desk"
SECRET = "a-secret-between-the-desk-and-its-provider"
LIFE = 300  # seconds of a token


@dataclass
class Provider:
    """Who can sign in, and what has been granted."""

    people: Mapping[str, Mapping[str, Any]]  # name on the button -> claims
    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    forged: RSAKey | None = None  # signs instead of the published key
    granted: dict[str, Mapping[str, str]] = field(default_factory=dict)  # code -> the request and who it was

    def discovery(self) -> dict[str, Any]:
        """What the desk is told of the provider."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def grant(self, request: Mapping[str, str], person: str) -> str:
        """The way back to the desk, with a code."""
        code = secrets.token_urlsafe(16)
        self.granted[code] = {**request, "person": person}
        return f"{request['redirect_uri']}?{urlencode({'code': code, 'state': request['state']})}"

    def token(self, asked: Mapping[str, str], credentials: tuple[str, str]) -> dict[str, Any]:
        """Tokens for a code, once. Raises KeyError for an unknown code, PermissionError for one that is not the desk's."""
        request = self.granted.pop(asked["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if credentials != (CLIENT, SECRET) or request.get("code_challenge", challenge.decode()) != challenge.decode():
            raise PermissionError
        moment = int(time.time())
        claims = {
            **self.people[request["person"]], "iss": self.address, "aud": CLIENT, "iat": moment, "exp": moment + LIFE,
            "nonce": request["nonce"],
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.forged or self.key)
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": LIFE, "id_token": signed}


class Handler(BaseHTTPRequestHandler):
    """The provider's pages."""

    @property
    def provider(self) -> Provider:
        """The one that the server serves."""
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        return provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._send_json(self.provider.discovery())
        elif parts.path == "/keys":
            self._send_json({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize" and "person" in asked:
            self._redirect(self.provider.grant(asked, asked["person"]))
        elif parts.path == "/authorize":
            self._ask_who(asked)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        encoded = self.headers.get("Authorization", "").removeprefix("Basic ")
        name, _, secret = base64.b64decode(encoded).decode().partition(":")
        try:
            self._send_json(self.provider.token(asked, (name, secret)))
        except (KeyError, PermissionError):
            self._send_json({"error": "invalid_grant"}, 400)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _ask_who(self, asked: Mapping[str, str]) -> None:
        hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in asked.items())
        buttons = "".join(f'<button name="person" value="{escape(one)}">{escape(one)}</button>' for one in self.provider.people)
        self._send(f"<!doctype html><title>Who are you?</title><form>{hidden}{buttons}</form>".encode(), "text/html")

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def _send_json(self, told: object, status: int = 200) -> None:
        self._send(json.dumps(told).encode(), "application/json", status)

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def providing(people: Mapping[str, Mapping[str, Any]]) -> Iterator[Provider]:
    """A provider that runs, on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = server.provider = Provider(people, f"http://127.0.0.1:{server.server_address[1]}")  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
