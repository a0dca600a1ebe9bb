package dev.parallax.server.engine;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.ScopedChange;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what it hears.
final class Listener implements Subscriber {
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
        heard.add(delivery.changes().stream().map(Listener::text).toList().toString());
    }

    @Override
    public void resync(List<String> tables, Reason reason) {
        heard.add("resync " + tables + " " + reason);
    }

    @Override
    public void ended() {
        heard.add("ended");
    }

    /// What was heard since the last time.
    List<String> drain() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    private static String text(ScopedChange change) {
        String title = change.kind() == ChangeKind.DELETE || change.row() == null
                ? ""
                : " " + change.row().get("title");
        return change.kind().keyword() + " " + change.record() + " " + change.id() + title;
    }
}
