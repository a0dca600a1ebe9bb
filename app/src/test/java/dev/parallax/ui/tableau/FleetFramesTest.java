package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.policy.SessionValues;
import dev.parallax.recording.WireMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetFramesTest {
    private static final RowShape USER = new RowShape("User", List.of("id", "name", "updatedAt"), "id");
    private static final RowShape WORKSPACE = new RowShape("Workspace", List.of("id", "name", "updatedAt"), "id");
    private static final RowShape MEMBERSHIP =
            new RowShape("Membership", List.of("id", "workspaceId", "userId", "updatedAt"), "id");

    private final World world = new World(1, 3, 4, 2);
    private final FleetFrames frames = new FleetFrames();
    private final Client one = new Client(1, snapshot(1, world.post(1), world.post(2)));
    private final Client two = new Client(2, snapshot(1, world.post(1)));

    @Test
    void nothingNewIsTheSameFrame() {
        TableauFrame first = next(OracleReport.NONE);

        assertThat(next(OracleReport.NONE)).isSameAs(first);
    }

    @Test
    void onlyAClientThatChangedGetsANewView() {
        TableauFrame first = next(OracleReport.NONE);
        one.snapshot = snapshot(2, world.post(2));

        TableauFrame second = next(OracleReport.NONE);

        assertThat(second.cards().get(0).posts()).containsExactly(world.post(2));
        assertThat(second.cards().get(1)).isSameAs(first.cards().get(1));
    }

    @Test
    void whoeverIsLeftOutComesNextAlsoWhenTheOthersKeepChanging() {
        FleetFrames limited = new FleetFrames(1);
        List<ClientState> before = List.of(ClientState.of(one), ClientState.of(two));
        assertThat(limited.next(before, OracleReport.NONE, 0, 0).cards()).hasSize(2);
        one.snapshot = snapshot(2, world.post(2));
        two.snapshot = snapshot(2, world.post(3));
        List<ClientState> after = List.of(ClientState.of(one), ClientState.of(two));

        TableauFrame first = limited.next(after, OracleReport.NONE, 0, 0);
        one.snapshot = snapshot(3, world.post(4));
        List<ClientState> later = List.of(ClientState.of(one), ClientState.of(two));
        TableauFrame second = limited.next(later, OracleReport.NONE, 0, 0);
        TableauFrame third = limited.next(later, OracleReport.NONE, 0, 0);

        assertThat(held(first)).isEqualTo(List.of(List.of(world.post(2)), List.of(world.post(1))));
        assertThat(held(second)).isEqualTo(List.of(List.of(world.post(2)), List.of(world.post(3))));
        assertThat(held(third)).isEqualTo(List.of(List.of(world.post(4)), List.of(world.post(3))));
        assertThat(limited.next(later, OracleReport.NONE, 0, 0)).isSameAs(third);
    }

    private static List<List<Row>> held(TableauFrame frame) {
        return frame.cards().stream().map(CardView::posts).toList();
    }

    @Test
    void namesAndWorkspacesComeFromTheTablesThatAClientHolds() {
        TableauFrame frame = next(OracleReport.NONE);

        assertThat(frame.userNames()).isEqualTo(Map.of(1L, "Amara", 2L, "Bruno"));
        assertThat(frame.cards().get(0).workspaces()).containsExactly("Atlas");
        assertThat(frame.cards().get(1).workspaces()).isEmpty();
    }

    @Test
    void findingsOfTheOracleBecomeMarks() {
        next(OracleReport.NONE);
        OracleReport report = new OracleReport(
                List.of(new Finding(2, "Post", 1, Finding.Kind.LEAK, "held, not permitted")),
                List.of(new Finding(2, "Post", 3, Finding.Kind.MISSING, "not held")),
                List.of(new Finding(2, "User", 1, Finding.Kind.STALE, "old")),
                0,
                2,
                2,
                9,
                1);

        TableauFrame frame = next(report);

        assertThat(frame.cards().get(1).marks())
                .isEqualTo(new CardMarks(Set.of(), Set.of(), Set.of(1L), Set.of(3L), Set.of()));
        assertThat(next(OracleReport.NONE).cards().get(1).marks()).isEqualTo(CardMarks.NONE);
    }

    @Test
    void aWriteIsWrittenOverWhenTheRowIsNewer() {
        long version = world.post(1).version();
        one.snapshot = withResults(
                one.snapshot,
                result(1, version - 1, true),
                result(2, world.post(2).version(), true));
        two.snapshot = withResults(two.snapshot, result(1, 0, false));

        TableauFrame frame = next(OracleReport.NONE);

        assertThat(frame.cards().get(0).marks().overwritten()).containsExactly(1L);
        assertThat(frame.cards().get(1).marks()).isEqualTo(CardMarks.NONE);
    }

    private TableauFrame next(OracleReport report) {
        return frames.next(List.of(ClientState.of(one), ClientState.of(two)), report, 0, 0);
    }

    private static WriteResult result(long id, long version, boolean accepted) {
        return new WriteResult(new UUID(0, id), "Post", id, WriteKind.UPDATE, accepted, "", version);
    }

    private static ReplicaSnapshot withResults(ReplicaSnapshot snapshot, WriteResult... results) {
        return new ReplicaSnapshot(
                snapshot.generation() + 1,
                snapshot.status(),
                snapshot.message(),
                snapshot.session(),
                snapshot.version(),
                snapshot.coverage(),
                snapshot.tables(),
                snapshot.pending(),
                List.of(results));
    }

    private static ReplicaSnapshot snapshot(long generation, Row... posts) {
        return new ReplicaSnapshot(
                generation,
                Status.LIVE,
                "Up to date.",
                new SessionValues(Map.of()),
                5,
                Coverage.ALL,
                Map.of(
                        "Post", table("Post", posts),
                        "User",
                                table(
                                        "User",
                                        new Row(USER, List.of(1L, "Amara", 1L)),
                                        new Row(USER, List.of(2L, "Bruno", 1L))),
                        "Workspace", table("Workspace", new Row(WORKSPACE, List.of(7L, "Atlas", 1L))),
                        "Membership", table("Membership", new Row(MEMBERSHIP, List.of(1L, 7L, 1L, 1L)))),
                List.of(),
                List.of());
    }

    private static TableSnapshot table(String record, Row... rows) {
        return new TableSnapshot(record, List.of(rows), List.of(rows), Set.of(), 1L, "hash");
    }

    /// A client that only stands there.
    private static final class Client implements FleetClient {
        private final int number;
        private ReplicaSnapshot snapshot;

        Client(int number, ReplicaSnapshot snapshot) {
            this.number = number;
            this.snapshot = snapshot;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public String name() {
            return "Client " + number;
        }

        @Override
        public long userId() {
            return number;
        }

        @Override
        public String role() {
            return "user";
        }

        @Override
        public String dialect() {
            return "cursor";
        }

        @Override
        public ReplicaSnapshot snapshot() {
            return snapshot;
        }

        @Override
        public List<WireMessage> wire() {
            return List.of();
        }

        @Override
        public String sessionId() {
            return "";
        }

        @Override
        public CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<WriteResult> update(
                String record, long id, Map<String, ? extends @Nullable Object> fields) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<WriteResult> delete(String record, long id) {
            return new CompletableFuture<>();
        }

        @Override
        public void goOffline() {}

        @Override
        public void goOnline() {}

        @Override
        public CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields) {
            return new CompletableFuture<>();
        }
    }
}
