package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Flips in words, as imperatives: "publish post 12", "add user 3 to workspace 2", "make user 3 an
/// admin". What it knows of English it takes from the names in the schema. Immutable.
final class FlipWords {
    private static final String ID = "Id";
    private static final String USER = "user";
    private static final String USER_ID = "userId";
    private static final String ROLE = "role";
    /// Participles that name a switch, with the verbs that turn it on and off.
    private static final Map<String, List<String>> VERBS = Map.of(
            "published", List.of("publish", "unpublish"),
            "archived", List.of("archive", "restore"),
            "locked", List.of("lock", "unlock"),
            "shared", List.of("share", "stop sharing"));

    private final Schema schema;
    private final SessionValues session;

    FlipWords(Schema schema, SessionValues session) {
        this.schema = schema;
        this.session = session;
    }

    /// Whether a record only says that two things belong together: a membership.
    static boolean isRelation(RecordType type) {
        return type.fields().stream()
                        .filter(field -> field.type() == ScalarType.INT
                                && field.name().endsWith(ID)
                                && !field.name().equals(type.idField()))
                        .count()
                == 2;
    }

    String sentence(List<FlipStep> steps) {
        return steps.stream().map(this::step).collect(Collectors.joining(" and "));
    }

    private String step(FlipStep step) {
        return switch (step) {
            case FlipStep.SetField set -> field(set);
            case FlipStep.SetSession set -> session(set);
            case FlipStep.AddRow add ->
                related(add.record(), add.values(), add.deciding().size() == 2)
                        .map(pair -> "add " + pair.user() + " to " + pair.place())
                        .orElseGet(() -> "add a " + noun(add.record()) + " with " + given(add));
            case FlipStep.RemoveRow gone -> removal(gone.row());
        };
    }

    private String removal(Row row) {
        return related(row.record(), row.asMap(), true)
                .map(pair -> "remove " + pair.user() + " from " + pair.place())
                .orElseGet(() -> "delete " + noun(row.record()) + " " + row.id());
    }

    private record Pair(String user, String place) {}

    /// Who belongs where, if the row says only that.
    private Optional<Pair> related(String record, Map<String, @Nullable Object> values, boolean onlyThat) {
        RecordType type = schema.require(record);
        if (!onlyThat || !isRelation(type) || values.get(USER_ID) == null) {
            return Optional.empty();
        }
        return type.fields().stream()
                .map(Field::name)
                .filter(name -> name.endsWith(ID) && !name.equals(USER_ID) && !name.equals(type.idField()))
                .filter(name -> values.get(name) instanceof Long)
                .findFirst()
                .map(name -> new Pair(
                        USER + " " + values.get(USER_ID),
                        spaced(name.substring(0, name.length() - ID.length())) + " " + values.get(name)));
    }

    private static String given(FlipStep.AddRow add) {
        return add.deciding().stream()
                .map(field -> field + " " + Reasons.text(add.values().get(field)))
                .collect(Collectors.joining(" and "));
    }

    private String field(FlipStep.SetField set) {
        String what = noun(set.record()) + " " + set.id();
        List<String> verbs = VERBS.get(set.field());
        if (verbs != null && set.to() instanceof Boolean on) {
            return (on ? verbs.getFirst() : verbs.getLast()) + " " + what;
        }
        if (set.to() == null) {
            return "clear " + set.field() + " of " + what;
        }
        if (set.any()) {
            return "change " + set.field() + " of " + what + " from " + Reasons.text(set.from()) + " to, say, "
                    + Reasons.text(set.to());
        }
        String owner = owner(set.field());
        if (owner != null) {
            return "make " + USER + " " + set.to() + " the " + owner + " of " + what;
        }
        Link link = schema.require(set.record()).links().stream()
                .filter(each -> !each.many() && each.localField().equals(set.field()))
                .findFirst()
                .orElse(null);
        return link == null
                ? "set " + set.field() + " of " + what + " to " + Reasons.text(set.to())
                : "move " + what + " to " + noun(link.target()) + " " + set.to();
    }

    /// `authorUserId` names an author.
    private static @Nullable String owner(String field) {
        String suffix = "UserId";
        return field.endsWith(suffix) && field.length() > suffix.length()
                ? spaced(field.substring(0, field.length() - suffix.length()))
                : null;
    }

    private String session(FlipStep.SetSession set) {
        Object userId = session.get(USER_ID);
        String who = userId == null ? "this session" : USER + " " + userId;
        if (set.field().equals(USER_ID)) {
            return set.any()
                    ? "sign in as someone else, say " + USER + " " + set.to()
                    : set.to() == null ? "sign in as nobody" : "sign in as " + USER + " " + set.to();
        }
        if (set.field().equals(ROLE) && set.to() instanceof String role) {
            return set.any()
                    ? "take the role " + Reasons.text(set.from()) + " from " + who
                    : "make " + who + " " + article(role) + " " + role;
        }
        return "set Session." + set.field() + " of " + who + " to " + Reasons.text(set.to());
    }

    private static String article(String word) {
        boolean vowel = !word.isEmpty() && "aeiou".indexOf(Character.toLowerCase(word.charAt(0))) >= 0;
        return vowel ? "an" : "a";
    }

    private static String noun(String record) {
        return spaced(record);
    }

    /// `UserGroup` as "user group".
    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
