"""`python -m services.industry`."""

from __future__ import annotations

import sys

from services.industry.domain import check_record
from services.industry.servicer import FULL_NAME, add_servicer
from shared.reporting.process import Domain, run_domain_service

if __name__ == "__main__":
    sys.exit(run_domain_service(Domain("industry", FULL_NAME, add_servicer, check_record)))
