package dev.parallax.server.http;

import dev.parallax.server.front.Request;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A request that came over HTTP. Confined to its request.
record JavalinRequest(Context context) implements Request {
    @Override
    public String path(String name) {
        return context.pathParam(name);
    }

    @Override
    public @Nullable String query(String name) {
        return context.queryParam(name);
    }

    @Override
    public @Nullable String header(String name) {
        return context.header(name);
    }

    @Override
    public long announcedBytes() {
        return context.req().getContentLengthLong();
    }

    @Override
    public InputStream body() throws IOException {
        return context.req().getInputStream();
    }
}
