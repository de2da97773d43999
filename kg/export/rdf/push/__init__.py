"""Into a triple store over HTTP: an article's graph replaced, the shared one added to, by the Graph Store Protocol."""

from __future__ import annotations

from kg.export.rdf.push.address import Address, check_address
from kg.export.rdf.push.client import GraphStore, Patience
from kg.export.rdf.push.journal import Journal
from kg.export.rdf.push.login import Login
from kg.export.rdf.push.pusher import Outcome, Plan, State, push

__all__ = ["Address", "GraphStore", "Journal", "Login", "Outcome", "Patience", "Plan", "State", "check_address", "push"]
