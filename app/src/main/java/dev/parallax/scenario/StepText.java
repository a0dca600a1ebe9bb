package dev.parallax.scenario;

import dev.parallax.scenario.expectation.Durations;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.LinkChange;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.NameRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a step does, in a few words for a person. Stateless.
public final class StepText {
    private StepText() {}

    public static String of(Deed deed) {
        return switch (deed) {
            case Deed.Say ignored -> "Read";
            case Deed.Connect connect ->
                "Connect " + connect.clients().stream().map(Cast::name).collect(Collectors.joining(", "));
            case Deed.Disconnect gone -> "Disconnect " + gone.who().text();
            case Deed.Act act -> (act.as().isEmpty() ? "The operator" : act.as()) + " " + edit(act.edit());
            case Deed.Batch batch ->
                "In one transaction: "
                        + batch.edits().stream().map(StepText::edit).collect(Collectors.joining("; "));
            case Deed.Policy ignored -> "Bring another policy into force";
            case Deed.Rule rule ->
                "Policy: " + rule.operation().keyword() + " " + rule.record() + " if "
                        + rule.expression().strip();
            case Deed.ChangeSession change -> "The session of " + change.client() + ": " + values(change.fields());
            case Deed.ClientFault fault -> fault.who().text() + ": " + fault(fault);
            case Deed.ServerFault fault -> "The server: " + server(fault);
            case Deed.Pause pause -> "Wait " + Durations.text(pause.duration());
            case Deed.AwaitConvergence ignored -> "Wait until everybody converged";
            case Deed.StartTraffic traffic ->
                "Traffic: " + plain(traffic.rate()) + " writes per second"
                        + (traffic.duration() == null ? "" : " for " + Durations.text(traffic.duration()));
            case Deed.StopTraffic ignored -> "Stop the traffic";
            case Deed.Resolve resolve ->
                resolve.client() + (resolve.keepMine() ? " keeps its own edits" : " takes the server's rows");
            case Deed.Expect expect -> expect(expect);
        };
    }

    private static String expect(Deed.Expect expect) {
        return switch (expect.when()) {
            case NOW -> "Now: " + expect.sentence();
            case EVENTUALLY -> "Expect: " + expect.sentence();
            case ALWAYS -> "Always: " + expect.sentence();
        };
    }

    private static String edit(Edit edit) {
        return switch (edit) {
            case Edit.Create create ->
                "creates a " + create.record().toLowerCase(Locale.ROOT) + ": " + values(create.fields());
            case Edit.Update update -> "changes " + update.row().text() + ": " + values(update.fields());
            case Edit.Delete delete -> "deletes " + delete.row().text();
        };
    }

    private static String values(Map<String, @Nullable Object> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + " " + value(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "\"" + text + "\"";
            case NameRef name -> "$" + name.name();
            default -> value.toString();
        };
    }

    private static String fault(Deed.ClientFault fault) {
        LinkChange link = fault.link();
        List<String> parts = new ArrayList<>();
        if (link.offline() != null) {
            parts.add(link.offline() ? "goes offline" : "comes back online");
        }
        if (link.latency() != null) {
            parts.add("latency " + Durations.text(link.latency()));
        }
        if (link.jitter() != null) {
            parts.add("jitter " + Durations.text(link.jitter()));
        }
        if (link.bytesPerSecond() != null) {
            parts.add(link.bytesPerSecond() == 0 ? "full bandwidth" : link.bytesPerSecond() + " bytes per second");
        }
        if (link.messagesPerSecond() != null) {
            parts.add(
                    link.messagesPerSecond() == 0
                            ? "reads at full speed"
                            : "reads " + plain(link.messagesPerSecond()) + " messages per second");
        }
        if (link.silent() != null) {
            parts.add(link.silent() ? "the line goes silent" : "the line speaks again");
        }
        fault.blow()
                .ifPresent(blow -> parts.add(
                        switch (blow) {
                            case CUT -> "the connection breaks";
                            case KILL -> "is killed";
                            case RESTART -> "is restarted";
                            case EXPIRE -> "the session expires";
                            case SIGN_IN -> "signs in again";
                            case CORRUPT -> "the cache goes bad";
                            case HEAL -> "all faults end";
                        }));
        return String.join(", ", parts);
    }

    private static String server(Deed.ServerFault fault) {
        boolean on = Boolean.TRUE.equals(fault.arguments().get("on"));
        return switch (fault.name()) {
            case "refuse-connections" -> on ? "refuses new connections" : "takes connections again";
            case "stop-broadcasting" -> on ? "stops telling anybody of changes" : "tells of changes again";
            case "delta-error" ->
                "fails to read the changes of " + fault.arguments().get("table");
            case "cut" -> "all connections break";
            case "restart" -> "goes down for " + fault.arguments().get("downMillis") + " ms";
            default -> "all faults end";
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
