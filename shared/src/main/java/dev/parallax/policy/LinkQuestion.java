package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Link;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An `exists` as a question that has nothing to do with the row that asks: at which *keys* does it hold for a
/// session? A row's key is the value from which its first link starts; the answer depends on nothing else of the row.
/// It holds at a key if at least one *path* of linked rows starts there and ends in a row, its *end*, for which the
/// body is true.
/// Immutable; two are equal exactly if they ask the same.
public final class LinkQuestion {
    /// Half of a SHA-256: no two questions share it.
    private static final int ID_BYTES = 16;

    private final String id;
    private final Expression.Exists exists;
    private final Set<String> sessionFields;
    private final AudiencePlan body;

    private LinkQuestion(String id, Expression.Exists exists) {
        this.id = id;
        this.exists = exists;
        this.sessionFields = SessionFields.named(exists.body());
        this.body = AudiencePlan.of(exists.body());
    }

    /// The questions that an expression asks, each once, in source order.
    public static List<LinkQuestion> of(Expression expression) {
        return byExists(expression).values().stream()
                .distinct()
                .sorted(Comparator.comparingInt(
                        question -> question.exists.range().start()))
                .toList();
    }

    /// For every `exists` of an expression, the very object, its question. Those that ask the same share one.
    public static Map<Expression.Exists, LinkQuestion> byExists(Expression expression) {
        List<Expression.Exists> found = new ArrayList<>();
        collect(expression, found);
        Map<String, LinkQuestion> questions = new HashMap<>();
        IdentityHashMap<Expression.Exists, LinkQuestion> byExists = new IdentityHashMap<>();
        for (Expression.Exists exists : found) {
            byExists.put(exists, questions.computeIfAbsent(id(exists), id -> new LinkQuestion(id, exists)));
        }
        return byExists;
    }

    /// The same for all ways to write the same question, and for no other.
    private static String id(Expression.Exists exists) {
        try {
            byte[] text = Canonical.text(exists).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /// The same object for values that a link takes for equal; null stays null and links to nothing.
    public static @Nullable Object key(@Nullable Object value) {
        return value == null ? null : Scalars.key(value);
    }

    public String id() {
        return id;
    }

    public Expression.Exists exists() {
        return exists;
    }

    public List<Link> path() {
        return exists.path();
    }

    /// The field of the asking row from which the first link starts.
    public String localField() {
        return exists.path().getFirst().localField();
    }

    /// Where a row asks; null if its link leads nowhere.
    public @Nullable Object keyOf(Row row) {
        return key(row.get(localField()));
    }

    /// The names under which paths are kept that may count for a session: those of the terms that it answers to.
    public Set<SessionTerm> termsOf(SessionValues session) {
        return body.indexedFields().stream()
                .map(field -> SessionTerm.of(field, session))
                .collect(Collectors.toSet());
    }

    /// The session values on which the answer depends.
    public SessionValues asked(SessionValues session) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        sessionFields.forEach(field -> values.put(field, session.get(field)));
        return new SessionValues(values);
    }

    /// Whether a path that ends in this row counts for the session.
    public boolean isTrue(Row end, SessionValues session) {
        return Evaluator.evaluate(exists.body(), end, session, LinkAnswers.NONE) == Truth.TRUE;
    }

    /// The sessions for which a path that ends in this row may count. The terms are all [SessionTerm]s.
    public Candidates candidates(Row end) {
        return body.candidates(end);
    }

    /// The fields of a row of a path that make the path what it is.
    ///
    /// @param hop of the row in the path, from 0
    public Set<String> decidingFields(int hop) {
        Set<String> fields = hop == path().size() - 1
                ? RowFields.named(exists.body())
                : new TreeSet<>(Set.of(path().get(hop + 1).localField()));
        fields.add(path().get(hop).targetField());
        return fields;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkQuestion question && id.equals(question.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return Canonical.text(exists);
    }

    private static void collect(Expression expression, List<Expression.Exists> found) {
        switch (expression) {
            case Expression.Constant ignored -> {}
            case Expression.Comparison ignored -> {}
            case Expression.Not not -> collect(not.term(), found);
            case Expression.And and -> and.terms().forEach(term -> collect(term, found));
            case Expression.Or or -> or.terms().forEach(term -> collect(term, found));
            case Expression.Exists exists -> found.add(exists);
        }
    }
}
