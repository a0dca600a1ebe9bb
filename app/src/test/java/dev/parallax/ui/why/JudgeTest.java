package dev.parallax.ui.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.client.Topic;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.Finding;
import dev.parallax.policy.Explainer;
import dev.parallax.policy.FlipSearch;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Why;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final long ID = 12;
    private static final UUID REQUEST = new UUID(0, 1);
    private static final RowShape SHAPE =
            new RowShape("Post", List.of("id", "workspaceId", "published", "title", "updatedAt"), "id");
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("test", """
            session { userId Int role String }
            record Post {
                @allow(query) { Or(published == True, Session.role == "admin") }
                @allow(insert, update, delete) { True }
                id Int @id
                workspaceId Int
                published Bool
                title String
            }
            """);

    /// The server has the row at version 10, the client is complete up to version 9. What the columns
    /// say: server: allowed, denied or none; held: the row as it is, old (version 8), spoilt, or none;
    /// edit: of the client, pending or ended.
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}")
    @CsvSource(delimiter = '|', textBlock = """
            allowed | held   | LIVE       | -       | -        | -       | HELD            | Ada holds post 12, as it may.
            denied  | -      | LIVE       | -       | -        | -       | DENIED          | Ada does not hold post 12: the policy denies it.
            none    | -      | LIVE       | -       | -        | -       | NO_ROW          | There is no post 12, so nobody can hold it.
            none    | held   | LIVE       | -       | -        | -       | GONE_STILL_HELD | post 12 is deleted, but Ada still holds it: it is on its way.
            none    | held   | OFFLINE    | -       | -        | -       | GONE_STILL_HELD | post 12 is deleted, but Ada still holds it: it is offline.
            allowed | -      | LIVE       | -       | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: it is on its way.
            allowed | -      | LIVE       | latency | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: frames are held for 200 ms by the latency fault.
            allowed | -      | LIVE       | jitter  | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: frames are held for 200 to 300 ms by the latency fault.
            allowed | -      | LIVE       | half    | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: its line is half-open, and nothing gets through.
            allowed | -      | LIVE       | slow    | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: it reads only 1 messages a second.
            allowed | -      | LIVE       | narrow  | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: its line carries only 1,000 bytes a second.
            allowed | -      | LIVE       | silent  | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: the server was told to stop broadcasting.
            allowed | -      | LIVE       | space   | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: the server gathers changes for a batch window before it sends them.
            allowed | -      | OFFLINE    | -       | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: it is offline.
            allowed | -      | AUTH_ERROR | -       | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: its session has ended, and it must sign in first.
            allowed | -      | CONNECTION_ERROR | - | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: it has no connection and tries again.
            allowed | -      | SYNC_ERROR | -       | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: the server could not send the data, and it tries again.
            allowed | -      | SYNCING    | -       | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: it is still catching up.
            allowed | -      | CONNECTING | half    | -        | -       | NOT_DELIVERED   | Ada may see post 12 but does not have it yet: its line is half-open, and nothing gets through.
            allowed | -      | LIVE       | -       | -        | MISSING | MISSING         | Ada may see post 12, says that it is up to date, and does not hold it. This is wrong.
            allowed | -      | LIVE       | other   | -        | -       | NOT_FOLLOWED    | Ada may see post 12 but does not ask for it: it follows workspace 5.
            allowed | old    | LIVE       | -       | -        | -       | OUTDATED        | Ada holds post 12 as it was before: it is on its way.
            allowed | old    | OFFLINE    | -       | -        | -       | OUTDATED        | Ada holds post 12 as it was before: it is offline.
            allowed | spoilt | LIVE       | -       | -        | -       | SPOILT          | Ada holds post 12 with other content than it has. This is wrong.
            allowed | spoilt | OFFLINE    | -       | -        | -       | SPOILT          | Ada holds post 12 with other content than it has. This is wrong.
            allowed | old    | LIVE       | -       | -        | STALE   | SPOILT          | Ada holds post 12 with other content than it has. This is wrong.
            denied  | held   | OFFLINE    | -       | -        | -       | STILL_HELD      | Ada still holds post 12, which it may not see any more: it is offline.
            denied  | held   | LIVE       | latency | -        | -       | STILL_HELD      | Ada still holds post 12, which it may not see any more: frames are held for 200 ms by the latency fault.
            denied  | held   | LIVE       | -       | -        | LEAK    | LEAK            | Ada holds post 12, which the policy denies it. This is a leak.
            allowed | held   | LIVE       | -       | hide     | -       | EDITED          | Ada shows post 12 with its own pending edit over it: the server says published is True, here it is False.
            allowed | held   | OFFLINE    | -       | delete   | -       | HIDDEN_BY_EDIT  | Ada holds post 12, but its own pending deletion hides it.
            none    | -      | OFFLINE    | -       | create   | -       | CREATED_HERE    | Only Ada has it: the server has not answered its creation yet.
            allowed | held   | LIVE       | -       | conflict | -       | CONFLICT        | Ada edited post 12 while others did; its edit waits for a decision in the outbox.
            allowed | held   | LIVE       | -       | refused  | -       | WRITE_REFUSED   | Ada shows post 12 as the server has it: its own edit was refused, denied: nobody may.
            denied  | -      | LIVE       | -       | refused  | -       | DENIED          | Ada does not hold post 12: the policy denies it.
            denied  | -      | LIVE       | -       | hide     | -       | DENIED          | Ada does not hold post 12: the policy denies it.
            allowed | held   | LIVE       | -       | accepted | -       | HELD            | Ada holds post 12, as it may.
            """)
    void joinsTheThreeLayers(
            String server,
            String held,
            Status status,
            String circumstance,
            String edit,
            String finding,
            Verdict.Kind kind,
            String sentence) {
        Verdict verdict = Judge.of(facts(server, held, status, circumstance, edit, finding));
        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.sentence()).isEqualTo(sentence);
        assertThat(List.of(verdict.policyLayer(), verdict.sync(), verdict.overlay()))
                .allSatisfy(layer -> assertThat(layer.sentence()).matches("[A-Z].*[.]"));
    }

    @Test
    void theTableKnowsEveryKind() throws NoSuchMethodException {
        String table = JudgeTest.class
                .getDeclaredMethod(
                        "joinsTheThreeLayers",
                        String.class,
                        String.class,
                        Status.class,
                        String.class,
                        String.class,
                        String.class,
                        Verdict.Kind.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        assertThat(EnumSet.allOf(Verdict.Kind.class))
                .allSatisfy(kind -> assertThat(table).contains("| " + kind.name() + " "));
    }

    @Test
    void theLayersSayWhereTheRowIsHeldUp() {
        Verdict verdict = Judge.of(facts("allowed", "-", Status.LIVE, "latency", "-", "-"));
        assertThat(verdict.sync().sentence())
                .isEqualTo("Permitted as of 00:00:00.000010; this client is complete up to 00:00:00.000009: "
                        + "frames are held for 200 ms by the latency fault.");
        assertThat(verdict.policyLayer().sentence()).isEqualTo("Allowed: published is True.");
        assertThat(verdict.overlay().sentence()).isEqualTo("No local edit touches it.");
    }

    @Test
    void theOverlaySaysWhatBecameOfTheEdit() {
        assertThat(overlay("hide"))
                .isEqualTo("A local edit lies over it (the server says published is True, here it is False); "
                        + "the edit is sent and not answered yet.");
        assertThat(overlay("delete")).isEqualTo("The edit waits to be sent.");
        assertThat(overlay("refused")).isEqualTo("Its newest edit was refused: denied: nobody may.");
        assertThat(overlay("accepted")).isEqualTo("Its newest edit was accepted at 00:00:00.000010.");
        assertThat(overlay("conflict")).isEqualTo("It waits for a decision: others have changed it.");
    }

    @Test
    void aDeniedRowNamesTheSmallestChange() {
        Verdict verdict = Judge.of(facts("denied", "-", Status.LIVE, "-", "-", "-"));
        assertThat(verdict.flips().getFirst().sentence()).isEqualTo("publish post 12");
    }

    private static String overlay(String edit) {
        return Judge.of(facts("allowed", "held", Status.LIVE, "-", edit, "-"))
                .overlay()
                .sentence();
    }

    private static Facts facts(
            String server, String held, Status status, String circumstance, String edit, String finding) {
        Row row = row(server.equals("allowed"), "Title", 10);
        List<Row> synced = switch (held) {
            case "held" -> List.of(row);
            case "old" -> List.of(row(true, "Before", 8));
            case "spoilt" -> List.of(row(true, "Spoilt", 10));
            default -> List.of();
        };
        List<PendingWrite> pending = new ArrayList<>();
        List<WriteResult> results = new ArrayList<>();
        List<Row> shown = edited(edit, synced, pending, results);
        Coverage coverage = circumstance.equals("other")
                ? Coverage.ofSpaces(new Topic("Post", "workspaceId", "Workspace", "User"), Map.of(5L, 9L))
                : Coverage.ALL;
        ReplicaSnapshot snapshot = new ReplicaSnapshot(
                1,
                status,
                "",
                new SessionValues(Map.of("userId", 3L, "role", "user")),
                9,
                coverage,
                Map.of("Post", new TableSnapshot("Post", synced, shown, Set.of(), 9L, null)),
                pending,
                results);
        return new Facts(
                "Ada",
                circumstance.equals("space") ? "space" : "cursor",
                "Post",
                ID,
                server.equals("none") ? null : why(row, snapshot.session()),
                snapshot,
                faults(circumstance),
                circumstance.equals("silent"),
                finding.equals("-") ? null : Finding.Kind.valueOf(finding));
    }

    private static LinkFaults faults(String circumstance) {
        return switch (circumstance) {
            case "latency" -> LinkFaults.NONE.withLatency(200);
            case "jitter" -> LinkFaults.NONE.withLatency(200).withJitter(100);
            case "half" -> LinkFaults.NONE.withHalfOpen(true);
            case "slow" -> LinkFaults.NONE.withReading(1);
            case "narrow" -> LinkFaults.NONE.withBandwidth(1_000);
            default -> LinkFaults.NONE;
        };
    }

    /// @return what the client shows then
    private static List<Row> edited(
            String edit, List<Row> synced, List<PendingWrite> pending, List<WriteResult> results) {
        Row mine = row(false, "Title", 10);
        switch (edit) {
            case "hide" -> {
                pending.add(write(WriteKind.UPDATE, PendingWrite.State.IN_FLIGHT, null));
                return synced.isEmpty() ? synced : List.of(mine);
            }
            case "delete" -> {
                pending.add(write(WriteKind.DELETE, PendingWrite.State.QUEUED, null));
                return List.of();
            }
            case "create" -> {
                pending.add(write(WriteKind.CREATE, PendingWrite.State.QUEUED, null));
                return List.of(mine);
            }
            case "conflict" -> {
                pending.add(write(
                        WriteKind.UPDATE,
                        PendingWrite.State.CONFLICT,
                        new PendingWrite.Conflict(mine, "others have changed it")));
                return synced;
            }
            case "refused" ->
                results.add(new WriteResult(REQUEST, "Post", ID, WriteKind.UPDATE, false, "denied: nobody may", 0));
            case "accepted" -> results.add(new WriteResult(REQUEST, "Post", ID, WriteKind.UPDATE, true, "Done", 10));
            default -> {}
        }
        return synced;
    }

    private static PendingWrite write(
            WriteKind kind, PendingWrite.State state, PendingWrite.@Nullable Conflict conflict) {
        return new PendingWrite(
                REQUEST, REQUEST, kind, "Post", ID, Map.of("published", false), 9, state, 1, 0, conflict);
    }

    private static Why why(Row row, SessionValues session) {
        RecordType type = SCHEMA.require("Post");
        return new Why(
                row,
                10,
                Explainer.explain(SCHEMA, type, Operation.QUERY, row, session, LinkedRows.NONE),
                FlipSearch.search(SCHEMA, type, Operation.QUERY, row, session, LinkedRows.NONE));
    }

    private static Row row(boolean published, String title, long version) {
        return new Row(SHAPE, List.of(ID, 1L, published, title, version));
    }
}
