"""`helm test`: every component named answers that it is ready; one that is not says what it waits for."""

import sys
import urllib.error
import urllib.request


def answer(url: str) -> tuple[bool, str]:
    """Whether a page says yes, and its text."""
    try:
        with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310 - the platform's own pages
            return True, page.read().decode()
    except urllib.error.HTTPError as error:
        return False, f"{error.code} {error.read().decode()}"
    except OSError as error:
        return False, str(error)


answers = {url: answer(url) for url in sys.argv[1:]}
for url, (_, text) in answers.items():
    sys.stdout.write(f"{url} {text.strip()}\n")
sys.exit(sum(not ready for ready, _ in answers.values()))
