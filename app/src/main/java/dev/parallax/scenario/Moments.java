package dev.parallax.scenario;

import dev.parallax.change.Version;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.LeakClock;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.Look;
import dev.parallax.oracle.Oracle;
import dev.parallax.oracle.OracleReport;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.scenario.expectation.Agreement;
import dev.parallax.scenario.expectation.Answer;
import dev.parallax.scenario.expectation.Check;
import dev.parallax.scenario.expectation.ClientView;
import dev.parallax.scenario.expectation.Exposure;
import dev.parallax.scenario.expectation.ExposureTracker;
import dev.parallax.scenario.expectation.Fact;
import dev.parallax.scenario.expectation.Moment;
import dev.parallax.scenario.expectation.Question;
import dev.parallax.scenario.expectation.Sight;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Schema;
import dev.parallax.server.Inspection;
import dev.parallax.wire.ProblemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts together what is known at a moment, as far as checks need it. Reads the database, so it blocks.
/// Confined to its caller.
final class Moments {
    private final Fleet fleet;
    private final Oracle oracle;
    private final Inspection inspection;
    private final LeakClock leakClock;
    private final Function<FleetClient, ClientView> view;
    private final InstantSource clock;
    private final ExposureTracker exposures = new ExposureTracker();
    private final List<Exposure> purged = new ArrayList<>();
    private @Nullable World last;
    private long disturbedMicros;

    /// Whatever clients have to follow.
    private record World(long headVersion, Schema schema, List<Member> members) {}

    private record Member(int number, SessionValues session) {}

    Moments(
            Fleet fleet,
            Oracle oracle,
            Inspection inspection,
            LeakClock leakClock,
            Function<FleetClient, ClientView> view,
            InstantSource clock) {
        this.fleet = fleet;
        this.oracle = oracle;
        this.inspection = inspection;
        this.leakClock = leakClock;
        this.view = view;
        this.clock = clock;
    }

    void saw(Sight sight) {
        exposures.saw(sight);
    }

    /// A client let go of a row that had been revoked.
    void purged(LeakClockReport.Exposure exposure) {
        purged.add(exposure(exposure, true));
    }

    /// @param thorough compare now instead of taking the oracle's last report
    Moment now(List<Check> checks, boolean thorough) {
        List<Fact> facts =
                checks.stream().map(check -> check.expectation().fact()).toList();
        boolean finds = facts.stream().anyMatch(Fact.FindsNone.class::isInstance);
        OracleReport report = thorough && finds ? oracle.checkNow() : oracle.report();
        Agreement agreement = Agreement.UNKNOWN;
        List<Exposure> exposed = List.of();
        if (facts.stream().anyMatch(fact -> fact instanceof Fact.Converged || fact instanceof Fact.PurgesWithin)) {
            long looked = micros();
            Look look = oracle.look();
            exposures.tick(looked, look.unpermitted(), look.headVersion());
            exposed = exposed();
            agreement = new Agreement(true, look.unconverged(), disturbed(look.headVersion(), looked));
        }
        List<ClientView> clients = fleet.clients().stream().map(view).toList();
        return new Moment(micros(), clients, report, agreement, exposed, answers(facts, clients));
    }

    /// What the leak clock timed, and what only a look at the caches finds.
    private List<Exposure> exposed() {
        List<Exposure> all = new ArrayList<>(purged);
        purged.clear();
        leakClock.held().forEach(held -> all.add(exposure(held, false)));
        all.addAll(exposures.take());
        return all;
    }

    private static Exposure exposure(LeakClockReport.Exposure timed, boolean over) {
        return new Exposure(
                timed.client(), timed.record(), timed.id(), timed.version(), timed.version() + timed.micros(), over);
    }

    /// When something last happened that clients had to follow. A change is as old as its version says;
    /// everything else happened when it was noticed.
    private long disturbed(long headVersion, long micros) {
        World now = new World(
                headVersion,
                inspection.schema(),
                fleet.clients().stream()
                        .map(client ->
                                new Member(client.number(), client.snapshot().session()))
                        .toList());
        World before = last;
        if (before != null && !before.equals(now)) {
            boolean changeAlone =
                    before.schema().equals(now.schema()) && before.members().equals(now.members());
            disturbedMicros = Math.max(disturbedMicros, changeAlone ? headVersion : micros);
        }
        last = now;
        return disturbedMicros;
    }

    private Map<Question, Answer> answers(List<Fact> facts, List<ClientView> clients) {
        Map<Question, Answer> answers = new HashMap<>();
        for (Fact fact : facts) {
            for (Question question : fact.questions(clients)) {
                answers.computeIfAbsent(question, this::answer);
            }
        }
        return answers;
    }

    /// What a session may not see it may not change either.
    private Answer answer(Question question) {
        try {
            Explanation visible =
                    inspection.explain(Operation.QUERY, question.record(), question.id(), question.session());
            Explanation decisive = !visible.allowed() || question.operation() == Operation.QUERY
                    ? visible
                    : inspection.explain(question.operation(), question.record(), question.id(), question.session());
            return new Answer(decisive.allowed() ? Verdict.HOLDS : Verdict.FAILS, decisive.sentence());
        } catch (ProblemException noSuchRow) {
            return new Answer(Verdict.UNDECIDED, noSuchRow.problem().detail());
        }
    }

    private long micros() {
        return Version.of(clock.instant());
    }
}
