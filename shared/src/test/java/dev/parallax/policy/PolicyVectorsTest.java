package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published cases: schema, session and rows in, truth out.
final class PolicyVectorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        JsonNode all = JSON.readTree(PolicyVectorsTest.class.getResourceAsStream("/vectors/policy.json"));
        return all.values().stream().map(json -> new Case(json.get("name").asString(), json));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theEvaluatorAgreesWithTheVectors(Case vector) {
        Schema schema =
                SchemaLanguage.parseOrThrow("vector", vector.json.get("schema").asString());
        RecordType record = schema.require(vector.json.get("record").asString());
        String keyword = vector.json.get("operation").asString();
        Expression permission = record.permission(Operation.valueOf(keyword.toUpperCase(Locale.ROOT)));
        Map<String, @Nullable Object> session = new HashMap<>();
        vector.json.get("session").properties().forEach(field -> session.put(field.getKey(), value(field.getValue())));
        Map<String, List<Row>> linked = new HashMap<>();
        vector.json.get("linked").properties().forEach(entry -> {
            List<Row> rows = new ArrayList<>();
            entry.getValue().values().forEach(row -> rows.add(row(schema.require(entry.getKey()), row)));
            linked.put(entry.getKey(), rows);
        });

        Truth truth = Evaluator.evaluate(
                permission, row(record, vector.json.get("row")), new SessionValues(session), new RowsInMemory(linked));

        assertThat(truth.keyword()).isEqualTo(vector.json.get("truth").asString());
    }

    private static Row row(RecordType record, JsonNode json) {
        Map<String, @Nullable Object> values = new HashMap<>();
        json.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
        return RowsInMemory.row(record, values, 1);
    }

    private static @Nullable Object value(JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isString()) {
            return json.stringValue();
        }
        return json.isIntegralNumber() ? (Object) json.longValue() : (Object) json.doubleValue();
    }
}
