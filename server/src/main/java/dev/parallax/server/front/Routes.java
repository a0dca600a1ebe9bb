package dev.parallax.server.front;

import dev.parallax.server.engine.Engine;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// Every route of the server, in the order in which they are tried. Immutable.
final class Routes {
    private final List<Route> all;

    Routes(
            Engine engine,
            Credentials credentials,
            LiveConnections connections,
            Streams streams,
            ChangePolls polls,
            Counts counts,
            IntConsumer restart) {
        this.all = Stream.of(
                        new PlainRoutes(engine, credentials, counts).routes(),
                        new SessionRoutes(engine, credentials).routes(),
                        new DataRoutes(engine, credentials, counts).routes(),
                        new HeartbeatRoutes(engine, credentials, streams).routes(),
                        new ChangesRoutes(engine, credentials, polls, counts).routes(),
                        new SpaceRoutes(engine, credentials, streams).routes(),
                        new CollectionRoutes(engine, credentials, streams).routes(),
                        new AdminRoutes(engine, credentials, connections, polls).routes(),
                        new FaultRoutes(engine, credentials, connections, restart).routes(),
                        new SchemaRoutes(engine, credentials).routes(),
                        new PolicyRoutes(engine, credentials).routes())
                .flatMap(List::stream)
                .toList();
    }

    List<Route> all() {
        return all;
    }
}
