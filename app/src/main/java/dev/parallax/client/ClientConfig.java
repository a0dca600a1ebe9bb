package dev.parallax.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a client behaves. Immutable.
///
/// @param dialect how it talks to the server
/// @param heartbeatMillis the server's heartbeat interval in this dialect: three without a sign of life are silence
/// @param greetingMillis how long a connection may take to open and greet
/// @param backoffFirstMillis the longest first wait before trying again; doubles with each try
/// @param backoffMillisMax the longest wait
/// @param pageSize rows per page of a catch-up, or null for the server's default
/// @param records what a collection client subscribes to
/// @param topic what a space client streams; null if the schema has no such record
/// @param spacesPollMillis how often a space client asks which spaces there are
public record ClientConfig(
        Dialect dialect,
        long heartbeatMillis,
        long greetingMillis,
        long backoffFirstMillis,
        long backoffMillisMax,
        @Nullable Integer pageSize,
        List<String> records,
        @Nullable Topic topic,
        long spacesPollMillis) {
    public ClientConfig {
        records = List.copyOf(records);
    }

    public static ClientConfig defaults() {
        return of(Dialect.CURSOR);
    }

    public static ClientConfig of(Dialect dialect) {
        return switch (dialect) {
            case CURSOR -> new ClientConfig(dialect, 5_000, 20_000, 500, 30_000, null, List.of(), null, 2_000);
            case HEARTBEAT, SPACE, COLLECTION, CHANGELOG ->
                new ClientConfig(dialect, 15_000, 20_000, 1_000, 30_000, null, List.of(), null, 2_000);
        };
    }

    public ClientConfig withHeartbeatMillis(long millis) {
        return new ClientConfig(
                dialect,
                millis,
                greetingMillis,
                backoffFirstMillis,
                backoffMillisMax,
                pageSize,
                records,
                topic,
                spacesPollMillis);
    }

    public ClientConfig withPageSize(@Nullable Integer size) {
        return new ClientConfig(
                dialect,
                heartbeatMillis,
                greetingMillis,
                backoffFirstMillis,
                backoffMillisMax,
                size,
                records,
                topic,
                spacesPollMillis);
    }

    public ClientConfig withRecords(List<String> names) {
        return new ClientConfig(
                dialect,
                heartbeatMillis,
                greetingMillis,
                backoffFirstMillis,
                backoffMillisMax,
                pageSize,
                names,
                topic,
                spacesPollMillis);
    }

    public ClientConfig withTopic(@Nullable Topic by) {
        return new ClientConfig(
                dialect,
                heartbeatMillis,
                greetingMillis,
                backoffFirstMillis,
                backoffMillisMax,
                pageSize,
                records,
                by,
                spacesPollMillis);
    }
}
