"""The system administrator's own pages: who works where in the organisation, and their accounts. No child is in them."""
