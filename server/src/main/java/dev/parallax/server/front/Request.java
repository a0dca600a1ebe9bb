package dev.parallax.server.front;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One request as something brought it. Confined to its request.
public interface Request {
    /// A part of the path that the route names.
    String path(String name);

    /// A query parameter, or null.
    @Nullable
    String query(String name);

    /// A header, in whatever case it is written; or null.
    @Nullable
    String header(String name);

    /// How long the body says that it is, in bytes; -1 if it does not.
    long announcedBytes();

    /// The body, read once.
    ///
    /// @throws IOException if it cannot be read
    InputStream body() throws IOException;
}
