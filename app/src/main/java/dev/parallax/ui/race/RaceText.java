package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.ChangeKind;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.RaceReport;
import dev.parallax.oracle.RaceReport.Arrival;
import dev.parallax.oracle.RaceReport.Figures;
import dev.parallax.oracle.RaceReport.Heat;
import dev.parallax.oracle.RaceReport.State;
import dev.parallax.recording.WireTotals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a race says in words and figures.
final class RaceText {
    private static final String NONE = "–";
    private static final double MICROS = 1_000.0;

    private RaceText() {}

    /// Milliseconds, finer where they are few.
    static String millis(long micros) {
        return micros < 100_000 ? text("race.millis.fine", micros / MICROS) : text("race.millis", micros / MICROS);
    }

    /// A dash where nothing has arrived yet.
    static String millis(Figures figures, long micros) {
        return figures.arrived() == 0 ? NONE : millis(micros);
    }

    static String bytes(long count) {
        return count < 10_000 ? text("race.bytes", count) : text("race.kilobytes", count / 1_000.0);
    }

    /// Bytes for each change; a dash before the first.
    static String bytesEach(WireTotals wire, long changes) {
        return changes == 0 ? NONE : bytes(Math.round((double) wire.bytes() / changes));
    }

    /// `#7 update “A plan” (post 12)`.
    static String heat(Heat heat, Map<Long, String> titles) {
        String post = Optional.ofNullable(titles.get(heat.id())).orElse("");
        return post.isEmpty()
                ? text("race.heat.untitled", heat.number(), kind(heat.kind()), heat.id())
                : text("race.heat", heat.number(), kind(heat.kind()), post, heat.id());
    }

    private static String kind(ChangeKind kind) {
        return switch (kind) {
            case INSERT -> text("race.kind.insert");
            case UPDATE -> text("race.kind.update");
            case DELETE -> text("race.kind.delete");
        };
    }

    /// The number of the client that showed it first; empty while nobody has.
    static Optional<Integer> first(Heat heat) {
        return heat.arrivals().entrySet().stream()
                .filter(each -> each.getValue().state() == State.ARRIVED)
                .min(Comparator.comparingLong(each -> each.getValue().micros()))
                .map(Map.Entry::getKey);
    }

    /// When it came, and how far behind the first.
    static String arrival(Heat heat, Arrival arrival, boolean isFirst) {
        return switch (arrival.state()) {
            case WAITING -> text("race.waiting");
            case SKIPPED -> text("race.skipped");
            case ARRIVED -> {
                long best = first(heat)
                        .map(number -> heat.arrivals().get(number))
                        .map(Arrival::micros)
                        .orElse(arrival.micros());
                yield isFirst
                        ? text("race.first", millis(arrival.micros()))
                        : text("race.behind", millis(arrival.micros()), millis(arrival.micros() - best));
            }
        };
    }

    /// All figures as a table, its columns divided by tabs, for a spreadsheet or a note.
    static String table(List<FleetClient> lanes, RaceReport report, Function<FleetClient, WireTotals> wire) {
        String head = String.join("\t", text("race.table.head").split(";", -1));
        return head + "\n"
                + lanes.stream()
                        .map(lane -> line(lane, report, wire.apply(lane)))
                        .collect(Collectors.joining("\n"));
    }

    private static String line(FleetClient lane, RaceReport report, WireTotals wire) {
        Figures figures = report.lanes().getOrDefault(lane.number(), Figures.NONE);
        boolean any = figures.arrived() > 0;
        return String.join(
                "\t",
                lane.dialect(),
                Long.toString(figures.arrived()),
                any ? Double.toString(figures.last() / MICROS) : "",
                any ? Double.toString(figures.p50() / MICROS) : "",
                any ? Double.toString(figures.p95() / MICROS) : "",
                Long.toString(wire.sent() + wire.received()),
                Long.toString(wire.bytes()),
                report.committed() == 0 ? "" : Long.toString(Math.round((double) wire.bytes() / report.committed())));
    }
}
