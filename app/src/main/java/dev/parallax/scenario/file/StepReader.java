package dev.parallax.scenario.file;

import dev.parallax.language.Suggestion;
import dev.parallax.scenario.expectation.Durations;
import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.file.Yaml.Entry;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.When;
import dev.parallax.scenario.plan.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads steps in their order: each may use what those before it named. Confined to its caller.
final class StepReader {
    private static final String SAY = "say";
    private static final List<String> VERBS = List.of(
            "act",
            "batch",
            "policy",
            "session",
            "fault",
            "resolve",
            "traffic",
            "connect",
            "disconnect",
            "wait",
            "expect");
    private static final List<String> VERBS_OF_SETUP = List.of("act", "batch", "policy");

    private final Known known;
    private final Errors errors;
    private final boolean setup;
    private final EditReader edits;
    private final FaultReader faults;

    StepReader(Known known, Errors errors, boolean setup) {
        this.known = known;
        this.errors = errors;
        this.setup = setup;
        this.edits = new EditReader(known, errors);
        this.faults = new FaultReader(known, errors);
    }

    /// Empty if it has errors.
    Optional<Step> step(Yaml yaml) {
        if (!(yaml instanceof Mapping mapping)) {
            errors.add(yaml.place(), "a step is a mapping such as `say: …` or `act: …`, not " + yaml.kind());
            return Optional.empty();
        }
        String say = "";
        Entry verb = null;
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (key.equals(SAY)) {
                say = entry.value() instanceof Scalar text ? text.text().strip() : wrongSay(entry.value());
            } else if (!verbs().contains(key)) {
                unknown(entry.key());
                return Optional.empty();
            } else if (verb != null) {
                errors.add(
                        entry.key().place(),
                        "a step does one thing; `" + verb.key().text() + "` stands here already");
                return Optional.empty();
            } else {
                verb = entry;
            }
        }
        int line = yaml.place().line();
        if (verb == null) {
            if (say.isEmpty()) {
                errors.add(yaml.place(), "this step says and does nothing");
            }
            return Optional.of(new Step(say, new Deed.Say(), line));
        }
        String said = say;
        return deed(verb).map(deed -> new Step(said, deed, line));
    }

    private List<String> verbs() {
        return setup ? VERBS_OF_SETUP : VERBS;
    }

    private String wrongSay(Yaml value) {
        errors.add(value.place(), "`say` is a text, not " + value.kind());
        return "";
    }

    private void unknown(Scalar key) {
        if (setup && VERBS.contains(key.text())) {
            errors.add(key.place(), "`" + key.text() + "` is no step of `setup`, before anybody is connected");
            return;
        }
        String hint = Suggestion.among(key.text(), verbs());
        errors.add(
                key.place(),
                "`" + key.text() + "` is no step; "
                        + (hint.isEmpty() ? "there are `say`, " + Fields.list(verbs()) : hint));
    }

    private Optional<? extends Deed> deed(Entry verb) {
        Yaml yaml = verb.value();
        return switch (verb.key().text()) {
            case "act" -> edits.act(yaml, setup);
            case "batch" -> edits.batch(yaml);
            case "policy" -> edits.policy(yaml);
            case "session" -> edits.session(yaml);
            case "fault" -> faults.fault(yaml);
            case "resolve" -> resolve(yaml);
            case "traffic" -> new TrafficReader(errors).traffic(yaml);
            case "connect" -> connect(yaml);
            case "disconnect" -> faults.who(yaml).map(Deed.Disconnect::new);
            case "wait" -> await(yaml);
            default -> expect(yaml);
        };
    }

    private Optional<Deed> connect(Yaml yaml) {
        List<Cast> clients = ScenarioReader.clients(yaml, errors);
        for (Cast client : clients) {
            if (known.hasClient(client.name())) {
                errors.add(yaml.place(), "there is a client `" + client.name() + "` already");
            }
            known.addClient(client.name());
        }
        return clients.isEmpty() ? Optional.empty() : Optional.of(new Deed.Connect(clients));
    }

    private Optional<Deed> resolve(Yaml yaml) {
        Fields fields = new Fields(yaml, "`resolve`", List.of("of", "keep"), errors);
        String client = fields.requireText("of");
        Map<String, Boolean> choices = new LinkedHashMap<>();
        choices.put("mine", true);
        choices.put("theirs", false);
        if (fields.require("keep").isEmpty() || !known.requireClient(fields.placeOf("of"), client)) {
            return Optional.empty();
        }
        return fields.word("keep", choices).map(mine -> new Deed.Resolve(client, mine));
    }

    /// `500 ms`, `convergence`, or a mapping with `for` and `within`.
    private Optional<? extends Deed> await(Yaml yaml) {
        if (yaml instanceof Scalar scalar) {
            if (scalar.text().equals("convergence")) {
                return Optional.of(new Deed.AwaitConvergence(Deed.PATIENCE_DEFAULT.multipliedBy(2)));
            }
            Optional<Duration> duration = Durations.parse(scalar.text());
            if (duration.isEmpty()) {
                errors.add(
                        yaml.place(),
                        "`wait` is a duration such as `500 ms`, `convergence`, or a mapping with `for`, not "
                                + yaml.kind());
            }
            return duration.map(Deed.Pause::new);
        }
        Fields fields = new Fields(yaml, "`wait`", List.of("for", "within"), errors);
        Duration limit = fields.duration("within").orElse(Deed.PATIENCE_DEFAULT);
        Yaml sentence = fields.require("for").orElse(null);
        if (sentence instanceof Scalar text && text.text().equals("convergence")) {
            return Optional.of(new Deed.AwaitConvergence(limit));
        }
        return sentence == null ? Optional.empty() : expectation(sentence, When.EVENTUALLY, limit);
    }

    /// A sentence alone, or a mapping with one of `now`, `eventually`, `always`.
    private Optional<Deed> expect(Yaml yaml) {
        if (yaml instanceof Scalar) {
            return expectation(yaml, null, null);
        }
        Fields fields = new Fields(yaml, "`expect`", List.of("now", "eventually", "always", "within"), errors);
        Optional<Duration> limit = fields.duration("within");
        Map<String, When> tenses = new LinkedHashMap<>();
        tenses.put("now", When.NOW);
        tenses.put("eventually", When.EVENTUALLY);
        tenses.put("always", When.ALWAYS);
        List<String> given = tenses.keySet().stream().filter(fields::has).toList();
        if (given.size() != 1) {
            if (!fields.isOdd()) {
                errors.add(yaml.place(), "`expect` has one of `now`, `eventually`, `always`");
            }
            return Optional.empty();
        }
        String tense = given.getFirst();
        if (limit.isPresent() && !tense.equals("eventually")) {
            errors.add(fields.placeOf("within"), "`within` goes with `eventually`");
        }
        return fields.get(tense).flatMap(sentence -> expectation(sentence, tenses.get(tense), limit.orElse(null)));
    }

    /// @param when null if the sentence itself says it: what lasts is checked from here to the end,
    ///     everything else becomes so in time
    private Optional<Deed> expectation(Yaml yaml, @Nullable When when, @Nullable Duration limit) {
        if (!(yaml instanceof Scalar sentence)) {
            errors.add(yaml.place(), "an expectation is a sentence, not " + yaml.kind());
            return Optional.empty();
        }
        Expectation expectation = known.expectation(sentence).orElse(null);
        if (expectation == null) {
            return Optional.empty();
        }
        boolean lasting = expectation.tense() == Expectation.Tense.LASTING;
        When decided = when != null ? when : lasting ? When.ALWAYS : When.EVENTUALLY;
        if (expectation.isOnlyLasting() && decided != When.ALWAYS) {
            errors.add(yaml.place(), "this can only be checked all the time: write it after `always`");
        }
        Duration own = expectation.limit();
        if (own != null && (limit != null || decided != When.EVENTUALLY)) {
            errors.add(yaml.place(), "the sentence has a limit of its own, so it stands alone after `expect`");
        }
        Duration patience = own != null ? own : limit != null ? limit : Deed.PATIENCE_DEFAULT;
        return Optional.of(new Deed.Expect(decided, expectation.text(), patience));
    }
}
