package dev.parallax.scenario.file;

import dev.parallax.client.Dialect;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.scenario.file.Yaml.Entry;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.file.Yaml.Sequence;
import dev.parallax.scenario.file.YamlReader.WrongYamlException;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.scenario.plan.Step;
import dev.parallax.schema.Schema;
import dev.parallax.server.SyncServer;
import dev.parallax.server.engine.MergeRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads scenario files; docs/scenarios.md describes them. Whatever text there is gives a scenario, or
/// all its errors with their places. Confined to its call.
public final class ScenarioReader {
    static final Map<String, Dialect> DIALECTS = Arrays.stream(Dialect.values())
            .collect(Collectors.toMap(Dialect::text, each -> each, (a, b) -> a, LinkedHashMap::new));

    private static final List<String> KEYS = List.of(
            "scenario",
            "teaches",
            "seed",
            "world",
            "people",
            "merge",
            "batch window",
            "heartbeat",
            "policy",
            "clients",
            "setup",
            "steps");
    private static final Map<String, MergeRule> MERGES =
            Arrays.stream(MergeRule.values()).collect(Collectors.toMap(MergeRule::keyword, each -> each));
    private static final Duration WINDOW_LIMIT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMinutes(1);

    private final Errors errors = new Errors();

    private ScenarioReader() {}

    /// @param fileName as errors shall call it
    /// @throws ScenarioException with every error
    public static Scenario read(String fileName, String text) {
        ScenarioReader reader = new ScenarioReader();
        Scenario scenario;
        try {
            scenario = reader.scenario(YamlReader.read(text));
        } catch (WrongYamlException e) {
            throw new ScenarioException(fileName, List.of(e.error()));
        }
        if (!reader.errors.isEmpty()) {
            throw new ScenarioException(fileName, reader.errors.inOrder());
        }
        return scenario;
    }

    private Scenario scenario(Yaml root) {
        Fields fields = new Fields(root, "a scenario", KEYS, errors);
        String policy = fields.text("policy").orElse(null);
        Known known = new Known(schema(fields, policy), errors);
        Setting setting = setting(fields, policy, known);
        List<Step> setup = steps(fields, "setup", new StepReader(known, errors, true));
        setting.clients().forEach(client -> known.addClient(client.name()));
        if (fields.require("steps").isEmpty()) {
            return new Scenario("", "", setting, setup, List.of());
        }
        List<Step> steps = steps(fields, "steps", new StepReader(known, errors, false));
        return new Scenario(
                fields.requireText("scenario"), fields.requireText("teaches").strip(), setting, setup, steps);
    }

    private Schema schema(Fields fields, @Nullable String policy) {
        Schema otherwise = SchemaLanguage.parseOrThrow("default", SyncServer.defaultSchema());
        return policy != null && fields.get("policy").orElse(null) instanceof Scalar text
                ? new Known(otherwise, errors).policy(text).orElse(otherwise)
                : otherwise;
    }

    private Setting setting(Fields fields, @Nullable String policy, Known known) {
        Setting usual = Setting.DEFAULT;
        Fields world = fields.get("world")
                .map(yaml -> new Fields(yaml, "`world`", List.of("users", "workspaces", "posts"), errors))
                .orElse(new Fields(new Mapping(List.of(), fields.place()), "`world`", List.of(), errors));
        int users = (int) world.whole("users", 0, Setting.USERS_LIMIT).orElse(usual.users());
        List<Cast> clients =
                fields.get("clients").map(yaml -> clients(yaml, errors)).orElse(List.of());
        return new Setting(
                fields.whole("seed", 0, Long.MAX_VALUE).orElse(usual.seed()),
                users,
                (int) world.whole("workspaces", 0, Setting.WORKSPACES_LIMIT).orElse(usual.workspaces()),
                (int) world.whole("posts", 0, Setting.POSTS_LIMIT).orElse(usual.posts()),
                people(fields, users),
                clients,
                policy == null ? null : known.schema().source(),
                fields.word("merge", MERGES).orElse(usual.merge()),
                bounded(fields, "batch window", Duration.ZERO, WINDOW_LIMIT, usual.batchWindow()),
                bounded(fields, "heartbeat", Duration.ofMillis(50), HEARTBEAT_LIMIT, usual.heartbeat()));
    }

    private Duration bounded(Fields fields, String key, Duration least, Duration most, Duration otherwise) {
        Duration value = fields.duration(key).orElse(otherwise);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            errors.add(
                    fields.placeOf(key),
                    "`" + key + "` is from " + least.toMillis() + " ms to " + most.toSeconds() + " s");
            return otherwise;
        }
        return value;
    }

    private Map<Long, String> people(Fields fields, int users) {
        Map<Long, String> people = new LinkedHashMap<>();
        Yaml yaml = fields.get("people").orElse(null);
        if (yaml == null) {
            return people;
        }
        if (!(yaml instanceof Mapping mapping)) {
            errors.add(yaml.place(), "`people` is a mapping of user ids to names, not " + yaml.kind());
            return people;
        }
        for (Entry entry : mapping.entries()) {
            String id = entry.key().text();
            boolean there = id.matches("[1-9][0-9]{0,6}") && Long.parseLong(id) <= users;
            if (!there) {
                errors.add(entry.key().place(), "`" + id + "` is no user of this world; there are 1 to " + users);
            } else if (entry.value() instanceof Scalar name && !name.text().isBlank()) {
                people.put(Long.parseLong(id), name.text());
            } else {
                errors.add(
                        entry.value().place(),
                        "a name is a text, not " + entry.value().kind());
            }
        }
        return people;
    }

    private List<Step> steps(Fields fields, String key, StepReader reader) {
        Yaml yaml = fields.get(key).orElse(null);
        List<Step> steps = new ArrayList<>();
        if (yaml == null) {
            return steps;
        }
        if (!(yaml instanceof Sequence list)) {
            errors.add(yaml.place(), "`" + key + "` is a list of steps, not " + yaml.kind());
            return steps;
        }
        if (list.items().size() > Scenario.STEPS_LIMIT) {
            errors.add(yaml.place(), "a scenario has at most " + Scenario.STEPS_LIMIT + " steps");
            return steps;
        }
        list.items().forEach(item -> reader.step(item).ifPresent(steps::add));
        return steps;
    }

    /// `Ann: { user: 1, role: user, dialect: cursor }` for each.
    static List<Cast> clients(Yaml yaml, Errors errors) {
        List<Cast> clients = new ArrayList<>();
        if (!(yaml instanceof Mapping mapping)) {
            errors.add(yaml.place(), "clients are a mapping of names to who they are, not " + yaml.kind());
            return clients;
        }
        if (mapping.entries().size() > Setting.CLIENTS_LIMIT) {
            errors.add(yaml.place(), "a scenario has at most " + Setting.CLIENTS_LIMIT + " clients");
            return clients;
        }
        for (Entry entry : mapping.entries()) {
            Fields client = new Fields(entry.value(), "a client", List.of("user", "role", "dialect"), errors);
            if (client.require("user").isEmpty()) {
                continue;
            }
            clients.add(new Cast(
                    entry.key().text(),
                    client.whole("user", 1, Long.MAX_VALUE).orElse(1),
                    client.text("role").orElse("user"),
                    client.word("dialect", DIALECTS).orElse(Dialect.CURSOR)));
        }
        return clients;
    }
}
