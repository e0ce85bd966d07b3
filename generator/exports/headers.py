"""What a host should send with each file of the site, in the words of several hosts; the policy is the very one of its pages.

A policy in a page cannot say who may frame it, and no page can say how long a browser keeps it: headers do. A file whose name
changes with what it holds is kept for a year, every other one is asked for again each time, which costs no more than an answer
that it is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_ONLY_IN_HEADERS = "frame-ancestors 'none'"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
HASHED = r"/assets/[a-z/]+\.[0-9a-f]{8}\.min\.(?:js|css)(?:\.map)?|/pagefind/[0-9a-f]{10}/.+"
"""Files whose names change with what they hold: the theme's, and the search index."""
_TYPES = "text/css text/javascript application/javascript application/json application/xml image/svg+xml"


def policy_of(page: str) -> str | None:
    """Return the content security policy that a rendered page carries; None where it has none, as while an editor is served."""
    found = _POLICY.search(page)
    return found[1] if found else None


def headers_of(policy: str) -> dict[str, str]:
    """Return what goes with every file, by name, for a site whose pages carry `policy`."""
    return {
        "Content-Security-Policy": f"{policy}; {_ONLY_IN_HEADERS}",
        "X-Content-Type-Options": "nosniff",
        # Whoever follows a link to an outlet need not tell it what was being read here.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def headers_file(policy: str, files: Iterable[str]) -> str:
    """Return the file `_headers` that Netlify and Cloudflare Pages read; `files` are the paths of the site's files.

    Both ask for other files again of themselves, and Cloudflare would send two headers where two of its rules set one. It takes
    a hundred rules, and a star for no more than one part of a path.
    """
    hashed = {_rule_of(f"/{path}") for path in files if re.fullmatch(HASHED, f"/{path}")}
    rules = {"/*": headers_of(policy)} | {path: {"Cache-Control": FOREVER} for path in sorted(hashed)}
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items()) for path, said in rules.items()
    )


def _rule_of(path: str) -> str:
    """Return the rule for a file: itself, and for the search index its folder."""
    return re.sub(r"^(/pagefind/[0-9a-f]+/).*", r"\1*", path)


def nginx(headers: Mapping[str, str]) -> str:
    """Return a file for `/etc/nginx/conf.d/`."""
    # In one place, for a location that sets a header of its own would send none of the others.
    said = "\n".join(f'    add_header {name} "{value}" always;' for name, value in headers.items())
    return f"""\
map $uri $digest_cache {{
    default "{ASK_AGAIN}";
    "~^(?:{HASHED})$" "{FOREVER}";
}}

server {{
    listen 80;
    server_name digest.example;
    root /srv/digest;
    charset utf-8;
    charset_types {_TYPES.replace(" image/svg+xml", "")};
    absolute_redirect off;
    gzip on;
    gzip_types {_TYPES};
    error_page 404 /404.html;

{said}
    add_header Cache-Control $digest_cache always;

    location / {{
        try_files $uri $uri/ =404;
    }}
}}
"""


def caddy(headers: Mapping[str, str]) -> str:
    """Return a Caddyfile."""
    said = "\n".join(f'\t\t{name} "{value}"' for name, value in headers.items())
    return f"""\
digest.example {{
\troot * /srv/digest
\tencode zstd gzip
\theader {{
{said}
\t}}
\t@hashed path_regexp ^(?:{HASHED})$
\t@other not path_regexp ^(?:{HASHED})$
\theader @hashed Cache-Control "{FOREVER}"
\theader @other Cache-Control "{ASK_AGAIN}"
\tfile_server
\thandle_errors {{
\t\trewrite * /404.html
\t\theader Cache-Control "{ASK_AGAIN}"
\t\tfile_server
\t}}
}}
"""


HOSTS: Mapping[str, Callable[[Mapping[str, str]], str]] = {"nginx": nginx, "caddy": caddy}
"""How each is told."""
