package dev.parallax.server.http;

/// What becomes of a call: an answer that is whole, or a stream that goes on.
sealed interface Reply permits Answer, StreamReply {}
