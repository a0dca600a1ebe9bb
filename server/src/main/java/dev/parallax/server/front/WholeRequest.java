package dev.parallax.server.front;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that is in memory already. Immutable.
///
/// @param method such as `POST`
/// @param path without the query
/// @param parameters of the query, decoded
/// @param headers by their names in lower case
public record WholeRequest(
        String method, String path, Map<String, String> parameters, Map<String, String> headers, String body) {
    public WholeRequest {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /// @param target the path, and the query if there is one, as a request line has it
    /// @param secret of the session, or null for none
    public static WholeRequest of(String method, String target, @Nullable String secret, String body) {
        int mark = target.indexOf('?');
        Map<String, String> parameters = new HashMap<>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new WholeRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                parameters,
                secret == null ? Map.of() : Map.of("authorization", "Bearer " + secret),
                body);
    }

    /// As a route sees it.
    ///
    /// @param inPath the parts of the path that the route names
    Request on(Map<String, String> inPath) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Request() {
            @Override
            public String path(String name) {
                String value = inPath.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("the route names no `" + name + "`");
                }
                return value;
            }

            @Override
            public @Nullable String query(String name) {
                return parameters.get(name);
            }

            @Override
            public @Nullable String header(String name) {
                return headers.get(name.toLowerCase(Locale.ROOT));
            }

            @Override
            public long announcedBytes() {
                return bytes.length;
            }

            @Override
            public InputStream body() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
