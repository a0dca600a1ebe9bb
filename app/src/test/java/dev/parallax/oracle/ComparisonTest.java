package dev.parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.oracle.Finding.Kind;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.TruthSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("test", """
            session { userId Int }
            record Post {
                @allow(*) { exists members { userId == Session.userId } }
                id Int @id
                members @link(Member.postId)
            }
            record Member {
                @public
                id Int @id
                postId Int
                userId Int
            }
            """);
    private static final Instant MOMENT = Instant.parse("2026-01-31T12:00:00Z");
    private static final String MOMENT_TEXT = "2026-01-31T12:00:00.000000Z";

    @Test
    void equalRowsAreEqualThoughTheClientHoldsMomentsAsText() {
        assertThat(compare(200, List.of(held(1, "a")), 200, List.of(truth(1, "a")), List.of())
                        .equal())
                .isTrue();
    }

    @Test
    void findsARowThatIsHeldButNotPermitted() {
        assertThat(kinds(compare(200, List.of(held(1, "a"), held(2, "b")), 200, List.of(truth(2, "b")), List.of())))
                .containsExactly(Kind.LEAK);
    }

    @Test
    void findsARowThatIsPermittedButNotHeld() {
        assertThat(kinds(compare(200, List.of(held(1, "a")), 200, List.of(truth(1, "a"), truth(2, "b")), List.of())))
                .containsExactly(Kind.MISSING);
    }

    @Test
    void findsOtherContentEvenWithTheSameVersion() {
        assertThat(kinds(compare(200, List.of(held(1, "corrupt")), 200, List.of(truth(1, "a")), List.of())))
                .containsExactly(Kind.STALE);
    }

    @Test
    void namesClientRowAndFault() {
        Finding finding = compare(200, List.of(held(1, "a")), 200, List.of(), List.of())
                .findings()
                .getFirst();
        assertThat(finding)
                .isEqualTo(new Finding(3, "Post", 1, Kind.LEAK, "Post 1: client 3 holds it but may not see it."));
    }

    @Test
    void excusesAChangeThatIsOnItsWayToTheClient() {
        var outcome = compare(200, List.of(held(1, "a")), 300, List.of(truth(1, "b")), List.of(changed(1, 250)));
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.undelivered()).isEqualTo(1);
    }

    @Test
    void excusesAClientThatIsAheadOfTheTruth() {
        var outcome = compare(300, List.of(), 200, List.of(truth(1, "a")), List.of(changed(1, 250)));
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.equal()).isFalse();
    }

    @Test
    void doesNotExcuseAChangeThatTheClientClaimsToHave() {
        assertThat(kinds(compare(260, List.of(held(1, "a")), 300, List.of(truth(1, "b")), List.of(changed(1, 250)))))
                .containsExactly(Kind.STALE);
    }

    @Test
    void doesNotExcuseTheChangeOfAnotherRow() {
        assertThat(kinds(compare(200, List.of(held(1, "a")), 300, List.of(), List.of(changed(2, 250)))))
                .containsExactly(Kind.LEAK);
    }

    @Test
    void excusesARowThatComesOrGoesWithAChangeOfWhatItsVisibilityHangsOn() {
        LogEntry joined = new LogEntry(new Change(250, 250, "Member", 9, null, truth(9, "joined"), null), "");
        var outcome = compare(200, List.of(), 300, List.of(truth(1, "a")), List.of(joined));
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.undelivered()).isEqualTo(1);
        assertThat(kinds(compare(260, List.of(), 300, List.of(truth(1, "a")), List.of(joined))))
                .containsExactly(Kind.MISSING);
        assertThat(kinds(compare(200, List.of(held(1, "b")), 300, List.of(truth(1, "a")), List.of(joined))))
                .containsExactly(Kind.STALE);
    }

    private static Comparison.Outcome compare(
            long clientVersion, List<Row> held, long truthVersion, List<Row> permitted, List<LogEntry> log) {
        TableSnapshot table = new TableSnapshot("Post", held, held, Set.of(), clientVersion, "hash");
        ReplicaSnapshot snapshot = new ReplicaSnapshot(
                1,
                Status.LIVE,
                "",
                new SessionValues(Map.of()),
                clientVersion,
                Coverage.ALL,
                Map.of("Post", table),
                List.of(),
                List.of());
        RecentChanges changes = new RecentChanges(Math.min(clientVersion, truthVersion));
        changes.add(log);
        return Comparison.of(
                new Subject(3, snapshot),
                new TruthSnapshot(truthVersion, Map.of("Post", permitted)),
                changes,
                new Links(SCHEMA));
    }

    private static List<Kind> kinds(Comparison.Outcome outcome) {
        return outcome.findings().stream().map(Finding::kind).toList();
    }

    private static LogEntry changed(long id, long version) {
        return new LogEntry(new Change(version, version, "Post", id, truth(id, "x"), truth(id, "y"), null), "");
    }

    private static Row truth(long id, String text) {
        return row(id, text, MOMENT);
    }

    private static Row held(long id, String text) {
        return row(id, text, MOMENT_TEXT);
    }

    private static Row row(long id, String text, Object moment) {
        RowShape shape = new RowShape("Post", List.of("id", "text", "createdAt", "updatedAt"), "id");
        return new Row(shape, Stream.of(id, text, moment, 100L).toList());
    }
}
