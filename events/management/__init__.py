"""Commands for whoever runs an installation: the demo, and the check of the public record."""
