"""Speed, memory and scale, side by side with the stock tools."""
