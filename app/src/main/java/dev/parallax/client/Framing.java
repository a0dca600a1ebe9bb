package dev.parallax.client;

/// How a streamed answer divides into messages.
public enum Framing {
    /// `text/event-stream`. Source: WHATWG HTML, "Server-sent events".
    SSE("text/event-stream"),
    /// `application/x-ndjson`: a message on each line.
    LINES("application/x-ndjson");

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }
}
