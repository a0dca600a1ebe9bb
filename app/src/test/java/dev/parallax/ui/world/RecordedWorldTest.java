package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.Traffic;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedWorldTest {
    static Stream<Arguments> recorded() {
        return Stream.of(
                Arguments.of(FleetClient.class, RecordedClient.class, List.of()),
                Arguments.of(World.class, RecordedWorld.class, List.of("client", "recordNames")),
                Arguments.of(Traffic.class, RecordedTraffic.class, List.of()));
    }

    /// A method with a body of its own in the interface would not reach what is recorded, and nobody
    /// would notice.
    @ParameterizedTest
    @MethodSource("recorded")
    void everyMethodReachesWhatIsRecorded(Class<?> type, Class<?> recorded, List<String> derived) {
        List<String> missing = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !derived.contains(method.getName()))
                .filter(method -> !declares(recorded, method))
                .map(Method::toString)
                .toList();
        assertThat(missing).isEmpty();
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
