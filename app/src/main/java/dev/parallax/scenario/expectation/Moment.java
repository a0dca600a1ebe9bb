package dev.parallax.scenario.expectation;

import dev.parallax.oracle.OracleReport;
import java.util.List;
import java.util.Map;

/// All that is known at one moment. Immutable.
///
/// @param micros since the epoch
/// @param oracle its newest report
/// @param agreement only if an expectation needs it
/// @param exposures open ones, and those that ended since the moment before; only if an expectation
///     needs them
/// @param answers to the questions of the expectations
public record Moment(
        long micros,
        List<ClientView> clients,
        OracleReport oracle,
        Agreement agreement,
        List<Exposure> exposures,
        Map<Question, Answer> answers) {
    public Moment {
        clients = List.copyOf(clients);
        exposures = List.copyOf(exposures);
        answers = Map.copyOf(answers);
    }
}
