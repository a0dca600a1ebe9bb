package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.policy.View;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Permissions that ask about links in every way, under random transactions. After each: every live view is what SQL
/// says, whoever's view did not change heard nothing, hashes change exactly when the answers do, and whoever comes back
/// with an old cursor, having followed the stream meanwhile or not, ends with what SQL says.
class ExistsRandomTest {
    private static final long FIRST = Long.getLong("parallax.seed", 1);
    private static final int SEEDS = Integer.getInteger("parallax.seeds", 5);
    private static final int SESSIONS = 5;
    private static final int STEPS = 50;

    private int silent;
    private int heard;
    private int resets;
    private int stood;

    @Test
    void viewsCursorsAndHashesFollowTheLinks() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            RandomLinks links = new RandomLinks(seed);
            String schema = links.schema();
            try (World world = World.of(schema)) {
                new Run(world, links).steps();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " of\n" + schema + "\n" + e.getMessage(), e);
            }
        }
        assertThat(silent).isGreaterThan(SEEDS);
        assertThat(heard).isGreaterThan(SEEDS);
        assertThat(resets).isGreaterThan(SEEDS);
        assertThat(stood).isGreaterThan(SEEDS);
    }

    private final class Run {
        private final World world;
        private final RandomLinks links;
        private final Random random;
        private final Map<String, Map<Long, Row>> all = new HashMap<>();
        private final List<Person> people = new ArrayList<>();
        private long position;

        Run(World world, RandomLinks links) {
            this.world = world;
            this.links = links;
            this.random = links.random();
        }

        void steps() {
            for (int index = 0; index < SESSIONS; index++) {
                people.add(
                        new Person(world.engine.createSession(links.session()).join()));
            }
            for (int step = 0; step < STEPS; step++) {
                world.millis.addAndGet(random.nextInt(3));
                if (random.nextInt(12) == 0) {
                    Person person = people.get(random.nextInt(SESSIONS));
                    world.engine
                            .changeSession(person.created.secret(), links.session())
                            .join();
                    person.hasChanged = true;
                } else if (random.nextInt(8) == 0) {
                    people.get(random.nextInt(SESSIONS)).toggle();
                } else {
                    mutate();
                }
                for (Person person : people) {
                    person.check(step);
                }
            }
            people.forEach(person -> person.comeBack(true));
        }

        private void mutate() {
            try {
                world.engine
                        .operate((Mutation) DbCall.parseBatch(world.engine.schema(), links.batch()))
                        .join();
            } catch (CompletionException | ProblemException e) {
                // A batch that meets a row that is not there changes nothing.
                return;
            }
            for (LogEntry entry : world.engine.log(position, 10_000)) {
                Change change = entry.change();
                Map<Long, Row> rows = all.computeIfAbsent(change.record(), record -> new TreeMap<>());
                Row after = change.after();
                if (after == null) {
                    rows.remove(change.id());
                } else {
                    rows.put(change.id(), after);
                }
                position = change.version();
            }
        }

        private LinkedRows linked() {
            return (record, field, value) -> all.getOrDefault(record, Map.of()).values().stream()
                    .filter(row -> Objects.equals(LinkQuestion.key(value), LinkQuestion.key(row.get(field))))
                    .toList();
        }

        /// One session: a live view that is always checked, and clients that come back now and then.
        private final class Person {
            private final CreatedSession created;
            private final StrictViewer viewer = new StrictViewer();
            private @Nullable Subscription subscription;
            private Map<String, List<Row>> before = Map.of();
            private Map<String, Set<Object>> answers = Map.of();
            private Map<String, String> hashes = Map.of();
            private SessionValues values;
            private final Client plain = new Client();
            private final Client following = new Client();
            private final Client hashless = new Client();
            private final PullingClient pulling;
            private boolean hasChanged;

            Person(CreatedSession created) {
                this.created = created;
                this.values = created.session().values();
                this.pulling = new PullingClient(world, created, "pulling");
            }

            /// Opens the live view, or closes it.
            void toggle() {
                if (subscription == null) {
                    subscription = world.engine.subscribe(created.session(), viewer);
                    viewer.stale();
                    viewer.drain();
                    viewer.start(truth());
                } else {
                    subscription.close();
                    subscription = null;
                }
            }

            Map<String, List<Row>> truth() {
                return world.engine.truth(current()).tables();
            }

            private SessionValues current() {
                return world.engine.session(created.secret()).orElseThrow().values();
            }

            void check(int step) {
                Map<String, List<Row>> truth = truth();
                assertThat(evaluated(current()))
                        .as("step %d: SQL and evaluation", step)
                        .isEqualTo(truth);
                if (subscription != null) {
                    viewer.stale().forEach(record -> viewer.refresh(record, truth.getOrDefault(record, List.of())));
                    assertThat(viewer.view())
                            .as("step %d: live view of %s", step, current())
                            .isEqualTo(truth);
                    int deliveries = viewer.drain();
                    if (truth.equals(before)) {
                        assertThat(deliveries).as("step %d: deliveries", step).isZero();
                        silent++;
                    } else {
                        heard++;
                    }
                    following.take(viewer.view());
                }
                checkHashes(step);
                before = truth;
                if (random.nextInt(6) == 0) {
                    comeBack(false);
                } else if (!hasChanged && random.nextInt(8) == 0) {
                    pulling.pull(1 + random.nextInt(3));
                }
            }

            private void checkHashes(int step) {
                Map<String, Set<Object>> answersNow = answers(current());
                Map<String, String> hashesNow = new HashMap<>();
                Map<String, TableCursor> none = new LinkedHashMap<>();
                SyncPage page = world.engine.catchUp(created.session(), World.request(none, 10_000));
                page.tables().forEach((record, table) -> hashesNow.put(record, table.permissionHash()));
                if (current().equals(values)) {
                    for (String record : hashesNow.keySet()) {
                        if (hashes.containsKey(record)) {
                            assertThat(Objects.equals(hashesNow.get(record), hashes.get(record)))
                                    .as("step %d: hash of %s for %s", step, record, current())
                                    .isEqualTo(Objects.equals(answersNow.get(record), answers.get(record)));
                        }
                    }
                }
                values = current();
                answers = answersNow;
                hashes = hashesNow;
            }

            void comeBack(boolean everybody) {
                Map<String, List<Row>> truth = truth();
                if (everybody || random.nextBoolean()) {
                    plain.catchUp(created, 1 + random.nextInt(4));
                    assertThat(plain.view()).as("plain").isEqualTo(truth);
                }
                if (everybody || random.nextInt(3) == 0) {
                    following.catchUp(created, 1 + random.nextInt(4));
                    assertThat(following.view()).as("following").isEqualTo(truth);
                }
                if (everybody || random.nextInt(3) == 0) {
                    hashless.changes(created);
                    assertThat(hashless.view()).as("without hashes").isEqualTo(truth);
                }
                if (everybody || random.nextInt(3) == 0) {
                    pull(1 + random.nextInt(5));
                    assertThat(pulling.view()).as("pulling").isEqualTo(truth);
                }
            }

            /// What links do is no reason to start anew: it comes as changes.
            private void pull(int limit) {
                int before = pulling.resets;
                pulling.pullAll(limit);
                if (!hasChanged) {
                    assertThat(pulling.resets).as("resets of the changelog").isEqualTo(before);
                }
                hasChanged = false;
            }

            private Map<String, List<Row>> evaluated(SessionValues session) {
                Map<String, List<Row>> tables = new LinkedHashMap<>();
                for (RecordType type : world.engine.schema().records()) {
                    tables.put(
                            type.name(),
                            all.getOrDefault(type.name(), Map.of()).values().stream()
                                    .filter(row ->
                                            Evaluator.evaluate(type.permission(Operation.QUERY), row, session, linked())
                                                    == Truth.TRUE)
                                    .toList());
                }
                return tables;
            }

            /// By record, the keys at which its questions hold.
            private Map<String, Set<Object>> answers(SessionValues session) {
                Map<String, Set<Object>> found = new HashMap<>();
                for (RecordType type : world.engine.schema().records()) {
                    Set<Object> keys = new HashSet<>();
                    for (LinkQuestion question : LinkQuestion.of(type.permission(Operation.QUERY))) {
                        Map<Long, Row> starts =
                                all.getOrDefault(question.path().getFirst().target(), Map.of());
                        for (Row start : starts.values()) {
                            Object key = LinkQuestion.key(
                                    start.get(question.path().getFirst().targetField()));
                            if (key != null && holds(question, key, session, type)) {
                                keys.add(question.id() + key);
                            }
                        }
                    }
                    found.put(type.name(), keys);
                }
                return found;
            }

            private boolean holds(LinkQuestion question, Object key, SessionValues session, RecordType type) {
                Row asking = dev.parallax.policy.RowsInMemory.row(type, Map.of(question.localField(), key), 1);
                return Evaluator.evaluate(question.exists(), asking, session, linked()) == Truth.TRUE;
            }
        }

        /// What a client holds, and its cursors.
        private final class Client {
            private final Map<String, Map<Long, Row>> tables = new LinkedHashMap<>();
            private final Map<String, TableCursor> cursors = new LinkedHashMap<>();

            /// What the stream told it, without its cursor knowing.
            void take(Map<String, List<Row>> view) {
                if (!cursors.isEmpty()) {
                    view.forEach((record, rows) -> {
                        Map<Long, Row> held = rows(record);
                        held.clear();
                        rows.forEach(row -> held.put(row.id(), row));
                    });
                }
            }

            void catchUp(CreatedSession created, int pageSize) {
                SyncPage page;
                int pages = 0;
                do {
                    page = world.engine.catchUp(created.session(), World.request(cursors, pageSize));
                    page.tables().forEach((record, table) -> {
                        Map<Long, Row> rows = rows(record);
                        if (table.reset()) {
                            rows.clear();
                            resets++;
                        } else if (cursors.containsKey(record)) {
                            stood++;
                        }
                        table.removed().forEach(rows::remove);
                        table.rows().forEach(row -> rows.put(row.id(), row));
                        cursors.put(record, new TableCursor(table.lastSeen(), table.permissionHash()));
                    });
                    assertThat(pages++).as("pages").isLessThan(1_000);
                } while (page.hasMore());
            }

            void changes(CreatedSession created) {
                for (RecordType type : world.engine.schema().records()) {
                    TableCursor cursor = cursors.get(type.name());
                    TableDelta delta;
                    do {
                        delta = world.engine.changes(created.session(), View.of(type), cursor, 3);
                        Map<Long, Row> rows = rows(type.name());
                        if (delta.reset()) {
                            rows.clear();
                        }
                        delta.removed().forEach(rows::remove);
                        delta.created().forEach(row -> rows.put(row.id(), row));
                        delta.updated().forEach(row -> rows.put(row.id(), row));
                        cursor = new TableCursor(delta.version(), delta.permissionHash());
                    } while (delta.hasMore());
                    cursors.put(type.name(), new TableCursor(delta.version(), null));
                }
            }

            Map<String, List<Row>> view() {
                Map<String, List<Row>> view = new LinkedHashMap<>();
                world.engine
                        .schema()
                        .records()
                        .forEach(type -> view.put(
                                type.name(), List.copyOf(rows(type.name()).values())));
                return view;
            }

            private Map<Long, Row> rows(String record) {
                return tables.computeIfAbsent(record, name -> new TreeMap<>());
            }
        }
    }
}
