"""The look of Kronobarn: base page, components, styles, icons and the wheel. Knows no feature."""
