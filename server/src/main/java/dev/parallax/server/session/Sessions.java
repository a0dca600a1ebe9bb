package dev.parallax.server.session;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// All sessions, as last committed. Anyone may look one up; only the writer changes them.
public final class Sessions {
    /// Each costs memory for as long as it lives.
    public static final int COUNT_LIMIT = 100_000;

    private static final int SECRET_BYTES = 24;
    /// Half of a SHA-256 is enough that no two sessions share a key.
    private static final int KEY_CHARS = 32;

    private final Map<String, Session> byHash = new ConcurrentHashMap<>();
    private final Map<String, Session> byKey = new ConcurrentHashMap<>();

    /// An unguessable secret of 192 bits, in lower-case hex.
    public static String newSecret(RandomGenerator secrets) {
        byte[] bytes = new byte[SECRET_BYTES];
        secrets.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// What is kept of a secret.
    public static String hash(String secret) {
        return Digest.hex(secret);
    }

    /// The key of the session with this hash.
    public static String key(String secretHash) {
        return secretHash.substring(0, KEY_CHARS);
    }

    public Optional<Session> find(String secret) {
        return Optional.ofNullable(byHash.get(hash(secret)));
    }

    public Optional<Session> byHash(String secretHash) {
        return Optional.ofNullable(byHash.get(secretHash));
    }

    /// The session of this key as it is now.
    public Optional<Session> current(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public int count() {
        return byHash.size();
    }

    /// All of them, by the hash of their secrets.
    public Map<String, Session> byHash() {
        return Map.copyOf(byHash);
    }

    public Collection<Session> all() {
        return byKey.values();
    }

    /// Writer only.
    public void put(String secretHash, Session session) {
        byKey.put(session.key(), session);
        byHash.put(secretHash, session);
    }

    /// Writer only.
    public void remove(String secretHash) {
        byHash.remove(secretHash);
        byKey.remove(key(secretHash));
    }
}
