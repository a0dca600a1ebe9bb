package dev.parallax.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StateHashTest {
    @Test
    void agreesWithThePublishedChain() {
        JsonNode vectors =
                new JsonMapper().readTree(StateHashTest.class.getResourceAsStream("/vectors/state-chain.json"));
        StateHash hash = StateHash.GENESIS;
        assertThat(hash.hex()).isEqualTo(vectors.get("genesis").asString());
        for (JsonNode step : vectors.get("steps").values()) {
            ScopedChange change = change(step.get("change"));
            hash = hash.then(change);

            assertThat(StateHash.canonical(change))
                    .isEqualTo(step.get("canonical").asString());
            assertThat(hash.hex()).isEqualTo(step.get("stateHash").asString());
            assertThat(StateHash.parse(hash.hex())).isEqualTo(hash);
        }
    }

    @Test
    void refusesTextThatIsNoHash() {
        assertThatThrownBy(() -> StateHash.parse("00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StateHash.parse("x".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ScopedChange change(JsonNode json) {
        String record = json.get("record").asString();
        ChangeKind kind = ChangeKind.valueOf(json.get("op").asString().toUpperCase(Locale.ROOT));
        Row row = json.has("row") ? row(record, json.get("row")) : null;
        return new ScopedChange(
                json.get("version").asLong(), record, json.get("id").asLong(), kind, row);
    }

    private static Row row(String record, JsonNode json) {
        List<String> names = List.copyOf(json.propertyNames());
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : names) {
            JsonNode value = json.get(name);
            values.add(
                    switch (value.getNodeType()) {
                        case NULL -> null;
                        case BOOLEAN -> value.booleanValue();
                        case NUMBER ->
                            value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
                        default ->
                            name.equals("createdAt")
                                    ? Instant.parse(value.stringValue())
                                    : (Object) value.stringValue();
                    });
        }
        return new Row(new RowShape(record, names, "id"), values);
    }
}
