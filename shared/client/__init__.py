"""For those who write a client of Xiheng in Python: `Reporter` sends observations and survives cuts."""

from shared.client.connection import Connection
from shared.client.parts import Answered
from shared.client.reporter import Reporter

__all__ = ["Answered", "Connection", "Reporter"]
