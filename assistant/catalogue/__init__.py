"""Finding products: the catalogue's files, its search index, and which product is meant."""

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.choice import Ambiguous, Chosen, NotAvailable, NotFoundInShop, Outcome

__all__ = ["Ambiguous", "Catalogue", "Chosen", "NotAvailable", "NotFoundInShop", "Outcome"]
