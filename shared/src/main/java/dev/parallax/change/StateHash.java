package dev.parallax.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One link of the chain over the changes that a session was given: whoever was given the same changes in the
/// same order has the same hash. Immutable.
///
/// `hash = SHA-256(changeHash ‖ previous)`, where `changeHash` is the SHA-256 of the scoped change in canonical
/// JSON.
public final class StateHash {
    private static final int HASH_BYTES = 32;

    /// Before every change: zero bytes.
    public static final StateHash GENESIS = new StateHash(new byte[HASH_BYTES]);

    private final byte[] bytes;

    private StateHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param hex as [#hex()] writes it
    /// @throws IllegalArgumentException if it is no such text
    public static StateHash parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != HASH_BYTES) {
            throw new IllegalArgumentException("a state hash has " + HASH_BYTES + " bytes, not " + bytes.length);
        }
        return new StateHash(bytes);
    }

    /// The hash after one more change.
    public StateHash then(ScopedChange change) {
        return then(changeHash(canonical(change)));
    }

    /// The hash after one more change.
    ///
    /// @param changeHash of [#changeHash]
    public StateHash then(byte[] changeHash) {
        MessageDigest digest = sha256();
        digest.update(changeHash);
        digest.update(bytes);
        return new StateHash(digest.digest());
    }

    /// @param canonical the scoped change in canonical JSON
    public static byte[] changeHash(String canonical) {
        return sha256().digest(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /// `{"version","record","id","op","row"}` in canonical JSON; without `row` for a delete.
    public static String canonical(ScopedChange change) {
        Row row = change.row();
        Map<String, @Nullable Object> values = row == null ? null : row.asMap();
        if (values != null) {
            values.replaceAll((field, value) -> value instanceof Instant instant ? Version.text(instant) : value);
        }
        return canonical(change.version(), change.record(), change.id(), change.kind(), values);
    }

    /// The same of a change whose row is known by its values on the wire alone.
    ///
    /// @param row null for a delete
    public static String canonical(
            long version, String record, long id, ChangeKind kind, @Nullable Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", version);
        json.put("record", record);
        json.put("id", id);
        json.put("op", kind.keyword());
        if (row != null) {
            json.put("row", row);
        }
        return CanonicalJson.write(json);
    }

    /// Lower-case hexadecimal, as on the wire.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
