"""`python -m services.environment`."""

from __future__ import annotations

import sys

from services.environment.domain import check_record
from services.environment.servicer import FULL_NAME, add_servicer
from shared.reporting.process import Domain, run_domain_service

if __name__ == "__main__":
    sys.exit(run_domain_service(Domain("environment", FULL_NAME, add_servicer, check_record)))
