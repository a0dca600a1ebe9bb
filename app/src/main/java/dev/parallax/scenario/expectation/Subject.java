package dev.parallax.scenario.expectation;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Of whom a sentence speaks. Immutable.
///
/// @param text as it was written
/// @param userId only clients of this user; null for any
/// @param number only this client; null for any
/// @param name only clients of this name; null for any
/// @param role only sessions of this role; null for any
/// @param dialect only clients of this dialect; null for any
/// @param except clients of these users do not count
public record Subject(
        String text,
        Quantifier quantifier,
        @Nullable Long userId,
        @Nullable Integer number,
        @Nullable String name,
        @Nullable String role,
        @Nullable String dialect,
        List<Long> except) {
    /// How many of them.
    public enum Quantifier {
        ALL,
        NONE,
        SOME
    }

    public Subject {
        except = List.copyOf(except);
    }

    boolean matches(ClientView client) {
        return (userId == null || userId == client.userId())
                && (number == null || number == client.number())
                && (name == null || client.names().contains(name))
                && (role == null || role.equals(client.role()))
                && (dialect == null || dialect.equals(client.dialect()))
                && !except.contains(client.userId());
    }

    /// What holds of one, said of all of them.
    Reading ask(List<ClientView> clients, Function<ClientView, Reading> one) {
        List<Reading> readings = clients.stream().filter(this::matches).map(one).toList();
        if (readings.isEmpty()) {
            return Reading.undecided("There is no such client (" + text + ").");
        }
        return switch (quantifier) {
            case ALL -> all(readings);
            case NONE -> all(readings.stream().map(Reading::negated).toList());
            case SOME -> all(readings.stream().map(Reading::negated).toList()).negated();
        };
    }

    private static Reading all(List<Reading> readings) {
        Reading undecided = null;
        for (Reading reading : readings) {
            if (reading.verdict() == Verdict.FAILS) {
                return reading;
            }
            undecided = undecided == null && reading.verdict() == Verdict.UNDECIDED ? reading : undecided;
        }
        return undecided == null ? readings.getFirst() : undecided;
    }
}
