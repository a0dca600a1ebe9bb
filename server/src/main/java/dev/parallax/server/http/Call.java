package dev.parallax.server.http;

import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request as routes see it: its parameters, and its body read within the limit. Confined to its request.
final class Call {
    /// PROTOCOL's limit of a body.
    static final int BODY_BYTES_LIMIT = 1 << 20;

    private final Context context;

    Call(Context context) {
        this.context = context;
    }

    String path(String name) {
        return context.pathParam(name);
    }

    @Nullable
    String query(String name) {
        return context.queryParam(name);
    }

    @Nullable
    String header(String name) {
        return context.header(name);
    }

    /// The session secret that the request carries, or null.
    @Nullable
    String bearer() {
        return Credentials.bearer(context.header("Authorization"), context.queryParam("sessionId"));
    }

    /// The body as a JSON object.
    ///
    /// @throws dev.parallax.wire.InvalidJsonException if it is none
    ObjectNode body() {
        requireJson(context.header("Content-Type"));
        byte[] bytes = read();
        if (bytes.length == 0) {
            throw new ProblemException(Code.INVALID, "expected a JSON object, but the body is empty");
        }
        return Json.parseObject(bytes);
    }

    /// An integer query parameter.
    long query(String name, long otherwise, long from, long to) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below: it is as wrong as a number out of range.
        }
        throw new ProblemException(Code.INVALID, "`" + name + "` must be an integer from " + from + " to " + to);
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        boolean json = type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
        boolean utf8 = true;
        for (int index = 1; index < parts.length; index++) {
            String parameter = parts[index].strip().replace("\"", "");
            utf8 &= !parameter.startsWith("charset=")
                    || parameter.equals("charset=utf-8")
                    || parameter.equals("charset=us-ascii");
        }
        if (!json || !utf8) {
            throw new ProblemException(
                    new Problem(Code.INVALID, 415, "the body must be `application/json` in UTF-8", List.of()));
        }
    }

    /// Reads at most the limit and one byte, so that a body without a length cannot be larger either.
    private byte[] read() {
        if (context.req().getContentLengthLong() > BODY_BYTES_LIMIT) {
            throw tooLarge();
        }
        try (InputStream stream = context.req().getInputStream()) {
            byte[] bytes = stream.readNBytes(BODY_BYTES_LIMIT + 1);
            if (bytes.length > BODY_BYTES_LIMIT) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(Code.INVALID, "the body could not be read to its end");
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(Code.TOO_LARGE, "the body is larger than " + BODY_BYTES_LIMIT + " bytes");
    }
}
