"""What the Dockerfile puts into an image, put into folders: no container engine is needed to see that nothing is missing."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from deploy.images.packages import requirements
from tests.cluster.api_server import ROOT

COMPONENTS = sorted(yaml.safe_load((ROOT / "deploy" / "helm" / "xiheng" / "values.yaml").read_text(encoding="utf-8"))["components"])
COPIES = re.findall(r"^COPY (\S+) /app/(\S+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
INSTALL = re.findall(r"pip --python \S+ (install .*) -r requirements.txt$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
_KEPT = ROOT / ".cache" / "images"


@dataclass(frozen=True, slots=True)
class Image:
    """A component's image as folders."""

    component: str
    app: Path
    """Its folder /app."""
    packages: Path
    """Its folder /packages: an environment with the packages of the component's extra, and not even pip."""

    @property
    def python(self) -> str:
        """Its Python."""
        return str(self.packages / "bin" / "python")

    @property
    def environment(self) -> dict[str, str]:
        """Its variables."""
        return {"PATH": f"{self.packages / 'bin'}:/usr/bin:/bin", "PYTHONPATH": f"{self.app}:{self.app / 'protos' / 'gen'}"}

    def installed(self) -> set[str]:
        """Names of the packages in it."""
        program = "from importlib.metadata import distributions\nfor one in distributions(): print(one.metadata['Name'])"
        done = subprocess.run([self.python, "-I", "-c", program], capture_output=True, check=True, text=True)
        return set(done.stdout.split())


def build(component: str, folder: Path) -> Image:
    """Do in a folder what the Dockerfile does; an environment is kept until the lock of its packages changes."""
    app = folder / "app"
    for source, target in COPIES:
        where, into = ROOT / source.replace("${COMPONENT}", component), app / target.replace("${COMPONENT}", component)
        into.parent.mkdir(parents=True, exist_ok=True)
        if where.is_dir():
            shutil.copytree(where, into, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(where, into)
    return Image(component, app, _environment(requirements(component, ROOT)))


def _environment(wanted: str) -> Path:
    (install,) = INSTALL
    folder = _KEPT / hashlib.sha256(f"{sys.version}\n{install}\n{wanted}".encode()).hexdigest()[:16]
    if (folder / "complete").exists():
        return folder
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)], check=True)
    (folder / "requirements.txt").write_text(wanted, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, *install.split(), "-r", str(folder / "requirements.txt")], check=True)
    (folder / "complete").touch()
    return folder
