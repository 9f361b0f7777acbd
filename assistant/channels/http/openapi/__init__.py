"""The OpenAPI 3.1 document, made from what each view says of itself."""

from assistant.channels.http.openapi.document import build
from assistant.channels.http.openapi.operation import Access, Operation, describes

__all__ = ["Access", "Operation", "build", "describes"]
