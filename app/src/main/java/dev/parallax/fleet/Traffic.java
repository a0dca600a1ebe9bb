package dev.parallax.fleet;

/// Seeded writes by random clients at a steady rate. Thread-safe; every method returns at once.
public interface Traffic {
    /// Below one write in ten seconds nothing seems to happen.
    double RATE_MIN = 0.1;
    /// Past this the writers, not the server, are what one would measure.
    double RATE_MAX = 2_000;

    void start();

    void stop();

    boolean isRunning();

    /// Writes per second, clamped to the limits.
    void setRate(double perSecond);

    double rate();

    void setMix(TrafficMix mix);

    TrafficMix mix();

    /// Who acts from now on.
    void setActors(TrafficActors actors);

    TrafficActors actors();

    /// Begins the sequence of a seed: the same writes, as far as the rows and the clients are the same.
    void setSeed(long seed);

    /// The seed of the sequence under way.
    long seed();

    TrafficCounts counts();
}
