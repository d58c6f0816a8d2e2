"""Words that somebody will finish later, sealed under a code that only they hold."""
