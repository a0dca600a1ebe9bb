package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.fleet.FleetClient;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.server.engine.MergeRule;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CastNamesTest {
    private List<FleetClient> now = List.of();
    private final World recorded = new RecordedWorld(
            proxy(World.class, Map.of()),
            new Recorder(
                    new Setting(
                            7,
                            1,
                            1,
                            1,
                            Map.of(),
                            List.of(),
                            null,
                            MergeRule.LAST_WRITE_WINS,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1)),
                    () -> "",
                    System::nanoTime));

    @Test
    void ofAClientThatLeftOnlyItsNameIsKept() {
        FleetClient ann = client(1, "Ann");
        now = List.of(ann);
        assertThat(only().inner()).isSameAs(ann);
        assertThat(only()).isSameAs(only());
        assertThat(only().castName()).isEqualTo("Ann");

        now = List.of(client(2, "Ann"));
        assertThat(only().castName()).isEqualTo("Ann 2");

        FleetClient again = client(1, "Ann");
        now = List.of(again);
        assertThat(only().inner()).isSameAs(again);
        assertThat(only().castName()).isEqualTo("Ann");
    }

    private RecordedClient only() {
        assertThat(recorded.clients()).hasSize(1);
        return (RecordedClient) recorded.clients().getFirst();
    }

    private FleetClient client(int number, String name) {
        return proxy(FleetClient.class, Map.of("number", number, "name", name));
    }

    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> called.getName().equals("clients") ? now : answers.get(called.getName())));
    }
}
