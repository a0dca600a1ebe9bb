package dev.parallax.server.store;

import dev.parallax.change.Version;
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

    /// @param entries by version; at least one
    SchemaHistory(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// One schema and from when on it was in force. Immutable.
    ///
    /// @param version from which on; 0 for the one that the database was made with
    /// @param sameSince for each record that there is or was, since which version the schemas say the same about it
    public record Entry(long version, Schema schema, Map<String, Long> sameSince) {
        public Entry {
            sameSince = Map.copyOf(sameSince);
        }

        /// The first of a database.
        static Entry first(Schema schema) {
            Map<String, Long> since = new HashMap<>();
            schema.records().forEach(type -> since.put(type.name(), Version.NONE));
            return new Entry(Version.NONE, schema, since);
        }

        Entry then(long next, Schema nextSchema) {
            Map<String, Long> since = new HashMap<>(sameSince);
            nextSchema.records().forEach(type -> since.putIfAbsent(type.name(), next));
            since.replaceAll((record, before) ->
                    Meaning.of(schema, record).equals(Meaning.of(nextSchema, record)) ? before : next);
            return new Entry(next, nextSchema, since);
        }
    }

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

    /// The version since which the schema has said the same about who may query the record, 0 for ever since. Whatever
    /// a
    /// client was given by an earlier schema it must give back: it starts anew.
    public long sameSince(String record) {
        return entries.getLast().sameSince().getOrDefault(record, Version.NONE);
    }

    /// The same for all records that there are.
    public long sameSince() {
        return current().records().stream()
                .mapToLong(type -> sameSince(type.name()))
                .max()
                .orElse(version());
    }

    /// Whether there was such a record before, and is none now.
    public boolean isGone(String record) {
        return entries.getLast().sameSince().containsKey(record)
                && current().record(record).isEmpty();
    }

    /// With one more schema, in force from a version on.
    SchemaHistory then(long version, Schema schema) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(entries.getLast().then(version, schema));
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
}
