package dev.parallax.server.front;

/// One route of the server. Immutable.
///
/// @param method such as `POST`
/// @param path with parameters in braces: `/db/{operation}`
public record Route(String method, String path, Action action) {
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
}
