package dev.parallax.scenario.file;

import dev.parallax.network.LinkFaults;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.file.Yaml.Sequence;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Blow;
import dev.parallax.scenario.plan.Deed.LinkChange;
import dev.parallax.scenario.plan.Who;
import dev.parallax.schema.RecordType;
import dev.parallax.server.engine.ServerFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what goes wrong, for clients and on the server. Confined to its caller.
final class FaultReader {
    private static final List<String> OF_CLIENTS =
            List.of("on", "offline", "latency", "jitter", "bandwidth", "reading", "silent", "do");
    private static final List<String> OF_SERVER = List.of("on", "refuse", "silent", "failing", "do", "down");
    private static final Map<String, Blow> BLOWS = Arrays.stream(Blow.values())
            .collect(Collectors.toMap(
                    each -> each.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    each -> each,
                    (a, b) -> a,
                    LinkedHashMap::new));
    private static final Map<String, String> BLOWS_OF_SERVER = serverBlows();
    private static final Duration DOWN_LIMIT = Duration.ofSeconds(60);
    private static final Duration DOWN_DEFAULT = Duration.ofMillis(300);
    private static final Duration LATENCY_LIMIT = Duration.ofMillis(LinkFaults.LATENCY_MILLIS_LIMIT);

    private final Known known;
    private final Errors errors;

    FaultReader(Known known, Errors errors) {
        this.known = known;
        this.errors = errors;
    }

    private static Map<String, String> serverBlows() {
        Map<String, String> blows = new LinkedHashMap<>();
        blows.put("restart", "restart");
        blows.put("cut", "cut");
        blows.put("heal", "none");
        return blows;
    }

    Optional<? extends Deed> fault(Yaml yaml) {
        boolean server = yaml instanceof Mapping mapping
                && mapping.get("on").orElse(null) instanceof Scalar on
                && on.text().equals("server");
        return server ? ofServer(yaml) : ofClients(yaml);
    }

    /// A client's name, a list of them, or `all`.
    Optional<Who> who(Yaml yaml) {
        List<Yaml> items = yaml instanceof Sequence list ? list.items() : List.of(yaml);
        List<String> names = new ArrayList<>();
        for (Yaml item : items) {
            if (!(item instanceof Scalar name)) {
                errors.add(item.place(), "clients are named one by one, or `all`, not as " + item.kind());
                return Optional.empty();
            }
            if (items.size() == 1 && name.text().equals("all") && name.plain()) {
                return Optional.of(Who.ALL);
            }
            if (!known.requireClient(item.place(), name.text())) {
                return Optional.empty();
            }
            names.add(name.text());
        }
        if (names.isEmpty()) {
            errors.add(yaml.place(), "name at least one client, or `all`");
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Who(names));
    }

    private Optional<Deed> ofClients(Yaml yaml) {
        Fields fields = new Fields(yaml, "a fault of clients", OF_CLIENTS, errors);
        Optional<Who> who = fields.require("on").flatMap(this::who);
        Optional<Long> bandwidth = fields.has("bandwidth")
                ? fields.whole("bandwidth", 0, Integer.MAX_VALUE).stream()
                        .boxed()
                        .findFirst()
                : Optional.empty();
        Optional<Double> reading = fields.has("reading")
                ? fields.number("reading", 0, 1_000_000).stream().boxed().findFirst()
                : Optional.empty();
        LinkChange link = new LinkChange(
                fields.flag("offline").orElse(null),
                late(fields, "latency").orElse(null),
                late(fields, "jitter").orElse(null),
                bandwidth.orElse(null),
                reading.orElse(null),
                fields.flag("silent").orElse(null));
        Optional<Blow> blow = fields.word("do", BLOWS);
        if (!fields.isOdd() && OF_CLIENTS.stream().filter(fields::has).count() <= 1) {
            errors.add(yaml.place(), "this fault does nothing; there are " + Fields.list(OF_CLIENTS));
        }
        return who.map(of -> new Deed.ClientFault(of, link, blow));
    }

    private Optional<Duration> late(Fields fields, String key) {
        return fields.duration(key).filter(duration -> {
            boolean fits = duration.compareTo(LATENCY_LIMIT) <= 0;
            if (!fits) {
                errors.add(fields.placeOf(key), "`" + key + "` is at most " + LATENCY_LIMIT.toSeconds() + " s");
            }
            return fits;
        });
    }

    private Optional<Deed> ofServer(Yaml yaml) {
        Fields fields = new Fields(yaml, "a fault of the server", OF_SERVER, errors);
        List<String> given = List.of("refuse", "silent", "failing", "do").stream()
                .filter(fields::has)
                .toList();
        if (given.size() != 1) {
            if (fields.isOdd()) {
                return Optional.empty();
            }
            errors.add(yaml.place(), "a fault of the server has one of `refuse`, `silent`, `failing`, `do`");
            return Optional.empty();
        }
        return switch (given.getFirst()) {
            case "refuse" ->
                fields.flag("refuse").map(on -> new Deed.ServerFault("refuse-connections", Map.of("on", on)));
            case "silent" ->
                fields.flag("silent").map(on -> new Deed.ServerFault("stop-broadcasting", Map.of("on", on)));
            case "failing" -> fields.get("failing").flatMap(this::failing);
            default -> fields.word("do", BLOWS_OF_SERVER).map(name -> blow(name, fields));
        };
    }

    private Optional<Deed> failing(Yaml yaml) {
        Fields fields = new Fields(yaml, "`failing`", List.of("record", "times"), errors);
        Optional<RecordType> type = fields.require("record")
                .flatMap(value -> known.record(value.place(), value instanceof Scalar word ? word.text() : ""));
        long times = fields.whole("times", 0, ServerFaults.DELTA_FAILURES_LIMIT).orElse(1);
        return type.map(record -> new Deed.ServerFault("delta-error", Map.of("table", record.name(), "times", times)));
    }

    private Deed blow(String name, Fields fields) {
        if (!name.equals("restart")) {
            return new Deed.ServerFault(name, Map.of());
        }
        Duration down = fields.duration("down").orElse(DOWN_DEFAULT);
        if (down.compareTo(DOWN_LIMIT) > 0) {
            errors.add(fields.placeOf("down"), "`down` is at most " + DOWN_LIMIT.toSeconds() + " s");
        }
        return new Deed.ServerFault(name, Map.of("downMillis", down.toMillis()));
    }
}
