package dev.parallax.scenario.expectation;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A client as it is at one moment. Immutable.
///
/// @param names by which sentences may call it: its user's name, and its name in a scenario
/// @param dialect `cursor`
public record ClientView(
        int number, Set<String> names, long userId, String role, String dialect, ReplicaSnapshot snapshot) {
    public ClientView {
        names = Set.copyOf(names);
    }

    /// "Client 4 (Ann)".
    String title() {
        return names.stream()
                .min(String::compareTo)
                .map(name -> "Client " + number + " (" + name + ")")
                .orElse("Client " + number);
    }

    /// Whether it has ever been told what it may see. Before that an empty cache says nothing.
    boolean hasCaughtUp() {
        return snapshot.version() > 0 || snapshot.status() == Status.LIVE;
    }

    /// The rows that the server sent, or those with the client's own edits over them; sorted by id.
    List<Row> rows(String record, boolean withOwnEdits) {
        TableSnapshot table = snapshot.table(record);
        return withOwnEdits ? table.shown() : table.synced();
    }

    Optional<Row> row(String record, long id, boolean withOwnEdits) {
        TableSnapshot table = snapshot.table(record);
        return withOwnEdits ? table.findShown(id) : table.findSynced(id);
    }
}
