package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The simplest changelog client that follows the rules, and checks every answer by them. Confined to its test.
final class PullingClient {
    final String clientId;
    private final String secret;
    private final Session session;
    private Engine engine;
    private final Map<String, Map<Long, Row>> tables = new LinkedHashMap<>();
    private @Nullable Long cursor;
    private StateHash hash = StateHash.GENESIS;
    int resets;

    PullingClient(World world, CreatedSession created, String clientId) {
        this.engine = world.engine;
        this.secret = created.secret();
        this.session = created.session();
        this.clientId = clientId;
    }

    /// The server was restarted.
    void goOnWith(World world) {
        engine = world.engine;
    }

    Pulled ask(int limit) {
        return engine.pull(session, clientId, cursor, cursor == null ? null : hash.hex(), limit);
    }

    /// Asks, and hears the answer.
    Pulled pull(int limit) {
        Pulled pulled = ask(limit);
        hear(pulled);
        return pulled;
    }

    void pullAll(int limit) {
        int pages = 0;
        while (pull(limit).hasMore()) {
            assertThat(pages++).as("pages").isLessThan(100_000);
        }
    }

    void hear(Pulled pulled) {
        if (pulled.reset()) {
            resets++;
            forget();
        }
        long last = cursor == null ? 0 : cursor;
        for (ScopedChange change : pulled.changes()) {
            assertThat(change.version()).as("version of %s", change).isGreaterThanOrEqualTo(last);
            last = change.version();
            apply(change);
            hash = hash.then(change);
        }
        assertThat(pulled.cursor()).as("cursor").isGreaterThanOrEqualTo(last);
        assertThat(pulled.stateHash()).as("state hash").isEqualTo(hash.hex());
        cursor = pulled.cursor();
    }

    void forget() {
        tables.clear();
        hash = StateHash.GENESIS;
        cursor = null;
    }

    /// Something went wrong with what it keeps.
    void tamper() {
        hash = cursor == null ? hash : hash.then(new byte[] {1});
    }

    /// 0 before it has one.
    long cursor() {
        return cursor == null ? 0 : cursor;
    }

    String hash() {
        return hash.hex();
    }

    Map<String, List<Row>> view() {
        Map<String, List<Row>> view = new LinkedHashMap<>();
        engine.schema().records().forEach(type -> {
            Map<Long, Row> rows = tables.getOrDefault(type.name(), Map.of());
            view.put(type.name(), new ArrayList<>(rows.values()));
        });
        return view;
    }

    Map<String, List<Row>> truth() {
        return engine.truth(engine.session(secret).orElseThrow().values()).tables();
    }

    private void apply(ScopedChange change) {
        Map<Long, Row> rows = tables.computeIfAbsent(change.record(), name -> new TreeMap<>());
        boolean isKnown = rows.containsKey(change.id());
        switch (change.kind()) {
            case INSERT -> assertThat(isKnown).as("known before %s", change).isFalse();
            case UPDATE, DELETE ->
                assertThat(isKnown).as("known before %s", change).isTrue();
        }
        Row row = change.row();
        if (row == null) {
            rows.remove(change.id());
        } else {
            rows.put(change.id(), row);
        }
    }
}
