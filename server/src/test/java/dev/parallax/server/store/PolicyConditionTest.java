package dev.parallax.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.RandomPolicies;
import dev.parallax.policy.RowsInMemory;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// SQL and evaluation in memory must agree, on every row and session.
class PolicyConditionTest {
    private static final int CONDITIONS_PER_WORLD = 250;

    @ParameterizedTest
    @MethodSource("vectors")
    void sqlAgreesWithTheVectors(String name, JsonNode vector) {
        Schema schema = SchemaLanguage.parseOrThrow(name, vector.get("schema").stringValue());
        RecordType record = schema.require(vector.get("record").stringValue());
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        vector.get("linked").properties().forEach(entry -> {
            List<Row> linked = new ArrayList<>();
            entry.getValue().forEach(row -> linked.add(row(schema.require(entry.getKey()), row)));
            rows.put(entry.getKey(), linked);
        });
        Row row = row(record, vector.get("row"));
        rows.merge(
                record.name(),
                List.of(row),
                (linked, single) -> Stream.concat(
                                linked.stream().filter(other -> other.id() != row.id()), single.stream())
                        .toList());
        String operation = vector.get("operation").stringValue().toUpperCase(Locale.ROOT);
        Expression permission = record.permission(Operation.valueOf(operation));
        try (PolicyDatabase database = new PolicyDatabase(schema, rows)) {
            assertThat(database.truths(record.name(), permission, session(vector.get("session"))))
                    .containsEntry(row.id(), vector.get("truth").stringValue());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sqlAgreesWithTheEvaluatorOnRandomConditions(long seed) {
        RandomPolicies random = new RandomPolicies(seed);
        RandomPolicies.World world = random.world();
        try (PolicyDatabase database = new PolicyDatabase(world.schema(), world.rows())) {
            for (int count = 0; count < CONDITIONS_PER_WORLD; count++) {
                RandomPolicies.Condition condition = random.condition(world);
                SessionValues session = random.session(world);
                assertThat(database.truths(RandomPolicies.SUBJECT, condition.expression(), session))
                        .as("seed %d, condition %d: %s for %s", seed, count, condition.source(), session)
                        .isEqualTo(evaluated(world, condition.expression(), session));
            }
        }
    }

    @ParameterizedTest(name = "{0} with n = {1}, x = {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            x == 1152921504606846976           | 0                | 1152921504606846976  | true
            x == 1152921504606846977           | 0                | 1152921504606846976  | false
            x <  1152921504606846977           | 0                | 1152921504606846976  | true
            x >= 1152921504606846975           | 0                | 1152921504606846976  | true
            x >  9223372036854775807           | 0                | 9223372036854775808  | true
            x == 9223372036854775807           | 0                | 9223372036854775808  | false
            9007199254740993 > x               | 0                | 9007199254740992     | true
            n == x                             | 9007199254740991 | 9007199254740991     | true
            n <  x                             | 3                | 3.0000000000000004   | true
            x == 0                             | 0                | -0.0                 | true
            x in [9007199254740993, 1]         | 0                | 9007199254740992     | false
            n in [2.5, 3.0]                    | 3                | 0                    | true
            x not in [1152921504606846977, 2]  | 0                | 1152921504606846976  | true
            """)
    void integersAndFloatsCompareExactly(String source, long n, double x, String expected) {
        Schema schema = SchemaLanguage.parseOrThrow("numbers", """
                session { a Int }
                record Number {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    n Int
                    x Float
                }
                """.formatted(source));
        RecordType record = schema.require("Number");
        Row row = RowsInMemory.row(record, Map.of("id", 1L, "n", n, "x", x), 1);
        SessionValues session = new SessionValues(Map.of());
        Expression permission = record.permission(Operation.QUERY);
        try (PolicyDatabase database = new PolicyDatabase(schema, Map.of("Number", List.of(row)))) {
            assertThat(database.truths("Number", permission, session)).containsEntry(1L, expected);
        }
        assertThat(Evaluator.evaluate(permission, row, session, LinkedRows.NONE).keyword())
                .isEqualTo(expected);
    }

    @Test
    void reservedWordsAreNamesLikeAnyOther() {
        Schema schema = SchemaLanguage.parseOrThrow("reserved", """
                session { user Int }
                record Select {
                    @allow(query) { And(value == Session.user, exists order { year startsWith "%_" }) }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    value Int
                    key Int?
                    @unique(value, key)
                    @index(key)
                    @index(value, key)
                    @index(value_key)
                    value_key Int?
                    order @link(key, Order.id)
                }
                record Order {
                    @public
                    id Int @id
                    year String
                    group Bool @default(False)
                    from DateTime?
                }
                """);
        RecordType select = schema.require("Select");
        List<Row> selects = List.of(
                RowsInMemory.row(select, values("id", 1L, "value", 5L, "key", 1L), 1),
                RowsInMemory.row(select, values("id", 2L, "value", 5L, "key", 2L), 2),
                RowsInMemory.row(select, values("id", 3L, "value", 5L, "key", null), 3));
        RecordType order = schema.require("Order");
        List<Row> orders = List.of(
                RowsInMemory.row(order, values("id", 1L, "year", "%_' OR 1=1 --", "group", true, "from", null), 1),
                RowsInMemory.row(order, values("id", 2L, "year", "xy", "group", false, "from", null), 2));
        try (PolicyDatabase database = new PolicyDatabase(schema, Map.of("Select", selects, "Order", orders))) {
            assertThat(database.truths(
                            "Select", select.permission(Operation.QUERY), new SessionValues(Map.of("user", 5L))))
                    .isEqualTo(Map.of(1L, "true", 2L, "false", 3L, "false"));
        }
    }

    private static Map<Long, String> evaluated(
            RandomPolicies.World world, Expression expression, SessionValues session) {
        Map<Long, String> truths = new LinkedHashMap<>();
        for (Row row : world.rows().getOrDefault(RandomPolicies.SUBJECT, List.of())) {
            truths.put(
                    row.id(),
                    Evaluator.evaluate(expression, row, session, world.linked()).keyword());
        }
        return truths;
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> vectors() throws IOException {
        try (InputStream resource = RandomPolicies.class.getResourceAsStream("/vectors/policy.json")) {
            List<org.junit.jupiter.params.provider.Arguments> cases = new ArrayList<>();
            Json.MAPPER
                    .readTree(resource)
                    .forEach(vector -> cases.add(org.junit.jupiter.params.provider.Arguments.of(
                            vector.get("name").stringValue(), vector)));
            return cases.stream();
        }
    }

    private static Row row(RecordType record, JsonNode json) {
        return RowsInMemory.row(record, session(json).values(), 1);
    }

    private static SessionValues session(JsonNode json) {
        Map<String, @Nullable Object> values = new HashMap<>();
        json.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return new SessionValues(values);
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> values(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            values.put(String.valueOf(pairs[index]), pairs[index + 1]);
        }
        return values;
    }
}
