package dev.parallax.server.store;

import dev.parallax.policy.Meaning;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which schema was in force at which version: policies are versioned in the log's time. A schema with the version V
/// decides about everything newer than V. Immutable.
public final class SchemaHistory {
    /// More would only cost memory: whoever comes with an older cursor starts anew.
    static final int ENTRIES_LIMIT = 200;

    private final List<Entry> entries;
    private final Map<String, Long> sameSince = new HashMap<>();

    /// @param entries by version; at least one
    SchemaHistory(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        Map<String, Optional<String>> meanings = new HashMap<>();
        for (Entry entry : this.entries) {
            entry.schema().records().forEach(type -> meanings.put(type.name(), Optional.empty()));
        }
        meanings.replaceAll((record, none) -> Meaning.of(current(), record));
        meanings.forEach((record, meaning) -> sameSince.put(record, sameSince(record, meaning)));
    }

    /// @param version from which on the schema is in force; 0 for the one that the database was made with
    public record Entry(long version, Schema schema) {}

    /// By version; at least one.
    public List<Entry> entries() {
        return entries;
    }

    /// The one in force now.
    public Schema current() {
        return entries.getLast().schema();
    }

    /// Since when it is.
    public long version() {
        return entries.getLast().version();
    }

    /// The schema that was in force at a version; empty if that is older than what is kept.
    public Optional<Schema> at(long version) {
        for (Entry entry : entries.reversed()) {
            if (entry.version() <= version) {
                return Optional.of(entry.schema());
            }
        }
        return Optional.empty();
    }

    /// The version since which the schema has said the same about who may query the record. A client that is
    /// complete up to an earlier version must start anew with it; one whose version is this or later need not, as
    /// far as the schema goes.
    public long sameSince(String record) {
        return sameSince.getOrDefault(record, entries.getFirst().version());
    }

    /// With one more schema, in force from a version on.
    SchemaHistory then(long version, Schema schema) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(new Entry(version, schema));
        return new SchemaHistory(all.subList(Math.max(0, all.size() - ENTRIES_LIMIT), all.size()));
    }

    /// Without what was over at a version.
    SchemaHistory since(long version) {
        int first = 0;
        while (first + 1 < entries.size() && entries.get(first + 1).version() <= version) {
            first++;
        }
        return first == 0 ? this : new SchemaHistory(entries.subList(first, entries.size()));
    }

    private long sameSince(String record, Optional<String> meaning) {
        long since = version();
        for (Entry entry : entries.reversed()) {
            if (!Meaning.of(entry.schema(), record).equals(meaning)) {
                return since;
            }
            since = entry.version();
        }
        return since;
    }
}
