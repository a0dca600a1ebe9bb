package dev.parallax.ui.world;

import dev.parallax.fleet.Traffic;
import dev.parallax.fleet.TrafficActors;
import dev.parallax.fleet.TrafficCounts;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.plan.Deed;

/// Traffic whose starting, stopping and changing is written down; what it writes is not, as its seed
/// says that. Thread-safe.
final class RecordedTraffic implements Traffic {
    private final Traffic traffic;
    private final Recorder recorder;

    RecordedTraffic(Traffic traffic, Recorder recorder) {
        this.traffic = traffic;
        this.recorder = recorder;
    }

    @Override
    public void start() {
        traffic.start();
        note();
    }

    @Override
    public void stop() {
        traffic.stop();
        recorder.did(new Deed.StopTraffic());
    }

    @Override
    public boolean isRunning() {
        return traffic.isRunning();
    }

    @Override
    public void setRate(double perSecond) {
        traffic.setRate(perSecond);
        noteIfRunning();
    }

    @Override
    public double rate() {
        return traffic.rate();
    }

    @Override
    public void setMix(TrafficMix mix) {
        traffic.setMix(mix);
        noteIfRunning();
    }

    @Override
    public TrafficMix mix() {
        return traffic.mix();
    }

    /// Not written down: a scenario's traffic is everyone's.
    @Override
    public void setActors(TrafficActors actors) {
        traffic.setActors(actors);
    }

    @Override
    public TrafficActors actors() {
        return traffic.actors();
    }

    /// Not written down: a scenario has one seed for all.
    @Override
    public void setSeed(long seed) {
        traffic.setSeed(seed);
    }

    @Override
    public long seed() {
        return traffic.seed();
    }

    @Override
    public TrafficCounts counts() {
        return traffic.counts();
    }

    private void noteIfRunning() {
        if (traffic.isRunning()) {
            note();
        }
    }

    private void note() {
        TrafficMix mix = traffic.mix();
        recorder.did(new Deed.StartTraffic(traffic.rate(), null, mix.equals(TrafficMix.DEFAULT) ? null : mix));
    }
}
