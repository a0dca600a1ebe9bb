package dev.parallax.cli;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.TrafficCounts;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.recording.WireMessage;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a headless run found. Immutable.
record RunReport(
        HeadlessRun.Settings settings,
        Outcome outcome,
        Map<Status, Integer> clients,
        TrafficCounts writes,
        Wire wire,
        long version) {
    /// How it ended.
    ///
    /// @param last the oracle's report after the traffic
    /// @param leaks every leak seen at any time
    /// @param failedClients how many could not sign in
    record Outcome(
            OracleReport last,
            List<Finding> leaks,
            Convergence convergence,
            int failedClients,
            Instant start,
            Duration duration) {}

    /// What the clients' wires still hold; a busy wire forgets its oldest messages.
    record Wire(long deltas, long messages, long bytes) {
        static Wire of(List<FleetClient> clients) {
            long deltas = 0;
            long messages = 0;
            long bytes = 0;
            for (FleetClient client : clients) {
                for (WireMessage message : client.wire()) {
                    messages++;
                    bytes += message.bytes();
                    deltas += message.text().startsWith("{\"type\":\"delta\"") ? 1 : 0;
                }
            }
            return new Wire(deltas, messages, bytes);
        }
    }

    static RunReport of(HeadlessRun.Settings settings, World world, Outcome outcome) {
        Map<Status, Integer> clients = new EnumMap<>(Status.class);
        world.clients().forEach(client -> clients.merge(client.snapshot().status(), 1, Integer::sum));
        return new RunReport(
                settings, outcome, clients, world.traffic().counts(), Wire.of(world.clients()), world.version());
    }

    boolean passed() {
        return outcome.leaks().isEmpty()
                && outcome.last().clean()
                && outcome.convergence().reached()
                && outcome.failedClients() == 0;
    }

    /// A few words for the picture's strip.
    String note() {
        return String.format(
                Locale.ENGLISH,
                "%d leaks · %d missing · %d stale · seed %d",
                outcome.leaks().size(),
                outcome.last().missing().size(),
                outcome.last().stale().size(),
                settings.plan().seed());
    }

    /// Five lines for a person, and one for each thing that is wrong.
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ENGLISH,
                "Clients    %d of %d live",
                clients.getOrDefault(Status.LIVE, 0),
                settings.plan().clients()));
        lines.add(String.format(
                Locale.ENGLISH,
                "Writes     %,d accepted, %,d denied, %,d failed (seed %d)",
                writes.accepted(),
                writes.denied(),
                writes.failed(),
                settings.plan().seed()));
        lines.add(String.format(
                Locale.ENGLISH,
                "Oracle     %d leaks, %d missing, %d stale; %s",
                outcome.leaks().size(),
                outcome.last().missing().size(),
                outcome.last().stale().size(),
                outcome.convergence().reached() ? "every client converged" : "not every client converged"));
        lines.add("Picture    " + settings.picture().toAbsolutePath());
        lines.add("Report     " + settings.report().toAbsolutePath());
        outcome.leaks().stream().limit(5).forEach(leak -> lines.add("Leak: " + leak.sentence()));
        outcome.convergence().unconverged().stream().limit(5).forEach(lines::add);
        if (outcome.failedClients() > 0) {
            lines.add(String.format(Locale.ENGLISH, "%d clients could not sign in.", outcome.failedClients()));
        }
        return lines;
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object()
                .put("program", "Parallax")
                .put("programVersion", ProgramVersion.text())
                .put("javaVersion", Runtime.version().toString())
                .put("start", outcome.start().toString())
                .put("seconds", outcome.duration().toMillis() / 1_000.0)
                .put("trafficSeconds", settings.duration().toMillis() / 1_000.0)
                .put("seed", settings.plan().seed())
                .put("version", version)
                .put("passed", passed())
                .put("converged", outcome.convergence().reached());
        ArrayNode unconverged = node.putArray("unconverged");
        outcome.convergence().unconverged().forEach(unconverged::add);
        ObjectNode byStatus = node.putObject("clients");
        byStatus.put("total", settings.plan().clients()).put("failed", outcome.failedClients());
        for (Status status : Status.values()) {
            byStatus.put(status.name().toLowerCase(Locale.ROOT).replace('_', '-'), clients.getOrDefault(status, 0));
        }
        node.putObject("writes")
                .put("attempted", writes.attempted())
                .put("accepted", writes.accepted())
                .put("denied", writes.denied())
                .put("failed", writes.failed())
                .put("skipped", writes.skipped());
        node.putObject("wire")
                .put("deltas", wire.deltas())
                .put("messages", wire.messages())
                .put("bytes", wire.bytes());
        ObjectNode oracle =
                node.putObject("oracle").put("checks", outcome.last().checks());
        findings(oracle.putArray("leaks"), outcome.leaks());
        findings(oracle.putArray("missing"), outcome.last().missing());
        findings(oracle.putArray("stale"), outcome.last().stale());
        return node.put("picture", settings.picture().toAbsolutePath().toString());
    }

    private static void findings(ArrayNode array, List<Finding> findings) {
        for (Finding finding : findings) {
            array.addObject()
                    .put("client", finding.clientNumber())
                    .put("record", finding.record())
                    .put("id", finding.id())
                    .put("sentence", finding.sentence());
        }
    }
}
