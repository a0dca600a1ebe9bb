package dev.parallax.server.front;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The secret that `Parallax-Admin` must hold, if there is one. Only its digest is kept, and the comparison
/// takes the same time whatever was given. Immutable.
public final class AdminSecret {
    public static final String HEADER = "Parallax-Admin";

    private final byte @Nullable [] digest;

    /// @param secret null if everything is open
    AdminSecret(@Nullable String secret) {
        this.digest = secret == null ? null : sha256(secret);
    }

    boolean isOpen() {
        return digest == null;
    }

    /// Whether a call that came with this header may do what needs the secret.
    boolean allows(@Nullable String given) {
        byte[] expected = digest;
        return expected == null || (given != null && MessageDigest.isEqual(expected, sha256(given)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
