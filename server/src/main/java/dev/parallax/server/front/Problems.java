package dev.parallax.server.front;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a caller is told when something went wrong. Whatever is not meant for callers goes to the log, once,
/// and the caller gets a neutral sentence. Thread-safe.
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Counts counts;

    Problems(Counts counts) {
        this.counts = counts;
    }

    public Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case InvalidJsonException invalid -> Problem.of(Code.INVALID, invalid.getMessage());
            default -> {
                counts.failed();
                LOG.error("a request failed unexpectedly", failure);
                yield Problem.of(Code.SYNC_ERROR, "the request could not be done; the server has noted why");
            }
        };
    }

    /// For what is refused before a route is found.
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(Code.AUTH_ERROR, "a session is needed: `Authorization: Bearer <sessionId>`");
            case 403 -> Problem.of(Code.FORBIDDEN, "this is not allowed");
            case 404 -> Problem.of(Code.NOT_FOUND, "there is nothing at this path");
            case 405 -> invalid(405, "this path does not take this method");
            case 408 -> invalid(408, "the request took too long to arrive");
            case 413 -> Problem.of(Code.TOO_LARGE, "the request is too large");
            case 414 -> new Problem(Code.TOO_LARGE, 414, "the path is too long", List.of());
            case 426 -> invalid(426, "this is no WebSocket upgrade that the server understands");
            case 431 -> new Problem(Code.TOO_LARGE, 431, "the headers are too large", List.of());
            case 503 -> Problem.of(Code.UNAVAILABLE, "the server cannot take this request now");
            default ->
                status >= 500
                        ? Problem.of(Code.SYNC_ERROR, "the request could not be done")
                        : invalid(400, "the request cannot be understood");
        };
    }

    private static Problem invalid(int status, String detail) {
        return new Problem(Code.INVALID, status, detail, List.of());
    }
}
