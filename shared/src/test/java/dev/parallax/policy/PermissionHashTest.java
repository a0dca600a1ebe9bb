package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.language.SchemaLanguage;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermissionHashTest {
    private static final String CONDITION = "Or(a == Session.userId, And(b == \"x\", c > 1), d == True)";
    private static final String COLUMNS = "a Int b String? c Float d Bool";
    private static final SessionValues SESSION = new SessionValues(Map.of("userId", 3L, "role", "user"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Or(a == Session.userId, And(b == "x", c > 1), d == True)
                    Or(  a==Session.userId,And( b == "x" , c > 1 ),d == True, )
                    Or(d == True, And(c > 1, b == "x"), a == Session.userId)
                    Or(Session.userId == a, And("x" == b, 1 < c), True == d)
                    Or(Or(a == Session.userId), And(And(b == "x"), c > 1.0), Or(d == True, d == True))
                    Not(Not(Or(a == Session.userId, And(b == "x", c > 1), d == True)))
                    Or(a == Session.userId, And(b == "\\u0078", c > 1), d == True)
                    Or(a == Session.userId, And(b == "x", c > 1, True), d == True, False)
                    """)
    void doesNotChangeWithTheWayTheSameConditionIsWritten(String condition) {
        assertThat(hash(condition, COLUMNS, SESSION)).isEqualTo(hash(CONDITION, COLUMNS, SESSION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Or(a == Session.userId, And(b == "X", c > 1), d == True)
                    Or(a == Session.userId, And(b == "x", c >= 1), d == True)
                    Or(a == Session.userId, And(b == "x", c < 1), d == True)
                    Or(a == Session.userId, Or(b == "x", c > 1), d == True)
                    And(a == Session.userId, And(b == "x", c > 1), d == True)
                    Or(a == Session.userId, And(b == "x", c > 1), d != True)
                    Or(a == Session.userId, And(b == "x", c > 1))
                    Or(a != Session.userId, And(b == "x", c > 1), d == True)
                    Or(a == 3, And(b == "x", c > 1), d == True)
                    Or(a == Session.userId, And(b startsWith "x", c > 1), d == True)
                    Or(a == Session.userId, And(b in ["x", "y"], c > 1), d == True)
                    Or(a == Session.userId, And(b == "x", c > 1), d == True, Session.role == "none")
                    """)
    void changesWithTheMeaning(String condition) {
        assertThat(hash(condition, COLUMNS, SESSION)).isNotEqualTo(hash(CONDITION, COLUMNS, SESSION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a Int b String? c Float d Bool       | true
                    d Bool c Float b String? a Int       | true
                    a Int @default(1) b String? c Float d Bool | true
                    a Int b String c Float d Bool        | false
                    a Int? b String? c Float d Bool      | false
                    a Int b String? c Int d Bool         | false
                    a Int b String? c Float d Bool e Int | false
                    """)
    void changesWithTheColumnsButNotTheirOrderOrDefaults(String columns, boolean same) {
        assertThat(hash(CONDITION, columns, SESSION).equals(hash(CONDITION, COLUMNS, SESSION)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"3, user, true", "3, admin, true", "4, user, false"})
    void changesWithTheValuesOfNamedSessionFieldsOnly(long userId, String role, boolean same) {
        SessionValues session = new SessionValues(Map.of("userId", userId, "role", role));

        assertThat(hash(CONDITION, COLUMNS, session).equals(hash(CONDITION, COLUMNS, SESSION)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"one, true", "two, false"})
    void tellsDatabasesApart(String databaseId, boolean same) {
        var record =
                SchemaLanguage.parseOrThrow("test", source(CONDITION, COLUMNS)).require("Doc");

        assertThat(PermissionHash.of(record, SESSION, databaseId).equals(PermissionHash.of(record, SESSION, "one")))
                .isEqualTo(same);
    }

    private static String hash(String condition, String columns, SessionValues session) {
        return PermissionHash.of(
                SchemaLanguage.parseOrThrow("test", source(condition, columns)).require("Doc"), session, "one");
    }

    private static String source(String condition, String columns) {
        return """
                session { userId Int role String }
                // a comment
                record Doc {
                    id Int @id
                    %s
                    @allow(query) { %s }
                    @allow(insert, update, delete) { False }
                }
                """.formatted(columns, condition);
    }
}
