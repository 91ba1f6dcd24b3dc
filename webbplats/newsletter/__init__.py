"""The newsletter: who wants it, and an outbox that gives each of them one letter (ADR 0026). The issues are pages."""
