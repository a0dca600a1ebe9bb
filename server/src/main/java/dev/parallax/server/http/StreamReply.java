package dev.parallax.server.http;

import java.io.IOException;

/// An answer without an end: status 200, then whatever `body` writes, on the request's own virtual thread. Immutable.
record StreamReply(String contentType, Body body) implements Reply {
    /// Writes until the stream is over.
    @FunctionalInterface
    interface Body {
        /// @throws IOException if the client is gone
        void writeTo(StreamOutput output) throws IOException;
    }
}
