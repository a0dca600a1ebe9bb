package dev.parallax.bench;

import dev.parallax.change.Change;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Audiences;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.RowJson;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The cost of scoping one change whose audience is one session, beside more and more sessions that it does not
/// concern. No sockets: the server's own index and evaluator, and subscribers that count.
public final class ScopingBench {
    private static final int[] SESSIONS = {100, 1_000, 10_000};
    private static final int CHANGES_PER_SAMPLE = 2_000;
    private static final int SAMPLES_WARM_UP = 20;
    private static final int SAMPLES = 31;
    /// A post is seen by its author, by everyone once it is published, and by administrators.
    private static final String SCHEMA = """
            session {
                userId Int
                role   String
            }
            record Post {
                @allow(query) { Or(authorUserId == Session.userId, published == True, Session.role == "admin") }
                @allow(insert, update, delete) { authorUserId == Session.userId }
                id           Int @id
                authorUserId Int
                title        String
                published    Bool
            }
            """;

    private final PrintWriter out;

    public ScopingBench(PrintWriter out) {
        this.out = out;
    }

    /// Runs and prints. Every size is measured in turn, sample by sample, so that a slow moment meets all of them.
    public void run() {
        Stage[] stages = Arrays.stream(SESSIONS).mapToObj(Stage::new).toArray(Stage[]::new);
        double[][] nanos = new double[stages.length][SAMPLES];
        for (int sample = -SAMPLES_WARM_UP; sample < SAMPLES; sample++) {
            for (int index = 0; index < stages.length; index++) {
                double cost = stages[index].nanosPerChange();
                if (sample >= 0) {
                    nanos[index][sample] = cost;
                }
            }
        }
        out.printf("scoping one change whose audience is one session, median of %d samples%n", SAMPLES);
        out.printf("%10s %14s %8s%n", "sessions", "ns/change", "ratio");
        double first = median(nanos[0]);
        for (int index = 0; index < stages.length; index++) {
            double cost = median(nanos[index]);
            out.printf("%,10d %,14.0f %8.2f%n", SESSIONS[index], cost, cost / first);
        }
        out.flush();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// One server's worth of sessions, each a user of its own, and one draft that changes.
    private static final class Stage {
        private final Audiences audiences;
        private final RecordType type;
        private final RowShape shape;
        private final Counter counter = new Counter();
        private Row row;

        Stage(int sessions) {
            Schema schema = SchemaLanguage.parseOrThrow("bench.parallax", SCHEMA);
            type = schema.require("Post");
            shape = RowJson.shape(type);
            Map<String, Session> byKey = new HashMap<>();
            audiences = new Audiences(schema, byKey::get);
            for (long user = 1; user <= sessions; user++) {
                SessionValues values = new SessionValues(Map.of("userId", user, "role", "user"));
                Session session = new Session("session " + user, values, 1);
                byKey.put(session.key(), session);
                audiences.subscribe(session, counter);
            }
            row = new Row(shape, List.of(1L, (long) sessions / 2, "A draft", false, 1L));
        }

        double nanosPerChange() {
            long before = counter.count;
            long started = System.nanoTime();
            for (int number = 0; number < CHANGES_PER_SAMPLE; number++) {
                Row after = row.with(Map.of("updatedAt", row.version() + 1));
                Change change = new Change(after.version(), after.version(), type.name(), 1, row, after, null);
                audiences.publish(new Commit(after.version(), List.of(change)));
                row = after;
            }
            long nanos = System.nanoTime() - started;
            if (counter.count - before != CHANGES_PER_SAMPLE) {
                throw new IllegalStateException("each change must reach exactly one session");
            }
            return (double) nanos / CHANGES_PER_SAMPLE;
        }
    }

    /// Confined to the thread that publishes.
    private static final class Counter implements Subscriber {
        private long count;

        @Override
        public void deliver(Delivery delivery) {
            count++;
        }

        @Override
        public void resync(List<String> tables, Reason reason) {
            throw new IllegalStateException("nobody's permissions change here");
        }

        @Override
        public void ended() {
            throw new IllegalStateException("nobody's session ends here");
        }
    }
}
