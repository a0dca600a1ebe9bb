package dev.parallax.recording;

/// What went over a client's wire since it began, whether or not it is still in the log. Immutable.
///
/// @param bytes of bodies in UTF-8, both ways
public record WireTotals(long sent, long received, long bytes) {
    public static final WireTotals NONE = new WireTotals(0, 0, 0);

    public WireTotals plus(WireTotals other) {
        return new WireTotals(sent + other.sent, received + other.received, bytes + other.bytes);
    }

    public WireTotals minus(WireTotals before) {
        return new WireTotals(sent - before.sent, received - before.received, bytes - before.bytes);
    }
}
