"""What the process costs and who pays: shares, budget and outcome by year. Knows of no child."""
