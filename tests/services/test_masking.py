"""What never stands in a log."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from newsread.services.masking import without_secrets

SECRET = "hunter2-S3cr3t"
BASIC = base64.b64encode(f"ann:{SECRET}".encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"https://ann:{SECRET}@paper.example/feed",
        f"https://{SECRET}@paper.example/feed",
        f"//ann:{SECRET}@paper.example",
        f"https://paper.example/feed?token={SECRET}",
        f"https://paper.example/feed?a=1&api_key={SECRET}&b=2",
        f"https://paper.example/feed?Access_Token={SECRET}#x",
        f"https://paper.example/feed?user_auth={SECRET}",
        f"https://paper.example/feed?key={SECRET}",
        f"https://paper.example/feed;sessionid={SECRET}",
        f"https://paper.example/#access_token={SECRET}",
        f"https://paper.example/feed?X-Amz-Signature={SECRET}",
        f"https://paper.example/?to={quote(f'https://ann:{SECRET}@x.example/', safe='')}",
        f"https://paper.example/?to={quote(f'https://x.example/?token={SECRET}', safe='')}",
        quote(f"https://ann:{SECRET}@x.example/?token={SECRET}", safe=""),
        quote(quote(f"https://ann:{SECRET}@x.example/?token={SECRET}", safe=""), safe=""),
        f"https://paper.example/?token={quote(SECRET + '/+=', safe='')}",
        f"Authorization: Basic {BASIC}",
        f"authorization: Bearer {SECRET}",
        f"Proxy-Authorization: Digest username=ann, response={SECRET}",
        f"{{'Authorization': 'Bearer {SECRET}', 'Accept': '*/*'}}",
        f"(b'Authorization', b'Basic {BASIC}')",
        f'{{"authorization": "token {SECRET}"}}',
        f"sent Bearer {SECRET} and got 401",
        f"X-Api-Key: {SECRET}",
        f"Cookie: a={SECRET}; b={SECRET}",
        f"Set-Cookie: id={SECRET}; Path=/; HttpOnly",
        f"{{'Cookie': 'a={SECRET}; b={SECRET}'}}",
        f"<CIMultiDict('Set-Cookie': 'id={SECRET}')>",
        f"password = {SECRET}",
        f"password: '{SECRET}'",
        f'{{"password": "{SECRET}", "user": "ann"}}',
        f"client_secret={SECRET}",
        f"fetch(url='https://ann:{SECRET}@paper.example/', token='{SECRET}')",
        f"https:\\/\\/ann:{SECRET}@paper.example\\/",
    ],
)
def test_a_secret_is_masked_in_every_form(text: str) -> None:
    masked = without_secrets(f"before\n{text}\nafter")
    assert SECRET not in masked
    assert SECRET[:7] not in masked
    assert BASIC[:8] not in masked
    assert masked.startswith("before\n")
    assert masked.endswith("\nafter")
    assert without_secrets(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "https://paper.example/2026/11/budget?page=2&lang=en#top",
        "mail ann@paper.example about it",
        '  File "/usr/lib/python3.11/site-packages/newsread/cli.py", line 12, in main',
        "KeyError: 'title'",
        "the author said: nothing new under the sun",
        "author: Ann Example",
        "10:15 refresh took 3.2 s",
        "claims.json: is not JSON, so it holds no claims",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize("piece", ["//", "%2F%2F", "token=", "a" * 50, "Cookie: ", "=:", "'", "&k"])
def test_it_is_linear_in_what_it_is_given(piece: str) -> None:
    assert len(without_secrets(piece * (100_000 // len(piece)))) <= 200_000
