package dev.parallax.fleet;

import dev.parallax.client.ClientConfig;
import dev.parallax.client.Dialect;
import dev.parallax.client.Topic;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which dialect each client of a fleet speaks, and what it must know of the schema for that. Immutable.
public final class Kinds {
    private static final String PEOPLE = "User";

    private final FleetConfig config;

    public Kinds(FleetConfig config) {
        this.config = config;
    }

    /// Whose turn it is: the dialects take turns.
    ///
    /// @param number of the client, from 1
    Dialect turn(int number) {
        return config.dialects().get((number - 1) % config.dialects().size());
    }

    /// See [#of(Dialect, Schema)]; the dialects take turns.
    public ClientConfig of(int number, Schema schema) {
        return of(turn(number), schema);
    }

    /// Where a schema divides into no spaces, the turn of that dialect is the cursor's.
    ///
    /// @param turn the dialect that it is to speak
    /// @param schema as it is now
    public ClientConfig of(Dialect turn, Schema schema) {
        Topic topic = topic(schema);
        Dialect dialect = turn == Dialect.SPACE && topic == null ? Dialect.CURSOR : turn;
        boolean onSocket = dialect == Dialect.CURSOR;
        return ClientConfig.of(dialect)
                .withHeartbeatMillis(onSocket ? config.heartbeatMillis() : config.streamHeartbeatMillis())
                .withRecords(schema.records().stream().map(RecordType::name).toList())
                .withTopic(topic);
    }

    /// The first record with a topic that links to the spaces.
    private static @Nullable Topic topic(Schema schema) {
        return schema.records().stream()
                .flatMap(type -> spaces(type).stream()
                        .map(link -> new Topic(type.name(), link.localField(), link.target(), PEOPLE)))
                .findFirst()
                .orElse(null);
    }

    private static Optional<Link> spaces(RecordType type) {
        return type.links().stream()
                .filter(link -> !link.many() && link.localField().equals(type.topic()))
                .findFirst();
    }
}
