package dev.parallax.scenario.file;

import dev.parallax.fleet.TrafficMix;
import dev.parallax.scenario.expectation.Durations;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.LinkChange;
import dev.parallax.scenario.plan.Deed.Result;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.NameRef;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.scenario.plan.Step;
import dev.parallax.scenario.plan.Who;
import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes scenarios as files that [ScenarioReader] reads to the same scenario. Stateless.
public final class ScenarioWriter {
    private static final Map<Boolean, String> KEEP = Map.of(true, "mine", false, "theirs");

    private final StringBuilder out = new StringBuilder();

    private ScenarioWriter() {}

    public static String write(Scenario scenario) {
        ScenarioWriter writer = new ScenarioWriter();
        writer.head(scenario);
        writer.steps("setup", scenario.setup());
        writer.steps("steps", scenario.steps());
        return writer.out.toString();
    }

    private void head(Scenario scenario) {
        Setting setting = scenario.setting();
        line("scenario: " + quoted(scenario.name()));
        line("teaches: " + quoted(scenario.teaches()));
        line("seed: " + setting.seed());
        line("world: { users: " + setting.users() + ", workspaces: " + setting.workspaces() + ", posts: "
                + setting.posts() + " }");
        if (!setting.people().isEmpty()) {
            line("people:");
            setting.people().forEach((id, name) -> line("  " + id + ": " + quoted(name)));
        }
        line("merge: " + setting.merge().keyword());
        line("batch window: " + Durations.text(setting.batchWindow()));
        line("heartbeat: " + Durations.text(setting.heartbeat()));
        String policy = setting.policy();
        if (policy != null) {
            line("policy: |");
            block(policy, "  ");
        }
        if (!setting.clients().isEmpty()) {
            line("clients:");
            setting.clients().forEach(client -> line("  " + cast(client)));
        }
    }

    private void steps(String key, List<Step> steps) {
        if (steps.isEmpty()) {
            if (key.equals("steps")) {
                line("steps: []");
            }
            return;
        }
        line(key + ":");
        for (Step step : steps) {
            String lead = "  - ";
            if (!step.say().isEmpty()) {
                line(lead + "say: " + quoted(step.say()));
                lead = "    ";
            }
            deed(lead, step.deed());
        }
    }

    private void deed(String lead, Deed deed) {
        switch (deed) {
            case Deed.Say ignored -> {
                // What it says stands there already.
            }
            case Deed.Policy policy -> {
                line(lead + "policy: |");
                block(policy.source(), "      ");
            }
            case Deed.Batch batch -> {
                line(lead + "batch:");
                batch.edits().forEach(edit -> line("      - " + flow(edit(edit))));
            }
            case Deed.Connect connect ->
                line(lead + "connect: { "
                        + connect.clients().stream().map(ScenarioWriter::cast).collect(Collectors.joining(", "))
                        + " }");
            case Deed.Disconnect gone -> line(lead + "disconnect: " + who(gone.who()));
            case Deed.Act act -> line(lead + "act: " + flow(act(act)));
            case Deed.Rule rule ->
                line(lead + "policy: { record: " + rule.record().toLowerCase(Locale.ROOT) + ", operation: "
                        + rule.operation().keyword() + ", is: " + quoted(rule.expression()) + " }");
            case Deed.ChangeSession change ->
                line(lead + "session: { of: " + quoted(change.client()) + ", set: " + values(change.fields()) + " }");
            case Deed.ClientFault fault -> line(lead + "fault: " + flow(fault(fault)));
            case Deed.ServerFault fault -> line(lead + "fault: " + flow(fault(fault)));
            case Deed.Pause pause -> line(lead + "wait: " + Durations.text(pause.duration()));
            case Deed.AwaitConvergence wait ->
                line(lead + "wait: { for: convergence, within: " + Durations.text(wait.limit()) + " }");
            case Deed.StartTraffic traffic -> line(lead + "traffic: " + flow(traffic(traffic)));
            case Deed.StopTraffic ignored -> line(lead + "traffic: stop");
            case Deed.Resolve resolve ->
                line(lead + "resolve: { of: " + quoted(resolve.client()) + ", keep: " + KEEP.get(resolve.keepMine())
                        + " }");
            case Deed.Expect expect -> line(lead + "expect: " + expect(expect));
        }
    }

    private static String expect(Deed.Expect expect) {
        String sentence = quoted(expect.sentence());
        return switch (expect.when()) {
            case NOW -> "{ now: " + sentence + " }";
            case ALWAYS -> "{ always: " + sentence + " }";
            case EVENTUALLY -> {
                boolean ownLimit = expect.sentence().contains(" within ");
                yield ownLimit
                        ? sentence
                        : "{ eventually: " + sentence + ", within: " + Durations.text(expect.limit()) + " }";
            }
        };
    }

    private static Map<String, String> act(Deed.Act act) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (!act.as().isEmpty()) {
            parts.put("as", quoted(act.as()));
        }
        parts.putAll(edit(act.edit()));
        if (!act.call().isEmpty()) {
            parts.put("call", act.call());
        }
        if (act.result() != Result.ACCEPTED) {
            parts.put("result", act.result().name().toLowerCase(Locale.ROOT));
        }
        return parts;
    }

    private static Map<String, String> edit(Edit edit) {
        Map<String, String> parts = new LinkedHashMap<>();
        switch (edit) {
            case Edit.Create create -> {
                parts.put("create", create.record().toLowerCase(Locale.ROOT));
                parts.put("set", values(create.fields()));
            }
            case Edit.Update update -> {
                parts.put("update", update.row().text());
                parts.put("set", values(update.fields()));
            }
            case Edit.Delete delete -> parts.put("delete", delete.row().text());
        }
        return parts;
    }

    private static Map<String, String> fault(Deed.ClientFault fault) {
        LinkChange link = fault.link();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("on", who(fault.who()));
        put(parts, "offline", link.offline());
        put(parts, "latency", link.latency() == null ? null : Durations.text(link.latency()));
        put(parts, "jitter", link.jitter() == null ? null : Durations.text(link.jitter()));
        put(parts, "bandwidth", link.bytesPerSecond());
        put(parts, "reading", link.messagesPerSecond());
        put(parts, "silent", link.silent());
        fault.blow()
                .ifPresent(blow ->
                        parts.put("do", blow.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return parts;
    }

    private static Map<String, String> fault(Deed.ServerFault fault) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("on", "server");
        Map<String, Object> arguments = fault.arguments();
        switch (fault.name()) {
            case "refuse-connections" -> parts.put("refuse", String.valueOf(arguments.get("on")));
            case "stop-broadcasting" -> parts.put("silent", String.valueOf(arguments.get("on")));
            case "delta-error" ->
                parts.put(
                        "failing",
                        "{ record: " + String.valueOf(arguments.get("table")).toLowerCase(Locale.ROOT) + ", times: "
                                + arguments.getOrDefault("times", 1L) + " }");
            case "restart" -> {
                parts.put("do", "restart");
                parts.put("down", arguments.getOrDefault("downMillis", 1_000L) + " ms");
            }
            case "cut" -> parts.put("do", "cut");
            default -> parts.put("do", "heal");
        }
        return parts;
    }

    private static Map<String, String> traffic(Deed.StartTraffic traffic) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("rate", Double.toString(traffic.rate()));
        put(parts, "for", traffic.duration() == null ? null : Durations.text(traffic.duration()));
        TrafficMix mix = traffic.mix();
        if (mix != null) {
            List<Integer> weights = List.of(
                    mix.create(),
                    mix.edit(),
                    mix.publish(),
                    mix.unpublish(),
                    mix.delete(),
                    mix.move(),
                    mix.forbidden());
            List<String> each = new ArrayList<>();
            for (int index = 0; index < weights.size(); index++) {
                each.add(TrafficReader.MIX.get(index) + ": " + weights.get(index));
            }
            parts.put("mix", "{ " + String.join(", ", each) + " }");
        }
        return parts;
    }

    private static void put(Map<String, String> parts, String key, @Nullable Object value) {
        if (value != null) {
            parts.put(key, value.toString());
        }
    }

    private static String cast(Cast client) {
        return quoted(client.name()) + ": { user: " + client.userId() + ", role: " + quoted(client.role())
                + ", dialect: " + client.dialect().text() + " }";
    }

    private static String who(Who who) {
        return who.isAll()
                ? "all"
                : who.names().stream().map(ScenarioWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String values(Map<String, @Nullable Object> fields) {
        Map<String, String> parts = new LinkedHashMap<>();
        fields.forEach((field, value) -> parts.put(
                field,
                switch (value) {
                    case null -> "null";
                    case String text -> quoted(text);
                    case NameRef name -> "$" + name.name();
                    default -> value.toString();
                }));
        return flow(parts);
    }

    private static String flow(Map<String, String> parts) {
        return parts.isEmpty()
                ? "{}"
                : parts.entrySet().stream()
                        .map(part -> part.getKey() + ": " + part.getValue())
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /// Every JSON string is a YAML string.
    private static String quoted(String text) {
        return Json.text(Json.MAPPER.getNodeFactory().stringNode(text));
    }

    private void block(String text, String indent) {
        text.stripTrailing().lines().forEach(each -> line(each.isBlank() ? "" : indent + each));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
