package dev.parallax.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Dialect;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.world.Archive;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LongLogTest {
    private static final WorldPlan WORLD =
            new WorldPlan(ServerConfig.defaults().withPort(0), 7, List.of(Dialect.CURSOR), 0, 20, false);
    private static final long LAST = 50_000;
    private static final Row ROW = new Row(new RowShape("Post", List.of("id", "updatedAt"), "id"), List.of(1L, 1L));

    @Test
    void theTimelineOfALongLogBeginsAtItsEnd() {
        Mailbox mailbox = new Mailbox();
        Pulse pulse = new Pulse(mailbox);
        SchemaHistory schemas;
        try (LiveWorld world = LiveWorld.start(WORLD)) {
            schemas = world.schemas();
        }
        try (Background background = new Background(mailbox)) {
            Timeline timeline = FxThread.call(() -> {
                Timeline made = new Timeline(world(schemas), background, () -> LAST);
                pulse.every(made);
                pulse.start();
                return made;
            });

            await().until(() -> !changes(timeline).isEmpty());
            assertThat(changes(timeline)).hasSize(Timeline.CHANGES_LIMIT);
            assertThat(changes(timeline).getLast().version()).isEqualTo(LAST);
        } finally {
            FxThread.run(pulse::stop);
        }
    }

    private static List<Change> changes(Timeline timeline) {
        return FxThread.call(() -> List.copyOf(timeline.changes()));
    }

    private static World world(SchemaHistory schemas) {
        Archive archive = proxy(Archive.class, (method, arguments) -> page((long) arguments[0], (int) arguments[1]));
        return proxy(World.class, (method, arguments) -> switch (method) {
            case "archive" -> archive;
            case "schemas" -> schemas;
            default -> Optional.empty();
        });
    }

    private static List<Change> page(long after, int limit) {
        return LongStream.rangeClosed(after + 1, Math.min(LAST, after + limit))
                .mapToObj(version -> new Change(version, version, "Post", 1, null, ROW, null))
                .toList();
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> answer.to(called.getName(), arguments)));
    }
}
