"""Speed and memory, by commands that print tables; quality is `kg evaluate`."""
