package dev.parallax.server.dialect;

import dev.parallax.change.ChangeKind;
import dev.parallax.server.dialect.StreamDialect.Concern;
import dev.parallax.server.engine.Delivery;

/// The row that says who may enter a space, as deliveries show it. Immutable.
record Door(String record, long id) {
    static Door of(Space space) {
        return new Door(space.door().name(), space.doorId());
    }

    /// Whether a delivery takes the row away from its readers.
    boolean closes(Delivery delivery) {
        return delivery.changes().stream()
                .anyMatch(change -> change.kind() == ChangeKind.DELETE
                        && change.id() == id
                        && change.record().equals(record));
    }

    /// What a delivery is to a stream behind this door.
    Concern concern(Delivery delivery, Selection selection) {
        if (closes(delivery)) {
            return Concern.ACCESS;
        }
        return selection.of(delivery).isEmpty() ? Concern.NOTHING : Concern.ROWS;
    }
}
