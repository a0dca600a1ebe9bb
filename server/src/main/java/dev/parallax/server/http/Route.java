package dev.parallax.server.http;

/// One route of the server. Immutable.
///
/// @param method such as `POST`
/// @param path with parameters in braces: `/db/{operation}`
record Route(String method, String path, Action action) {
    /// What a route does. It may block: every request has a virtual thread of its own.
    @FunctionalInterface
    interface Action {
        /// @throws dev.parallax.wire.ProblemException what the caller is told instead
        /// @throws dev.parallax.wire.InvalidJsonException told as `invalid`
        Reply answer(Call call);
    }

    static Route get(String path, Action action) {
        return new Route("GET", path, action);
    }

    static Route post(String path, Action action) {
        return new Route("POST", path, action);
    }

    /// Whether a path is one of this route's, whatever the method.
    boolean fits(String given) {
        return given.matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
    }
}
