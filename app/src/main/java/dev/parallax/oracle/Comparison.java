package dev.parallax.oracle;

import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.oracle.Finding.Kind;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Compares the rows that the server sent to one client with what SQL says that its session may see. Immutable.
///
/// Client and truth are rarely of the same version. A row that changed after the older of the two may rightly
/// differ: it is *undelivered*, not a finding. So may a row whose visibility hangs on rows of another record, of which
/// one changed after that. Every other difference is a finding.
final class Comparison {
    private final int clientNumber;
    private final ReplicaSnapshot snapshot;
    private final TruthSnapshot truth;
    private final RecentChanges changes;
    private final Links links;
    private final List<Finding> findings = new ArrayList<>();
    private int undelivered;
    private final List<Held> unpermitted = new ArrayList<>();

    /// @param findings what is wrong
    /// @param undelivered differences that changes on their way explain
    /// @param unpermitted rows held that the truth does not contain, explained or not
    record Outcome(List<Finding> findings, int undelivered, List<Held> unpermitted) {
        boolean equal() {
            return findings.isEmpty() && undelivered == 0;
        }
    }

    private Comparison(
            int clientNumber, ReplicaSnapshot snapshot, TruthSnapshot truth, RecentChanges changes, Links links) {
        this.clientNumber = clientNumber;
        this.snapshot = snapshot;
        this.truth = truth;
        this.changes = changes;
        this.links = links;
    }

    /// @param truth for the session values that the snapshot names
    /// @param changes read after `truth`
    /// @param links of the schema by which the truth was read
    static Outcome of(Subject subject, TruthSnapshot truth, RecentChanges changes, Links links) {
        Comparison comparison = new Comparison(subject.number(), subject.snapshot(), truth, changes, links);
        comparison.run();
        return new Outcome(
                List.copyOf(comparison.findings), comparison.undelivered, List.copyOf(comparison.unpermitted));
    }

    private void run() {
        Set<String> records = new HashSet<>(truth.tables().keySet());
        records.addAll(snapshot.tables().keySet());
        records.removeIf(record -> !snapshot.coverage().covers(record));
        for (String record : records) {
            table(
                    record,
                    snapshot.table(record).synced(),
                    covered(truth.tables().getOrDefault(record, List.of())));
        }
        Coverage.Spaces spaces = snapshot.coverage().spaces();
        if (spaces != null) {
            spaces(spaces);
        }
    }

    /// What the client claims to hold of the rows that its session may see.
    private List<Row> covered(List<Row> permitted) {
        Coverage.Spaces spaces = snapshot.coverage().spaces();
        return spaces == null
                ? permitted
                : permitted.stream()
                        .filter(row -> row.get(spaces.topic().field()) instanceof Long space
                                && spaces.open().contains(space))
                        .toList();
    }

    /// A client that does not follow exactly the spaces that its session may see is still on its way.
    private void spaces(Coverage.Spaces claimed) {
        Set<Long> permitted = new HashSet<>();
        truth.tables()
                .getOrDefault(claimed.topic().spaceRecord(), List.of())
                .forEach(space -> permitted.add(space.id()));
        undelivered += (int) permitted.stream()
                .filter(space -> !claimed.open().contains(space))
                .count();
        undelivered += (int) claimed.open().stream()
                .filter(space -> !permitted.contains(space))
                .count();
    }

    /// Both lists are sorted by id.
    private void table(String record, List<Row> held, List<Row> permitted) {
        int heldIndex = 0;
        int permittedIndex = 0;
        while (heldIndex < held.size() || permittedIndex < permitted.size()) {
            long heldId = heldIndex < held.size() ? held.get(heldIndex).id() : Long.MAX_VALUE;
            long permittedId = permittedIndex < permitted.size()
                    ? permitted.get(permittedIndex).id()
                    : Long.MAX_VALUE;
            if (heldId < permittedId) {
                unpermitted.add(new Held(clientNumber, record, heldId, changes.newest(record, heldId)));
                differs(Kind.LEAK, record, heldId, "holds it but may not see it");
                heldIndex++;
            } else if (permittedId < heldId) {
                differs(Kind.MISSING, record, permittedId, "may see it but does not hold it");
                permittedIndex++;
            } else {
                if (!same(held.get(heldIndex), permitted.get(permittedIndex))) {
                    differs(Kind.STALE, record, heldId, "holds it with other content than it has");
                }
                heldIndex++;
                permittedIndex++;
            }
        }
    }

    private void differs(Kind kind, String record, long id, String what) {
        long version = Math.min(snapshot.version(), truth.version());
        boolean comesOrGoes = kind != Kind.STALE
                && links.behind(record).stream().anyMatch(linked -> changes.anyAfter(version, linked));
        if (comesOrGoes || changes.after(version, record, id)) {
            undelivered++;
            return;
        }
        String sentence = record + " " + id + ": client " + clientNumber + " " + what + ".";
        findings.add(new Finding(clientNumber, record, id, kind, sentence));
    }

    /// A client holds a DateTime as text, and knows fields by name only.
    private static boolean same(Row held, Row permitted) {
        List<String> fields = permitted.shape().fields();
        if (held.shape().fields().size() != fields.size()) {
            return false;
        }
        for (int index = 0; index < fields.size(); index++) {
            if (held.shape().indexOf(fields.get(index)) < 0
                    || !Objects.equals(held.get(fields.get(index)), RowJson.plain(permitted.get(index)))) {
                return false;
            }
        }
        return true;
    }
}
