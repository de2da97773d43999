"""Who a store is told we are: digest or basic, whichever it asks for."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth


class Nobody(AuthBase):
    """Sends no credentials; without it, requests would look for some in the user's .netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password."""

    user: str
    password: str = field(repr=False)

    def answer(self, challenge: str) -> AuthBase | None:
        """Answer a store's WWW-Authenticate: by digest if it takes that, else basic; None if it asks for something else."""
        asked = challenge.lower()
        user, password = self.user.encode(), self.password.encode()
        if "digest " in asked:
            return HTTPDigestAuth(self.user, self.password)
        if "basic" in asked:
            return HTTPBasicAuth(user, password)
        return None

    def hide(self, text: str) -> str:
        """Put stars for the password where a store repeats it, plain or as basic authentication sends it."""
        sent = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        for secret in (sent, self.password):
            if secret:
                text = text.replace(secret, "***")
        return text
