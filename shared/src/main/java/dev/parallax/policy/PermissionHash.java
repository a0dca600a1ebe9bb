package dev.parallax.policy;

import dev.parallax.change.Version;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Names the set of rows that a session may query of a record, as far as it depends on anything but the rows. A
/// client whose hash differs resynchronises that record.
public final class PermissionHash {
    /// Half of a SHA-256: nobody finds two policies with the same 128 bits, and it travels with every page.
    private static final int HASH_BYTES = 16;

    private PermissionHash() {}

    /// It covers the query permission's meaning, the record's columns, the values of the session fields that the
    /// permission names (and no others), and the database.
    ///
    /// @param databaseId tells databases apart, so that a cursor from another one is recognised
    /// @return lower-case hexadecimal; opaque to clients
    public static String of(RecordType record, SessionValues session, String databaseId) {
        return of(record, session, databaseId, Version.NONE);
    }

    /// The same for a record whose visible rows depend on something with a history, too: what its `exists` find, or
    /// session values that were others before. A client may hold rows from any time since its hash was given, so a
    /// state that came back is not the state that it was.
    ///
    /// @param epoch the version of the last change that could have shown or hidden a row without changing it, or
    ///     [Version#NONE]; then this is the hash without it
    public static String of(RecordType record, SessionValues session, String databaseId, long epoch) {
        Expression permission = record.permission(Operation.QUERY);
        List<String> facts = new ArrayList<>();
        facts.add(databaseId);
        facts.add(record.name());
        facts.add(record.idField());
        facts.add(Canonical.text(permission));
        record.fields().stream().sorted(Comparator.comparing(Field::name)).forEach(field -> {
            facts.add(field.name());
            facts.add(field.type().keyword() + (field.nullable() ? "?" : ""));
        });
        // The columns end here, however many there are.
        facts.add("");
        for (String field : SessionFields.named(permission)) {
            facts.add(field);
            facts.add(Canonical.value(session.get(field)));
        }
        if (epoch > Version.NONE) {
            facts.add(Long.toString(epoch));
        }
        return hash(facts);
    }

    /// Every fact is preceded by its length, so that no two lists of facts run together to the same bytes.
    private static String hash(List<String> facts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String fact : facts) {
                byte[] bytes = fact.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
