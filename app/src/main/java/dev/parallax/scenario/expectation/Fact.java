package dev.parallax.scenario.expectation;

import dev.parallax.client.Status;
import dev.parallax.oracle.Finding;
import dev.parallax.schema.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that is so or not at a moment. Immutable and pure.
public sealed interface Fact {
    /// What it is, by what is known.
    Reading at(Moment moment);

    /// What must be asked of the server's permissions before [#at].
    default Set<Question> questions(List<ClientView> clients) {
        return Set.of();
    }

    /// A fact about each of some clients, which each of their states can break.
    sealed interface OfClients extends Fact {
        Subject subject();

        /// What it is for one client; `subject` says how that counts.
        Reading of(ClientView client);

        @Override
        default Reading at(Moment moment) {
            return subject().ask(moment.clients(), this::of);
        }

        /// What one client's state alone says: undecided, unless it breaks the fact.
        default Reading seen(ClientView client) {
            Reading all = subject().quantifier() == Subject.Quantifier.SOME
                    ? Reading.undecided("")
                    : subject().ask(List.of(client), this::of);
            return all.verdict() == Verdict.FAILS ? all : Reading.undecided("");
        }
    }

    /// Somebody holds rows.
    ///
    /// @param negated they do not
    /// @param withOwnEdits what they show, not what the server sent
    record Holds(Subject subject, boolean negated, boolean withOwnEdits, Target target) implements OfClients {
        @Override
        public Reading of(ClientView client) {
            Reading reading = target.in(client, withOwnEdits);
            return negated ? reading.negated() : reading;
        }
    }

    /// Somebody's status is this.
    record HasStatus(Subject subject, boolean negated, Status status) implements OfClients {
        @Override
        public Reading of(ClientView client) {
            Status now = client.snapshot().status();
            String sentence = client.title() + " is " + word(now) + ": "
                    + client.snapshot().message();
            return Reading.of((now == status) != negated, sentence, Place.client(client.number()));
        }

        /// As a sentence writes it: `auth-error`.
        static String word(Status status) {
            return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Somebody has so many edits of a kind.
    record HasEdits(Subject subject, Bound bound, long number, EditKind kind) implements OfClients {
        @Override
        public Reading of(ClientView client) {
            long count = kind.count(client.snapshot());
            return Reading.of(
                    bound.test(count, number),
                    client.title() + " has " + count + " " + kind.word() + " edits.",
                    Place.client(client.number()));
        }
    }

    /// Somebody may do something with a row, by the permissions that are in force.
    record MayDo(Subject subject, boolean negated, Operation operation, String record, long id) implements Fact {
        @Override
        public Reading at(Moment moment) {
            return subject.ask(moment.clients(), client -> {
                Answer answer = moment.answers().get(question(client));
                if (answer == null || answer.verdict() == Verdict.UNDECIDED) {
                    return Reading.undecided(answer == null ? "Nobody asked the server yet." : answer.sentence());
                }
                return Reading.of(
                        (answer.verdict() == Verdict.HOLDS) != negated,
                        client.title() + ": " + answer.sentence(),
                        new Place(client.number(), record, id));
            });
        }

        @Override
        public Set<Question> questions(List<ClientView> clients) {
            return clients.stream().filter(subject::matches).map(this::question).collect(Collectors.toSet());
        }

        private Question question(ClientView client) {
            return new Question(operation, record, id, client.snapshot().session());
        }
    }

    /// All clients hold exactly what they may see.
    record Converged() implements Fact {
        @Override
        public Reading at(Moment moment) {
            List<String> reasons = moment.agreement().unconverged();
            if (!moment.agreement().known() || moment.clients().isEmpty()) {
                return Reading.undecided("Nobody has compared the clients yet.");
            }
            return Reading.of(
                    reasons.isEmpty(),
                    reasons.isEmpty() ? "Every client holds exactly what it may see." : reasons.getFirst(),
                    Place.NOWHERE);
        }
    }

    /// The oracle finds nothing of a kind.
    record FindsNone(Finding.Kind kind) implements Fact {
        @Override
        public Reading at(Moment moment) {
            if (moment.oracle().checks() == 0) {
                return Reading.undecided("The oracle has not compared yet.");
            }
            List<Finding> findings = switch (kind) {
                case LEAK -> moment.oracle().leaks();
                case MISSING -> moment.oracle().missing();
                case STALE -> moment.oracle().stale();
            };
            if (!findings.isEmpty()) {
                Finding first = findings.getFirst();
                return Reading.fails(first.sentence(), new Place(first.clientNumber(), first.record(), first.id()));
            }
            return moment.oracle().live() == 0
                    ? Reading.undecided("No client is live.")
                    : Reading.holds("The oracle finds none.", Place.NOWHERE);
        }
    }

    /// Nobody goes on holding what it may no longer see.
    record PurgesWithin(Duration limit) implements Fact {
        @Override
        public Reading at(Moment moment) {
            for (Exposure exposure : moment.exposures()) {
                if (exposure.heldMicros() > limit.toNanos() / 1_000) {
                    return Reading.fails(
                            String.format(
                                    Locale.ROOT,
                                    "Client %d held %s %d for %d ms after it lost the right to see it.",
                                    exposure.clientNumber(),
                                    exposure.record(),
                                    exposure.id(),
                                    exposure.heldMicros() / 1_000),
                            new Place(exposure.clientNumber(), exposure.record(), exposure.id()));
                }
            }
            return moment.agreement().known()
                    ? Reading.holds("Nobody holds a revoked row for longer.", Place.NOWHERE)
                    : Reading.undecided("Nobody has compared the clients yet.");
        }
    }
}
