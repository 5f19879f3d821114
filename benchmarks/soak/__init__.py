"""An hour's worth of visits in ten minutes: all ends where it began."""
