package dev.parallax.scenario.file;

import dev.parallax.scenario.file.Yaml.Entry;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Place;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.file.Yaml.Sequence;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Result;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.NameRef;
import dev.parallax.scenario.plan.PolicyText;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads steps that change rows, sessions and the policy. Confined to its caller.
final class EditReader {
    private static final String SERVER = "server";
    private static final List<String> EDITS = List.of("create", "update", "delete", "set");
    private static final List<String> ACT = List.of("as", "create", "update", "delete", "set", "call", "result");
    private static final Map<String, Result> RESULTS = Arrays.stream(Result.values())
            .collect(Collectors.toMap(
                    each -> each.name().toLowerCase(Locale.ROOT), each -> each, (a, b) -> a, LinkedHashMap::new));
    private static final Map<String, Operation> OPERATIONS = Arrays.stream(Operation.values())
            .collect(Collectors.toMap(Operation::keyword, each -> each, (a, b) -> a, LinkedHashMap::new));

    private final Known known;
    private final Errors errors;

    EditReader(Known known, Errors errors) {
        this.known = known;
        this.errors = errors;
    }

    Optional<Deed> act(Yaml yaml, boolean serverOnly) {
        Fields fields = new Fields(yaml, "an act", ACT, errors);
        String as = fields.text("as").orElse(SERVER);
        boolean byServer = as.equals(SERVER);
        if (!byServer && serverOnly) {
            errors.add(fields.placeOf("as"), "before anybody is connected only the `server` acts");
            return Optional.empty();
        }
        if (!byServer && !known.requireClient(fields.placeOf("as"), as)) {
            return Optional.empty();
        }
        Result result = fields.word("result", RESULTS).orElse(Result.ACCEPTED);
        if (byServer && result == Result.WAITS) {
            errors.add(fields.placeOf("result"), "the server always answers its operator");
        }
        Optional<Edit> edit = edit(fields);
        String call = fields.text("call").orElse("");
        if (!call.isEmpty()) {
            name(fields.placeOf("call"), call, edit.orElse(null) instanceof Edit.Create && result == Result.ACCEPTED);
        }
        return edit.map(done -> new Deed.Act(byServer ? "" : as, done, call, result));
    }

    private void name(Place place, String call, boolean makesRow) {
        if (!call.matches("[A-Za-z][A-Za-z0-9_-]{0,39}")) {
            errors.add(place, "a row's name is a letter, then letters, digits, `-` and `_`, not `" + call + "`");
        } else if (!makesRow) {
            errors.add(place, "`call` names a row that is created and accepted");
        } else {
            known.addRow(call);
        }
    }

    Optional<Deed> batch(Yaml yaml) {
        if (!(yaml instanceof Sequence list) || list.items().isEmpty()) {
            errors.add(yaml.place(), "`batch` is a list of edits, not " + yaml.kind());
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        for (Yaml item : list.items()) {
            edit(new Fields(item, "an edit", EDITS, errors)).ifPresent(edits::add);
        }
        return edits.isEmpty() ? Optional.empty() : Optional.of(new Deed.Batch(edits));
    }

    Optional<Deed> session(Yaml yaml) {
        Fields fields = new Fields(yaml, "`session`", List.of("of", "set"), errors);
        String client = fields.requireText("of");
        Yaml set = fields.require("set").orElse(null);
        if (set == null || !known.requireClient(fields.placeOf("of"), client)) {
            return Optional.empty();
        }
        return Optional.of(new Deed.ChangeSession(client, values(set, null)));
    }

    /// A whole text, or another rule in the schema that is in force.
    Optional<Deed> policy(Yaml yaml) {
        if (yaml instanceof Scalar text) {
            return known.policy(text).map(schema -> {
                known.inForce(schema);
                return new Deed.Policy(schema.source());
            });
        }
        Fields fields = new Fields(yaml, "`policy`", List.of("record", "operation", "is"), errors);
        Optional<RecordType> type = fields.require("record").flatMap(value -> known.record(value.place(), text(value)));
        Optional<Operation> operation =
                fields.require("operation").isEmpty() ? Optional.empty() : fields.word("operation", OPERATIONS);
        Yaml rule = fields.require("is").orElse(null);
        if (type.isEmpty() || operation.isEmpty() || !(rule instanceof Scalar expression)) {
            return Optional.empty();
        }
        Deed.Rule deed = new Deed.Rule(type.get().name(), operation.get(), expression.text());
        try {
            known.inForce(PolicyText.parse(PolicyText.with(known.schema(), deed)));
        } catch (IllegalArgumentException e) {
            errors.add(rule.place(), String.valueOf(e.getMessage()));
        }
        return Optional.of(deed);
    }

    private Optional<Edit> edit(Fields fields) {
        List<String> given = List.of("create", "update", "delete").stream()
                .filter(fields::has)
                .toList();
        if (given.size() != 1) {
            if (fields.isOdd()) {
                return Optional.empty();
            }
            errors.add(fields.place(), "an edit has one of `create`, `update`, `delete`");
            return Optional.empty();
        }
        String verb = given.getFirst();
        Yaml target = fields.get(verb).orElseThrow();
        Yaml set = fields.get("set").orElse(null);
        if (verb.equals("delete") && set != null) {
            errors.add(set.place(), "a delete sets nothing");
        }
        if (verb.equals("create")) {
            return known.record(target.place(), text(target))
                    .map(type -> new Edit.Create(type.name(), set == null ? Map.of() : values(set, type)));
        }
        Target row = row(target).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        if (verb.equals("delete")) {
            return Optional.of(new Edit.Delete(row.ref()));
        }
        if (set == null) {
            errors.add(fields.place(), "`set` is missing here");
            return Optional.empty();
        }
        return Optional.of(new Edit.Update(row.ref(), values(set, row.type())));
    }

    /// A row and its record.
    private record Target(RowRef ref, RecordType type) {}

    /// `post 12` or `post $draft`.
    private Optional<Target> row(Yaml yaml) {
        String[] words = text(yaml).strip().split("\\s+", -1);
        boolean named = words.length == 2 && words[1].startsWith("$");
        if (words.length != 2 || !(named || words[1].matches("[1-9][0-9]{0,15}"))) {
            errors.add(
                    yaml.place(),
                    "a row is a record and an id, such as `post 12` or `post $draft`, not " + yaml.kind());
            return Optional.empty();
        }
        if (named && !known.requireRow(yaml.place(), words[1].substring(1))) {
            return Optional.empty();
        }
        return known.record(yaml.place(), words[0]).map(type -> new Target(new RowRef(type.name(), words[1]), type));
    }

    /// @param type whose fields they are; null for a session's, which the server knows
    private Map<String, @Nullable Object> values(Yaml yaml, @Nullable RecordType type) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (!(yaml instanceof Mapping mapping)) {
            errors.add(yaml.place(), "`set` is a mapping of fields to values, not " + yaml.kind());
            return values;
        }
        for (Entry entry : mapping.entries()) {
            String field = entry.key().text();
            if (type != null && !known.requireField(entry.key().place(), type, field)) {
                continue;
            }
            if (entry.value() instanceof Scalar scalar) {
                values.put(field, value(scalar));
            } else {
                errors.add(entry.value().place(), "a value is a number, a text, `true`, `false` or `null`");
            }
        }
        return values;
    }

    private @Nullable Object value(Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return text;
        }
        if (text.startsWith("$")) {
            known.requireRow(scalar.place(), text.substring(1));
            return new NameRef(text.substring(1));
        }
        if (text.isEmpty() || text.equals("null") || text.equals("Null")) {
            return null;
        }
        if (Fields.isTrue(text) || Fields.isFalse(text)) {
            return Fields.isTrue(text);
        }
        if (text.matches("-?[0-9]{1,16}")) {
            return Long.parseLong(text);
        }
        return text.matches("-?[0-9]{1,16}\\.[0-9]{1,16}") ? (Object) Double.parseDouble(text) : text;
    }

    private static String text(Yaml yaml) {
        return yaml instanceof Scalar scalar ? scalar.text() : "";
    }
}
