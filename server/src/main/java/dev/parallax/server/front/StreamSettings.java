package dev.parallax.server.front;

/// How streams over plain HTTP behave. Immutable.
///
/// @param heartbeatMillis between two signs of life on a stream, from 10 to 60,000
/// @param windowMillis for which changes of a space gather, from 0 to 5,000
/// @param refetchRows a space's client that missed more is told to load the space anew; from 1 to 10,000
public record StreamSettings(int heartbeatMillis, int windowMillis, int refetchRows) {
    public static final StreamSettings DEFAULT = new StreamSettings(15_000, 1_000, 50);

    public StreamSettings {
        require(
                heartbeatMillis >= 10 && heartbeatMillis <= 60_000,
                "a stream's heartbeat comes every 10 to 60000 milliseconds, but it is " + heartbeatMillis);
        require(
                windowMillis >= 0 && windowMillis <= 5_000,
                "changes of a space gather for 0 to 5000 milliseconds, but it is " + windowMillis);
        require(
                refetchRows >= 1 && refetchRows <= 10_000,
                "a space is loaded anew after 1 to 10000 missed rows, but it is " + refetchRows);
    }

    public StreamSettings withHeartbeatMillis(int value) {
        return new StreamSettings(value, windowMillis, refetchRows);
    }

    public StreamSettings withWindowMillis(int value) {
        return new StreamSettings(heartbeatMillis, value, refetchRows);
    }

    public StreamSettings withRefetchRows(int value) {
        return new StreamSettings(heartbeatMillis, windowMillis, value);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
