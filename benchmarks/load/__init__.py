"""How many readers one core serves: ours beside nginx with the static build, and stock Voilà."""
