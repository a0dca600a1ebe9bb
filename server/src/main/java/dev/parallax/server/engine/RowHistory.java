package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.ChangelogBook;
import dev.parallax.server.store.ChangelogBook.Images;
import dev.parallax.wire.PushResult.Overwrote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What happened to one row since a client last knew it, as far as its session could see. Confined to the
/// writer.
final class RowHistory {
    /// Changes looked back at. A client that missed more is told about these.
    private static final int CHANGES_LIMIT = 1_000;

    private final ChangelogBook book;
    private final Group group;
    private final Authority authority;
    private final LinkedRows linked;

    RowHistory(ChangelogBook book, Group group, Authority authority, LinkedRows linked) {
        this.book = book;
        this.group = group;
        this.authority = authority;
        this.linked = linked;
    }

    /// The fields among `fields` that others have changed since `base`, with the last such change; empty if
    /// there are none.
    ///
    /// A change that the session could not see counts from when it saw the row again. What the client itself
    /// changed in between, it had taken note of.
    ///
    /// What is not in the log any more counts as changed in every field.
    ///
    /// @param now the row as it is
    /// @param isOwn whether the change of a version came from the same client
    Optional<Overwrote> changedSince(RecordType type, Row now, long base, Set<String> fields, LongPredicate isOwn) {
        Map<String, Long> changed = new LinkedHashMap<>();
        Row seen = null;
        List<Past> known = since(type, now, base);
        Row unknown = known.isEmpty() ? now : known.getFirst().images().before();
        boolean isForgotten = unknown != null
                && unknown.version() > base
                && known.size() < CHANGES_LIMIT
                && authority.mayQuery(type, unknown, linked)
                && !isOwn.test(unknown.version());
        if (unknown != null && isForgotten) {
            fields.forEach(field -> changed.put(field, unknown.version()));
        }
        for (Past past : known) {
            Row before = past.images().before();
            if (seen == null && before != null && authority.mayQuery(type, before, linked)) {
                seen = before;
            }
            Row after = past.images().after();
            if (after == null || !authority.mayQuery(type, after, linked)) {
                continue;
            }
            boolean own = isOwn.test(past.version());
            for (String field : fields) {
                if (seen != null && !Objects.equals(seen.get(field), after.get(field))) {
                    if (own) {
                        changed.remove(field);
                    } else {
                        changed.put(field, past.version());
                    }
                }
            }
            seen = after;
        }
        return changed.values().stream()
                .max(Long::compare)
                .map(version -> new Overwrote(version, List.copyOf(new TreeSet<>(changed.keySet()))));
    }

    private record Past(long version, Images images) {}

    /// Oldest first. Each change names the one before it, so only this row's are read.
    private List<Past> since(RecordType type, Row now, long base) {
        Map<Long, Change> unsaved = new HashMap<>();
        group.changesOf(type.name(), now.id()).forEach(change -> unsaved.put(change.version(), change));
        List<Past> changes = new ArrayList<>();
        long version = now.version();
        while (version > base && changes.size() < CHANGES_LIMIT) {
            Images images = images(type, now.id(), version, unsaved.get(version));
            if (images == null) {
                break;
            }
            changes.add(new Past(version, images));
            Row before = images.before();
            version = before == null ? base : before.version();
        }
        return changes.reversed();
    }

    private @Nullable Images images(RecordType type, long id, long version, @Nullable Change unsaved) {
        return unsaved != null
                ? new Images(unsaved.before(), unsaved.after())
                : book.findChange(type.name(), id, version).orElse(null);
    }
}
