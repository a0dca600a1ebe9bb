package dev.parallax.client;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;

/// Reads the server's refusals. Immutable.
final class Answers {
    private Answers() {}

    /// The server's own sentence, or one about the status if it gave none.
    static String sentence(int status, String body) {
        try {
            return Problem.fromJson(Json.parseObject(body)).detail();
        } catch (InvalidJsonException | ArithmeticException e) {
            return "The server answered with status " + status + ".";
        }
    }
}
