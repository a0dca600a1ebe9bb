package dev.parallax.ui.world;

import dev.parallax.bundle.Job;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetMember;
import dev.parallax.fleet.Traffic;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.OracleReport;
import dev.parallax.oracle.Stopwatch;
import dev.parallax.recording.MetricSample;
import dev.parallax.recording.Recording;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.Watch;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.store.SchemaHistory;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What the window shows and moves: one server, its fleet and the oracle. Thread-safe; everything but [#close]
/// returns at once.
public interface World extends AutoCloseable {
    /// The record whose rows are the tableau's cells.
    String POST = "Post";

    Schema schema();

    /// The records of the schema in force, in its order.
    default List<String> recordNames() {
        return schema().records().stream().map(RecordType::name).toList();
    }

    /// Where the server listens.
    URI address();

    /// The server's clock.
    long version();

    /// What time it is here, in microseconds since the epoch: that of the recording, and where versions come from.
    long now();

    /// In number order. Immutable.
    List<FleetClient> clients();

    /// Grows whenever [#clients] changes.
    long membershipGeneration();

    AddTask add(int count);

    /// Adds clients for these users, in these dialects.
    AddTask add(List<FleetMember> members);

    void remove(Collection<FleetClient> gone);

    /// Times the same changes of [#POST] at several clients of equal sessions, from now until it is closed.
    Stopwatch stopwatch(Set<Integer> clients);

    Traffic traffic();

    OracleReport oracle();

    /// Does what a client could not, by the operator's hand.
    CompletableFuture<ObjectNode> operate(String operation, ObjectNode args);

    /// Makes the server fail on purpose, or stop doing so.
    ///
    /// @return which faults are on; fails with a sentence
    CompletableFuture<ObjectNode> fault(ObjectNode fault);

    /// Which schema was in force at which version.
    SchemaHistory schemas();

    /// Brings another schema into force.
    ///
    /// @param dropData whether data that it has no place for may go
    /// @return fails with a sentence; with CONFLICT if data would be lost
    CompletableFuture<SchemaPut> putSchema(Schema next, boolean dropData);

    /// Completes when every client holds exactly what it may see, or at the deadline.
    CompletableFuture<Convergence> convergence(Duration deadline);

    /// Whether the server keeps commits to itself, by a fault made on purpose.
    boolean isBroadcastStopped();

    /// Checks expectations of this world.
    Watch watch();

    /// Writes down what is done here; empty if nobody wants to know.
    default Optional<Recorder> recorder() {
        return Optional.empty();
    }

    /// The saved world that this one was opened from; empty if it began here.
    default Optional<Origin> origin() {
        return Optional.empty();
    }

    /// All of it, for somebody else to go on with. Blocks, so never on the FX thread.
    ///
    /// @param expectations that are pinned
    /// @throws java.util.concurrent.CancellationException once the job is cancelled
    WorldBundle pack(List<String> expectations, Job job);

    /// What every client held, as far back as there is room.
    Recording recording();

    /// How long it takes until clients have what they may see, and let go of what they may not.
    LeakClockReport leakClock();

    /// What was counted second by second, oldest first, for ten minutes.
    List<MetricSample> metrics();

    /// Forgets the times so far.
    void resetLeakClock();

    /// Who is connected from outside, in number order, with what the server may send it. Immutable.
    List<FleetClient> externals();

    /// Opens a session for a client from outside, as `POST /sessions` does.
    ///
    /// @return fails with a sentence
    CompletableFuture<Guest> openSession(ObjectNode fields);

    /// Ends such a session; its streams get the auth error and close. It also ends with this world.
    ///
    /// @return fails with a sentence
    CompletableFuture<Void> endSession(Guest guest);

    /// Questions that read the database.
    Archive archive();

    @Override
    void close();

    default Optional<FleetClient> client(int number) {
        return Stream.concat(clients().stream(), externals().stream())
                .filter(client -> client.number() == number)
                .findFirst();
    }
}
