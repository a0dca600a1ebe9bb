package dev.parallax.recording;

import java.util.Map;

/// What was counted in one second. Immutable.
///
/// @param time at its end, microseconds since the epoch
/// @param seconds how long it really was
/// @param visibleP50 microseconds from commit to visible; 0 if nothing was timed
/// @param purgedP99 microseconds from revoked to purged; 0 if nothing was revoked
/// @param messages that clients received
/// @param bytes over the wire, by dialect
/// @param changes of rows
/// @param delivered changes given to streams: divided by the changes, how much each is multiplied
/// @param queued messages that wait for connections at its end
/// @param wholeLists bytes that it would have taken to send everybody the whole list of posts at each delivery,
/// estimated from the lists of some clients
public record MetricSample(
        long time,
        double seconds,
        long visibleP50,
        long visibleP99,
        long purgedP99,
        long messages,
        Map<String, Long> bytes,
        long changes,
        long delivered,
        long queued,
        long wholeLists) {
    public MetricSample {
        bytes = Map.copyOf(bytes);
    }
}
