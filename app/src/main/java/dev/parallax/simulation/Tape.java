package dev.parallax.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Everything that was said and done, as text and as a hash of it: two runs of one seed are equal to the byte. Confined
/// to its simulation.
final class Tape {
    private final VirtualTime time;
    private final boolean isKept;
    private final MessageDigest digest;
    private final StringBuilder text = new StringBuilder();
    private long lines;

    /// @param isKept whether the text is kept too
    Tape(VirtualTime time, boolean isKept) {
        this.time = time;
        this.isKept = isKept;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// @param who a client's number, or 0 for the server or the simulation itself
    void note(int who, String what, String content) {
        String line = time.nanos() + " " + who + " " + what + " " + content + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        lines++;
        if (isKept) {
            text.append(line);
        }
    }

    long lines() {
        return lines;
    }

    /// Empty unless it is kept.
    String text() {
        return text.toString();
    }

    /// Of everything so far. The last call.
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
