package dev.parallax.server.front;

import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request as routes see it: its parameters, and its body read within the limit. Confined to its request.
public final class Call {
    /// PROTOCOL's limit of a body.
    public static final int BODY_BYTES_LIMIT = 1 << 20;

    /// How much of a body that is too large is read and thrown away, so that its sender can hear so.
    private static final long DISCARD_BYTES_LIMIT = 16L << 20;

    private static final int DISCARD_BUFFER_BYTES = 64 << 10;

    private final Request request;

    public Call(Request request) {
        this.request = request;
    }

    public String path(String name) {
        return request.path(name);
    }

    @Nullable
    String query(String name) {
        return request.query(name);
    }

    public @Nullable String header(String name) {
        return request.header(name);
    }

    /// The session secret that the request carries, or null.
    @Nullable
    String bearer() {
        return Credentials.bearer(request.header("Authorization"), request.query("sessionId"));
    }

    /// The body as a JSON object.
    ///
    /// @throws dev.parallax.wire.InvalidJsonException if it is none
    ObjectNode body() {
        requireJson(request.header("Content-Type"));
        byte[] bytes = read();
        if (bytes.length == 0) {
            throw new ProblemException(Code.INVALID, "expected a JSON object, but the body is empty");
        }
        return Json.parseObject(bytes);
    }

    /// An integer query parameter.
    long query(String name, long otherwise, long from, long to) {
        String text = request.query(name);
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

    /// Keeps at most the limit and one byte, so that a body without a length cannot be larger either.
    private byte[] read() {
        try (InputStream stream = request.body()) {
            boolean announced = request.announcedBytes() > BODY_BYTES_LIMIT;
            byte[] bytes = announced ? new byte[0] : stream.readNBytes(BODY_BYTES_LIMIT + 1);
            if (announced || bytes.length > BODY_BYTES_LIMIT) {
                discard(stream);
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(Code.INVALID, "the body could not be read to its end");
        }
    }

    /// A connection that is closed on a sender who is still sending resets, and the answer is lost with it.
    private static void discard(InputStream stream) throws IOException {
        byte[] buffer = new byte[DISCARD_BUFFER_BYTES];
        long left = DISCARD_BYTES_LIMIT;
        int count = stream.read(buffer);
        while (count >= 0 && left > 0) {
            left -= count;
            count = stream.read(buffer);
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(Code.TOO_LARGE, "the body is larger than " + BODY_BYTES_LIMIT + " bytes");
    }
}
