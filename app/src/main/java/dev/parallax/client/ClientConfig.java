package dev.parallax.client;

import org.jspecify.annotations.Nullable;

/// How a client behaves. Immutable.
///
/// @param heartbeatMillis the server's heartbeat interval: three without a sign of life are silence
/// @param greetingMillis how long a socket may take to open and greet
/// @param backoffFirstMillis the longest first wait before trying again; doubles with each try
/// @param backoffMillisMax the longest wait
/// @param pageSize rows per page of a catch-up, or null for the server's default
public record ClientConfig(
        long heartbeatMillis,
        long greetingMillis,
        long backoffFirstMillis,
        long backoffMillisMax,
        @Nullable Integer pageSize) {
    public static ClientConfig defaults() {
        return new ClientConfig(5_000, 20_000, 500, 30_000, null);
    }

    public ClientConfig withHeartbeatMillis(long millis) {
        return new ClientConfig(millis, greetingMillis, backoffFirstMillis, backoffMillisMax, pageSize);
    }

    public ClientConfig withPageSize(@Nullable Integer size) {
        return new ClientConfig(heartbeatMillis, greetingMillis, backoffFirstMillis, backoffMillisMax, size);
    }
}
