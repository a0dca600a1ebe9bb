package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of three-valued logic, one line each. `a` is 1, `n` is null; Session.one is 1, Session.none is null.
final class EvaluatorTest {
    private static final String SOURCE = """
            session { one Int none Int? name String when DateTime? }
            record Doc {
                @allow(*) { %s }
                id Int @id
                a Int  n Int?  big Int
                f Float  zero Float
                s String  t String?
                b Bool
                d DateTime
                parts @link(Part.docId)
            }
            record Part { @public id Int @id docId Int? size Int? doc @link(docId, Doc.id) }
            """;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    True                                        | true
                    And(True, n == 1)                           | unknown
                    And(False, n == 1)                          | false
                    Or(True, n == 1)                            | true
                    Or(False, n == 1)                           | unknown
                    Not(n == 1)                                 | unknown
                    Not(a == 1)                                 | false
                    a == 1                                      | true
                    1 == a                                      | true
                    1 == 2                                      | false
                    a == 1.0                                    | true
                    a == 1.5                                    | false
                    a < 1.5                                     | true
                    a > 0.5                                     | true
                    n == n                                      | unknown
                    n != n                                      | unknown
                    n <= 1                                      | unknown
                    1 < Null                                    | unknown
                    n == Null                                   | true
                    n != Null                                   | false
                    Null == n                                   | true
                    a == Null                                   | false
                    a != Null                                   | true
                    Null == Null                                | true
                    Null != Null                                | false
                    1 == Null                                   | false
                    Session.none == Null                        | true
                    n == Session.none                           | unknown
                    a == Session.none                           | unknown
                    a == Session.one                            | true
                    big == 9223372036854775807                  | true
                    big == 9223372036854775807.0                | false
                    big < 9223372036854775807.0                 | true
                    9007199254740993 == 9007199254740992.0      | false
                    9007199254740993 > 9007199254740992.0       | true
                    -9223372036854775808 == -9223372036854775808.0 | true
                    -9223372036854775808 > -1e19                | true
                    1e300 > big                                 | true
                    zero == 0                                   | true
                    zero == -0.0                                | true
                    zero < 0.0                                  | false
                    f in [1, 2.5]                               | true
                    a in []                                     | false
                    n in []                                     | false
                    n not in []                                 | true
                    n in [1]                                    | unknown
                    a in [2, Null]                              | unknown
                    a in [1, Null]                              | true
                    a not in [2, Null]                          | unknown
                    a not in [1, Null]                          | false
                    a not in [2, 3]                             | true
                    s == "Abc"                                  | true
                    s == "abc"                                  | false
                    s == "Abc "                                 | false
                    s startsWith "Ab"                           | true
                    s startsWith "ab"                           | false
                    s startsWith ""                             | true
                    s startsWith "%"                            | false
                    t startsWith "A"                            | unknown
                    s startsWith t                              | unknown
                    "Abcd" startsWith s                         | true
                    b == True                                   | true
                    b != False                                  | true
                    d == "2026-01-31T12:00:00Z"                 | true
                    d == "2026-01-31T13:00:00+01:00"            | true
                    d < "2026-01-31T12:00:00.000001Z"           | true
                    d in ["2020-01-01T00:00:00Z", "2026-01-31T12:00:00Z"] | true
                    d > Session.when                            | unknown
                    updatedAt == 77                             | true
                    exists parts { True }                       | true
                    exists parts { size == 3 }                  | true
                    exists parts { size == 4 }                  | false
                    exists parts { size == Null }               | true
                    Not(exists parts { size > 3 })              | true
                    exists parts.doc { a == Session.one }       | true
                    exists parts.doc.parts { size == 3 }        | true
                    exists parts { size == Session.none }       | false
                    """)
    void followsSql(String condition, String truth) {
        Schema schema = SchemaLanguage.parseOrThrow("test", SOURCE.formatted(condition));
        Expression permission = schema.require("Doc").permission(Operation.QUERY);

        assertThat(Evaluator.evaluate(permission, doc(schema), session(), linked(schema))
                        .keyword())
                .isEqualTo(truth);
    }

    @Test
    void nullLinksToNothingEvenIfTheOtherSideIsNull() {
        Schema schema = SchemaLanguage.parseOrThrow("test", SOURCE.formatted("exists parts.doc { True }"));
        Row orphan = RowsInMemory.row(schema.require("Part"), Map.of("id", 9L), 1);
        LinkedRows onlyOrphans = new RowsInMemory(Map.of("Part", List.of(orphan), "Doc", List.of(doc(schema))));

        assertThat(Evaluator.evaluate(
                        schema.require("Doc").permission(Operation.QUERY), doc(schema), session(), onlyOrphans))
                .isEqualTo(Truth.FALSE);
    }

    private static Row doc(Schema schema) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", 5L);
        values.put("a", 1L);
        values.put("big", Long.MAX_VALUE);
        values.put("f", 2.5);
        values.put("zero", -0.0);
        values.put("s", "Abc");
        values.put("b", true);
        values.put("d", java.time.Instant.parse("2026-01-31T12:00:00Z"));
        return RowsInMemory.row(schema.require("Doc"), values, 77);
    }

    private static LinkedRows linked(Schema schema) {
        RecordType part = schema.require("Part");
        return new RowsInMemory(Map.of(
                "Doc",
                List.of(doc(schema)),
                "Part",
                List.of(
                        RowsInMemory.row(part, Map.of("id", 1L, "docId", 5L, "size", 3L), 1),
                        RowsInMemory.row(part, Map.of("id", 2L, "docId", 5L), 1),
                        RowsInMemory.row(part, Map.of("id", 3L, "docId", 6L, "size", 4L), 1))));
    }

    private static SessionValues session() {
        return new SessionValues(Map.of("one", 1L, "name", "Ada"));
    }
}
