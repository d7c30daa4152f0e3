"""What the components of a province use: three thousand areas on the whole platform."""
