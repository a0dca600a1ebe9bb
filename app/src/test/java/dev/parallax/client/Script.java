package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/// Plays the network and the device of one streaming client, word for word as a test says. Saves are kept at once
/// unless a test holds them. Confined to its test.
final class Script {
    static final ObjectNode SESSION = ModelServer.session(1, "user");

    final SyncClient client;
    final List<Effect.Save> heldSaves = new ArrayList<>();
    List<Effect> effects = List.of();
    boolean holdsSaves;
    private final Map<Timer, Effect.SetTimer> timers = new EnumMap<>(Timer.class);

    Script(Dialect dialect) {
        ClientConfig config =
                ClientConfig.of(dialect).withRecords(ModelServer.TABLES).withTopic(StreamModel.Space.TOPIC);
        client = ClientMachines.create(config, new Random(1), new Shared(), Kept.NOTHING);
    }

    void tell(Event event) {
        effects = client.on(event);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.SetTimer timer -> timers.put(timer.timer(), timer);
                case Effect.CancelTimer timer -> timers.remove(timer.timer());
                case Effect.Save save -> heldSaves.add(save);
                default -> {}
            }
        }
        if (!holdsSaves) {
            keepAll();
        }
    }

    /// All saves that are held, and those that they lead to, are done.
    void keepAll() {
        List<Effect> seen = new ArrayList<>(effects);
        while (!heldSaves.isEmpty()) {
            for (Effect effect :
                    client.on(new Event.Saved(heldSaves.removeFirst().number()))) {
                if (effect instanceof Effect.Save save) {
                    heldSaves.add(save);
                }
                seen.add(effect);
            }
        }
        effects = seen;
    }

    void signIn() {
        tell(new Event.SignIn("secret", SESSION));
    }

    /// @return the streams that the last event opened
    List<Effect.OpenStream> opened() {
        return all(Effect.OpenStream.class);
    }

    Effect.OpenStream onlyOpened() {
        List<Effect.OpenStream> opened = opened();
        if (opened.size() != 1) {
            throw new AssertionError("not one stream but " + opened);
        }
        return opened.getFirst();
    }

    <T extends Effect> List<T> all(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void message(long stream, String name, String json) {
        tell(new Event.StreamMessage(stream, name, json.replace('\'', '"')));
    }

    void answer(long request, String json) {
        tell(new Event.Answered(request, 200, json.replace('\'', '"')));
    }

    boolean isArmed(Timer timer) {
        return timers.containsKey(timer);
    }

    void fire(Timer timer) {
        tell(new Event.TimerFired(
                timer, Objects.requireNonNull(timers.remove(timer)).token()));
    }

    Status status() {
        return client.snapshot().status();
    }

    String sentence() {
        return client.snapshot().message();
    }

    List<Object> texts(String table) {
        List<Object> texts = new ArrayList<>();
        client.snapshot().table(table).shown().forEach(row -> texts.add(row.get("text")));
        return texts;
    }

    static String row(long id, long owner, String text, long version) {
        Row row = ModelServer.row("Post", id, owner, true, text, version);
        return Json.text(RowJson.encode(row));
    }
}
