package dev.parallax.ui.connect;

/// A program text that connects. Immutable.
///
/// @param text complete: it runs as it is
record Snippet(Tool tool, String text) {
    /// What runs it.
    enum Tool {
        CURL("curl"),
        WEBSOCAT("websocat"),
        JAVASCRIPT("JavaScript");

        private final String title;

        Tool(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
