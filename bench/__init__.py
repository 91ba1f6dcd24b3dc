"""What the pages that are opened most cost, beside the least they could cost. Run with `make bench`."""
