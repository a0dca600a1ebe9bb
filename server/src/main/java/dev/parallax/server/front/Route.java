package dev.parallax.server.front;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One route of the server. Immutable.
///
/// @param method such as `POST`
/// @param path with parameters in braces: `/db/{operation}`
public record Route(String method, String path, Action action) {
    private static final Pattern NAME = Pattern.compile("\\{([^}]*)}");

    /// What a route does. It may read the database, and waits for nothing else.
    @FunctionalInterface
    public interface Action {
        /// @throws dev.parallax.wire.ProblemException what the caller is told instead
        /// @throws dev.parallax.wire.InvalidJsonException told as `invalid`
        Reply answer(Call call);
    }

    public static Route get(String path, Action action) {
        return new Route("GET", path, action);
    }

    static Route post(String path, Action action) {
        return new Route("POST", path, action);
    }

    /// Whether a path is one of this route's, whatever the method.
    public boolean fits(String given) {
        return given.matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
    }

    /// What a path has where this route's has names, or null if it is none of this route's.
    @Nullable
    Map<String, String> match(String given) {
        int brace = path.indexOf('{');
        if (brace < 0) {
            return given.equals(path) ? Map.of() : null;
        }
        if (!given.startsWith(path.substring(0, brace))) {
            return null;
        }
        Matcher names = NAME.matcher(path);
        Matcher values =
                Pattern.compile(NAME.matcher(path).replaceAll("([^/]+)")).matcher(given);
        if (!values.matches()) {
            return null;
        }
        Map<String, String> matched = new HashMap<>();
        for (int group = 1; names.find(); group++) {
            matched.put(names.group(1), values.group(group));
        }
        return matched;
    }
}
