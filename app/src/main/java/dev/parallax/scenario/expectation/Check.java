package dev.parallax.scenario.expectation;

import dev.parallax.scenario.expectation.Expectation.Tense;
import java.time.Duration;
import java.util.Objects;

/// Checks one expectation from a moment on. It is told every state that a client publishes, and now and
/// then all that is known; time comes with what it is told. Confined to its caller.
public final class Check {
    private final Expectation expectation;
    private final long startMicros;
    private Standing standing;
    private boolean blind;

    public Check(Expectation expectation, long startMicros) {
        this.expectation = expectation;
        this.startMicros = startMicros;
        this.standing = new Standing(Verdict.UNDECIDED, startMicros, "Not checked yet.", Place.NOWHERE, false, 0);
    }

    public Expectation expectation() {
        return expectation;
    }

    public Standing standing() {
        return standing;
    }

    /// Whether [#saw] can make a difference.
    public boolean wantsSights() {
        return expectation.tense() == Tense.LASTING
                && (expectation.fact() instanceof Fact.OfClients || expectation.fact() instanceof Fact.PurgesWithin)
                && standing.verdict() != Verdict.FAILS;
    }

    /// A client published a state.
    public void saw(Sight sight) {
        if (expectation.tense() == Tense.LASTING
                && sight.micros() >= startMicros
                && expectation.fact() instanceof Fact.OfClients fact) {
            Reading reading = fact.seen(sight.client());
            if (reading.verdict() == Verdict.FAILS) {
                broken(reading, sight.micros());
            }
        }
    }

    /// States were published that nobody looked at: what must hold in all of them is not certain any
    /// more.
    public void missed() {
        blind = blind || wantsSights();
    }

    /// All that is known now.
    public void tick(Moment moment) {
        if (standing.over()) {
            return;
        }
        Reading reading = expectation.fact().at(moment);
        if (blind && reading.verdict() == Verdict.HOLDS) {
            reading = Reading.undecided("States came faster than they could be looked at.");
        }
        switch (expectation.tense()) {
            case STATE -> follow(reading, moment.micros(), false);
            case LASTING -> {
                if (reading.verdict() == Verdict.FAILS) {
                    broken(reading, moment.micros());
                } else if (standing.verdict() == Verdict.UNDECIDED || (blind && standing.verdict() == Verdict.HOLDS)) {
                    follow(reading, moment.micros(), false);
                }
            }
            case WITHIN -> within(reading, moment, Objects.requireNonNull(expectation.limit()));
        }
    }

    /// Once broken it stays so; how often it was seen broken is counted.
    private void broken(Reading reading, long micros) {
        standing = standing.verdict() == Verdict.FAILS
                ? new Standing(
                        Verdict.FAILS,
                        standing.sinceMicros(),
                        standing.sentence(),
                        standing.place(),
                        false,
                        standing.violations() + 1)
                : new Standing(Verdict.FAILS, micros, reading.sentence(), reading.place(), false, 1);
    }

    private void within(Reading reading, Moment moment, Duration limit) {
        boolean repeats = expectation.fact() instanceof Fact.Converged;
        if (reading.verdict() == Verdict.HOLDS) {
            follow(reading, moment.micros(), !repeats);
            return;
        }
        long begin = repeats ? Math.max(startMicros, moment.agreement().disturbedMicros()) : startMicros;
        boolean late = moment.micros() - begin > limit.toNanos() / 1_000;
        if (late) {
            follow(Reading.fails(reading.sentence(), reading.place()), moment.micros(), !repeats);
        } else if (standing.verdict() != Verdict.FAILS) {
            follow(Reading.undecided(reading.sentence()), moment.micros(), false);
        }
    }

    private void follow(Reading reading, long micros, boolean over) {
        boolean same = reading.verdict() == standing.verdict();
        long violations = standing.violations() + (!same && reading.verdict() == Verdict.FAILS ? 1 : 0);
        standing = new Standing(
                reading.verdict(),
                same ? standing.sinceMicros() : micros,
                reading.sentence(),
                reading.place(),
                over,
                violations);
    }
}
