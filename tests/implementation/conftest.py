"""The town with Petra, who leads its process."""

from tests.programme.leading import by as by
from tests.programme.leading import petra as petra
