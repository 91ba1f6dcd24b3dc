"""Names of people who answered: whose they are, how long they are kept, and the two persons who take them away."""
