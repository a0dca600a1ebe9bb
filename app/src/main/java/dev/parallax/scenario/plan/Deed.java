package dev.parallax.scenario.plan;

import dev.parallax.fleet.TrafficMix;
import dev.parallax.schema.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a step does. Immutable.
public sealed interface Deed {
    /// How long a step waits for something to become so, unless it says otherwise.
    Duration PATIENCE_DEFAULT = Duration.ofSeconds(5);

    /// Nothing: the step only explains.
    record Say() implements Deed {}

    record Connect(List<Cast> clients) implements Deed {
        public Connect {
            clients = List.copyOf(clients);
        }
    }

    record Disconnect(Who who) implements Deed {}

    /// One change.
    ///
    /// @param as a client; empty for the server's operator
    /// @param call the name by which later steps call the row; empty for none
    /// @param result what must become of it
    record Act(String as, Edit edit, String call, Result result) implements Deed {}

    /// What must become of an edit.
    enum Result {
        ACCEPTED,
        REJECTED,
        /// It is not answered yet: the client is cut off, or it is in conflict. The step does not wait.
        WAITS,
        /// Either; the step waits for the answer.
        ANY
    }

    /// Several changes in one transaction, by the operator.
    record Batch(List<Edit> edits) implements Deed {
        public Batch {
            edits = List.copyOf(edits);
        }
    }

    /// Another schema.
    record Policy(String source) implements Deed {}

    /// Another rule in the schema that is in force.
    record Rule(String record, Operation operation, String expression) implements Deed {}

    /// Other values of a client's session.
    record ChangeSession(String client, Map<String, @Nullable Object> fields) implements Deed {
        public ChangeSession {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /// Something goes wrong for clients, or is well again.
    ///
    /// @param link what changes about their way to the server
    record ClientFault(Who who, LinkChange link, Optional<Blow> blow) implements Deed {}

    /// What changes about the way to the server; null leaves it as it is.
    record LinkChange(
            @Nullable Boolean offline,
            @Nullable Duration latency,
            @Nullable Duration jitter,
            @Nullable Long bytesPerSecond,
            @Nullable Double messagesPerSecond,
            @Nullable Boolean silent) {
        public static final LinkChange NONE = new LinkChange(null, null, null, null, null, null);
    }

    /// What happens to a client once.
    enum Blow {
        CUT,
        KILL,
        RESTART,
        EXPIRE,
        SIGN_IN,
        CORRUPT,
        HEAL
    }

    /// Something goes wrong on the server, or is well again.
    ///
    /// @param name as `POST /admin/faults` knows it
    /// @param arguments of that
    record ServerFault(String name, Map<String, Object> arguments) implements Deed {
        public ServerFault {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    record Pause(Duration duration) implements Deed {}

    /// Waits until every client holds exactly what it may see.
    record AwaitConvergence(Duration limit) implements Deed {}

    /// Writes at a rate.
    ///
    /// @param duration after which it stops and the step ends; null to go on
    record StartTraffic(
            double rate,
            @Nullable Duration duration,
            @Nullable TrafficMix mix) implements Deed {}

    record StopTraffic() implements Deed {}

    /// Decides about the edits of a client that are in conflict.
    record Resolve(String client, boolean keepMine) implements Deed {}

    /// Something must be so.
    ///
    /// @param limit only of EVENTUALLY
    record Expect(When when, String sentence, Duration limit) implements Deed {}

    enum When {
        NOW,
        EVENTUALLY,
        /// From here to the end.
        ALWAYS
    }
}
