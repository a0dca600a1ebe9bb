package dev.parallax.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Operator;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaLanguageTest {
    private static final String SOURCE = """
            session { userId Int? } // Who asks.
            record User {
                @public
                id Int @id
                posts @link(Post.authorId)
            }
            record Post {
                id Int @id
                authorId Int @default(Session.userId)
                published Bool @default(False)
                score Float? @default(1)
                createdAt DateTime @default(now)
                due DateTime? @default("2026-01-31T13:00:00+01:00")
                author @link(authorId, User.id,)
                @unique(authorId, createdAt,)
                @index(score)
                @topic(authorId)
                @allow(query, insert,) { Or(published == True, authorId not in [1, 2,],) }
                @allow(update, delete) { exists author.posts { createdAt < "2026-01-31T12:00:00Z" } }
            }
            """;

    @Test
    void readsFieldsWithTypesAndDefaults() {
        RecordType post = SchemaLanguage.parseOrThrow("s", SOURCE).require("Post");

        assertThat(post.idField()).isEqualTo("id");
        assertThat(post.fields())
                .extracting(Field::name)
                .containsExactly("id", "authorId", "published", "score", "createdAt", "due");
        assertThat(post.fields())
                .extracting(Field::type)
                .containsExactly(
                        ScalarType.INT,
                        ScalarType.INT,
                        ScalarType.BOOL,
                        ScalarType.FLOAT,
                        ScalarType.DATE_TIME,
                        ScalarType.DATE_TIME);
        assertThat(post.fields()).extracting(Field::nullable).containsExactly(false, false, false, true, false, true);
        assertThat(post.fields())
                .extracting(Field::defaultValue)
                .containsExactly(
                        null,
                        new DefaultValue.FromSession("userId"),
                        new DefaultValue.Constant(false),
                        new DefaultValue.Constant(1.0),
                        new DefaultValue.Now(),
                        new DefaultValue.Constant(Instant.parse("2026-01-31T12:00:00Z")));
        assertThat(post.uniques()).containsExactly(List.of("authorId", "createdAt"));
        assertThat(post.indexes()).containsExactly(List.of("score"));
        assertThat(post.topic()).isEqualTo("authorId");
    }

    @Test
    void readsLinksOfBothKinds() {
        Schema schema = SchemaLanguage.parseOrThrow("s", SOURCE);
        Link author = schema.require("Post").link("author").orElseThrow();
        Link posts = schema.require("User").link("posts").orElseThrow();

        assertThat(author).isEqualTo(new Link("author", "authorId", "User", "id", false, author.range()));
        assertThat(posts).isEqualTo(new Link("posts", "id", "Post", "authorId", true, posts.range()));
    }

    @Test
    void readsConditionsWithTheirRanges() {
        Schema schema = SchemaLanguage.parseOrThrow("s", SOURCE);
        Expression.Or query = (Expression.Or) schema.require("Post").permission(Operation.QUERY);
        Expression.Comparison second = (Expression.Comparison) query.terms().getLast();

        assertThat(text(schema, query.range())).isEqualTo("Or(published == True, authorId not in [1, 2,],)");
        assertThat(query.range().line()).isEqualTo(18);
        assertThat(text(schema, second.range())).isEqualTo("authorId not in [1, 2,]");
        assertThat(second.operator()).isEqualTo(Operator.NOT_IN);
        assertThat(text(schema, second.left().range())).isEqualTo("authorId");
        assertThat(((Operand.ListOf) second.right()).items())
                .extracting(Operand.Literal::value)
                .containsExactly(1L, 2L);
        assertThat(schema.require("Post").permission(Operation.DELETE)).isInstanceOf(Expression.Exists.class);
        assertThat(schema.require("User").permissions().values())
                .allMatch(permission -> permission instanceof Expression.Constant constant && constant.value());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "64, true", "65, false", "30000, false"})
    void boundsTheNestingOfConditions(int depth, boolean legal) {
        String condition = "Not(".repeat(depth) + "True" + ")".repeat(depth);
        ParseResult result = SchemaLanguage.parse("s", "record R { id Int @id @allow(*) { " + condition + " } }");

        assertThat(result instanceof ParseResult.Parsed).isEqualTo(legal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "{", "[", "And(", "@allow(*) { Not(", "exists a { ", "record R { x @link(", "\"", "@"})
    void survivesEndlessOpening(String opening) {
        String source = "record R { id Int @id @allow(*) { " + opening.repeat(200_000 / opening.length());

        assertThatThrownBy(() -> SchemaLanguage.parseOrThrow("s", source)).isInstanceOf(SchemaException.class);
    }

    @Test
    void boundsTheSizeOfTheSourceInBytes() {
        int room = SchemaLanguage.SOURCE_BYTES_LIMIT - SOURCE.length() - "//".length();
        String twoBytes = "é";

        assertThat(SchemaLanguage.parse("s", SOURCE + "//" + twoBytes.repeat(room / 2)))
                .isInstanceOf(ParseResult.Parsed.class);
        assertThatThrownBy(() -> SchemaLanguage.parseOrThrow("s", SOURCE + "//" + twoBytes.repeat(room / 2 + 1)))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("the schema is larger than 256 KiB");
    }

    @Test
    void manyRecordsAndConditionsAreReadInOneGo() {
        StringBuilder source = new StringBuilder();
        for (int index = 0; index < 500; index++) {
            source.append("record R")
                    .append(index)
                    .append(" { id Int @id a String @allow(*) { Or(")
                    .append("a == \"x\", ".repeat(20))
                    .append(") } }\n");
        }

        assertThat(SchemaLanguage.parseOrThrow("s", source.toString()).records())
                .hasSize(500);
    }

    private static String text(Schema schema, SourceRange range) {
        return schema.source().substring(range.start(), range.end());
    }
}
