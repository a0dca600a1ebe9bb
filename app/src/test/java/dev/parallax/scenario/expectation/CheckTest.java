package dev.parallax.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.Held;
import dev.parallax.oracle.OracleReport;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Time is handed in: in these tests it is counted in milliseconds from 0.
class CheckTest {
    private static final Vocabulary VOCABULARY =
            new Vocabulary(Map.of("Post", Set.of("id", "published", "title")), Set.of(), Map.of());
    private static final RowShape SHAPE = new RowShape("Post", List.of("id", "title", "published", "updatedAt"), "id");

    @Test
    void aStateThatNobodySawAtTheEndBreaksWhatNeverIs() {
        Check check = check("user 3 never holds post 12");
        check.tick(moment(10, ann()));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.HOLDS);
        check.saw(new Sight(20_000, ann(12)));
        check.saw(new Sight(30_000, ann()));
        check.tick(moment(40, ann()));
        assertThat(check.standing())
                .isEqualTo(new Standing(
                        Verdict.FAILS, 20_000, "Client 1 (Ann) holds Post 12.", new Place(1, "Post", 12), false, 1));
        check.saw(new Sight(50_000, ann(12)));
        assertThat(check.standing().violations()).isEqualTo(2);
        assertThat(check.standing().sinceMicros()).isEqualTo(20_000);
    }

    @Test
    void whatWasSeenBeforeTheBeginningDoesNotCount() {
        Check check = new Check(parse("user 3 never holds post 12"), 15_000);
        check.saw(new Sight(14_000, ann(12)));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void nobodyThereIsUndecidedAndNotTrue() {
        for (String sentence : List.of(
                "user 3 never holds post 12",
                "everyone with role guest holds 0 drafts",
                "nobody holds post 12",
                "someone holds post 12",
                "client Ann status is live",
                "user 3 cannot update post 12",
                "all converge",
                "no leaks",
                "nobody holds a revoked row longer than 200 ms")) {
            Check check = check(sentence);
            check.tick(moment(10));
            assertThat(check.standing().verdict()).as(sentence).isEqualTo(Verdict.UNDECIDED);
        }
    }

    @Test
    void whoHasNotCaughtUpHoldsNothingForCertain() {
        ClientView early = view(1, 3, Status.SYNCING, 0);
        assertThat(reading("user 3 does not hold post 12", early)).isEqualTo(Verdict.UNDECIDED);
        assertThat(reading("everyone holds 0 posts", early)).isEqualTo(Verdict.UNDECIDED);
        assertThat(reading("user 3 does not hold post 12", ann())).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void countsAndConditions() {
        ClientView ann = ann(1, 2, 3);
        assertThat(reading("user 3 holds 3 posts", ann)).isEqualTo(Verdict.HOLDS);
        assertThat(reading("user 3 holds at least 4 posts", ann)).isEqualTo(Verdict.FAILS);
        assertThat(reading("user 3 holds at most 2 drafts", ann)).isEqualTo(Verdict.HOLDS);
        assertThat(reading("user 3 holds exactly 1 drafts", ann)).isEqualTo(Verdict.FAILS);
        assertThat(reading("user 3 holds post 2 where title is \"Post 2\"", ann))
                .isEqualTo(Verdict.HOLDS);
        assertThat(reading("user 3 holds post 2 where title is not \"Post 2\"", ann))
                .isEqualTo(Verdict.FAILS);
        assertThat(reading("user 3 holds post 2 where published is True", ann)).isEqualTo(Verdict.HOLDS);
        assertThat(reading("user 3 holds 3 rows", ann)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void everyoneNobodyAndSomeone() {
        ClientView ben = view(2, 4, Status.LIVE, 1);
        assertThat(reading("everyone holds post 1", ann(1), ben)).isEqualTo(Verdict.FAILS);
        assertThat(reading("someone holds post 1", ann(1), ben)).isEqualTo(Verdict.HOLDS);
        assertThat(reading("nobody holds post 1", ann(1), ben)).isEqualTo(Verdict.FAILS);
        assertThat(reading("nobody except user 3 holds post 1", ann(1), ben)).isEqualTo(Verdict.HOLDS);
        assertThat(reading("someone holds post 9", ann(1), ben)).isEqualTo(Verdict.FAILS);
        assertThat(reading("everyone on changelog holds post 9", ann(1), ben)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aLimitEndsUndecidednessOneWayOrTheOther() {
        Check kept = check("user 3 holds post 1 within 100 ms");
        kept.tick(moment(50, ann()));
        assertThat(kept.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
        kept.tick(moment(90, ann(1)));
        kept.tick(moment(200, ann()));
        assertThat(kept.standing().verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(kept.standing().over()).isTrue();

        Check missed = check("user 3 holds post 1 within 100 ms");
        missed.tick(moment(100, ann()));
        assertThat(missed.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
        missed.tick(moment(101, ann()));
        missed.tick(moment(150, ann(1)));
        assertThat(missed.standing().verdict()).isEqualTo(Verdict.FAILS);
    }

    @Test
    void convergenceHasItsLimitAnewAfterEachChange() {
        Check check = check("all converge within 100 ms");
        check.tick(agreement(50, 0, "Client 1 waits."));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
        check.tick(agreement(120, 60, "Client 1 waits."));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
        check.tick(agreement(161, 60, "Client 1 waits."));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.FAILS);
        check.tick(agreement(170, 60));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void permissionsAreAsked() {
        Expectation expectation = parse("user 3 cannot update post 12");
        Set<Question> questions = expectation.fact().questions(List.of(ann(), view(2, 4, Status.LIVE, 1)));
        assertThat(questions).hasSize(1);
        Question question = questions.iterator().next();
        assertThat(question.operation()).isEqualTo(Operation.UPDATE);
        Check check = new Check(expectation, 0);
        check.tick(moment(10, ann()));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.UNDECIDED);
        check.tick(answered(20, Map.of(question, new Answer(Verdict.FAILS, "denied"))));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.HOLDS);
        check.tick(answered(30, Map.of(question, new Answer(Verdict.HOLDS, "allowed"))));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.FAILS);
    }

    @Test
    void aLeakThatIsGoneWasOneAllTheSame() {
        Check check = check("no leaks");
        check.tick(oracle(10));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.HOLDS);
        check.tick(oracle(20, new Finding(1, "Post", 12, Finding.Kind.LEAK, "Leak.")));
        check.tick(oracle(30));
        assertThat(check.standing().verdict()).isEqualTo(Verdict.FAILS);
        assertThat(check.standing().place()).isEqualTo(new Place(1, "Post", 12));
    }

    @Test
    void aRevokedRowIsTimedFromItsChangeToTheStateWithoutIt() {
        ExposureTracker tracker = new ExposureTracker();
        tracker.tick(100_000, List.of(), 0);
        tracker.tick(150_000, List.of(new Held(1, "Post", 12, 120_000)), 120_000);
        tracker.saw(new Sight(140_000, ann()));
        assertThat(tracker.take()).containsExactly(new Exposure(1, "Post", 12, 120_000, 150_000, false));
        tracker.saw(new Sight(390_000, ann()));
        List<Exposure> exposures = tracker.take();
        assertThat(exposures).containsExactly(new Exposure(1, "Post", 12, 120_000, 390_000, true));
        assertThat(tracker.take()).isEmpty();

        Check strict = check("nobody holds a revoked row longer than 200 ms");
        strict.tick(exposed(400, exposures));
        assertThat(strict.standing().verdict()).isEqualTo(Verdict.FAILS);
        assertThat(strict.standing().sentence()).contains("for 270 ms");
        Check lenient = check("nobody holds a revoked row longer than 300 ms");
        lenient.tick(exposed(400, exposures));
        assertThat(lenient.standing().verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aRowThatChangedLongAgoLostItsRightWhenThatWasNoticed() {
        ExposureTracker tracker = new ExposureTracker();
        tracker.tick(100_000, List.of(), 0);
        tracker.tick(150_000, List.of(new Held(1, "Post", 12, 5_000)), 5_000);
        assertThat(tracker.take()).containsExactly(new Exposure(1, "Post", 12, 150_000, 150_000, false));
    }

    private static Check check(String sentence) {
        return new Check(parse(sentence), 0);
    }

    private static Expectation parse(String sentence) {
        return ExpectationLanguage.parse(sentence, VOCABULARY);
    }

    private static Verdict reading(String sentence, ClientView... clients) {
        return parse(sentence).fact().at(moment(0, clients)).verdict();
    }

    private static ClientView ann(long... posts) {
        return view(1, 3, Status.LIVE, 1, posts);
    }

    /// Posts of even ids are published.
    private static ClientView view(int number, long userId, Status status, long version, long... posts) {
        List<Row> rows = Arrays.stream(posts)
                .mapToObj(id -> new Row(SHAPE, List.of(id, "Post " + id, id % 2 == 0, 1L)))
                .toList();
        TableSnapshot table = new TableSnapshot("Post", rows, rows, Set.of(), 1L, null);
        ReplicaSnapshot snapshot = new ReplicaSnapshot(
                1,
                status,
                "Fine.",
                new SessionValues(Map.of("userId", userId)),
                version,
                Coverage.ALL,
                Map.of("Post", table),
                List.of(),
                List.of());
        return new ClientView(number, Set.of(number == 1 ? "Ann" : "Ben"), userId, "user", "cursor", snapshot);
    }

    private static Moment moment(long millis, ClientView... clients) {
        return new Moment(millis * 1_000, List.of(clients), OracleReport.NONE, Agreement.UNKNOWN, List.of(), Map.of());
    }

    private static Moment agreement(long millis, long disturbedMillis, String... unconverged) {
        return new Moment(
                millis * 1_000,
                List.of(ann()),
                OracleReport.NONE,
                new Agreement(true, List.of(unconverged), disturbedMillis * 1_000),
                List.of(),
                Map.of());
    }

    private static Moment exposed(long millis, List<Exposure> exposures) {
        return new Moment(
                millis * 1_000,
                List.of(ann()),
                OracleReport.NONE,
                new Agreement(true, List.of(), 0),
                exposures,
                Map.of());
    }

    private static Moment answered(long millis, Map<Question, Answer> answers) {
        return new Moment(millis * 1_000, List.of(ann()), OracleReport.NONE, Agreement.UNKNOWN, List.of(), answers);
    }

    private static Moment oracle(long millis, Finding... leaks) {
        OracleReport report = new OracleReport(List.of(leaks), List.of(), List.of(), 0, 1, 1, 1, 1);
        return new Moment(millis * 1_000, List.of(ann()), report, Agreement.UNKNOWN, List.of(), Map.of());
    }
}
