package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.SourceRange;
import dev.parallax.ui.world.World;
import java.util.Optional;

/// Rules for who may query a post, to start from.
enum Preset {
    PUBLIC("preset.public", "True"),
    OWNER("preset.owner", "authorUserId == Session.userId"),
    OWNER_OR_PUBLISHED("preset.published", "Or(authorUserId == Session.userId, published == True)"),
    MEMBERS("preset.members", "exists workspace.members { userId == Session.userId }"),
    ADMIN("preset.admin", "Or(authorUserId == Session.userId, published == True, Session.role == \"admin\")");

    private final String key;
    private final String rule;

    Preset(String key, String rule) {
        this.key = key;
        this.rule = rule;
    }

    String title() {
        return text(key);
    }

    /// The text with this rule in place of the present one; empty if the text is no schema, or gives
    /// posts no rule for queries alone.
    Optional<String> in(String source) {
        if (!(SchemaLanguage.parse("", source) instanceof ParseResult.Parsed parsed)) {
            return Optional.empty();
        }
        return parsed.schema().record(World.POST).flatMap(post -> replace(source, post));
    }

    private Optional<String> replace(String source, RecordType post) {
        Expression query = post.permission(Operation.QUERY);
        SourceRange range = query.range();
        boolean shared = post.permissions().entrySet().stream()
                .anyMatch(other -> other.getKey() != Operation.QUERY
                        && other.getValue().range().equals(range));
        boolean written = range.end() > range.start() && source.charAt(range.start()) != '@';
        return shared || !written
                ? Optional.empty()
                : Optional.of(source.substring(0, range.start()) + rule + source.substring(range.end()));
    }
}
