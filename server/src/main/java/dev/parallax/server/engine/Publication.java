package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one commit is for whom. Confined to the lock of its [Audiences], between the beginning and the end of the
/// publication in the tallies.
final class Publication {
    private final List<Change> changes;
    private final @Nullable ChangeKind[] base;
    private final Map<Crowd, @Nullable ChangeKind[]> exceptions = new LinkedHashMap<>();
    private final Map<Crowd, List<Touch>> touched = new LinkedHashMap<>();
    private final Map<Crowd, List<String>> resyncs = new LinkedHashMap<>();

    /// @param records the audiences of every record
    Publication(Commit commit, LinkedEffects effects, Map<String, RecordAudiences> records) {
        this.changes = commit.changes();
        this.base = new @Nullable ChangeKind[changes.size()];
        scope(records);
        if (!effects.asking().isEmpty()) {
            records.forEach((record, audiences) -> {
                LinkedEffects.Asking asking = effects.asking().get(record);
                if (asking != null) {
                    touch(record, audiences, asking);
                }
            });
        }
    }

    /// One for each crowd that something is to be told, shared by all who see the same.
    ///
    /// @param everyone all crowds
    Map<Crowd, Delivery> deliveries(Collection<Crowd> everyone) {
        Map<Sight, @Nullable Delivery> shared = new HashMap<>();
        Map<Crowd, Delivery> deliveries = new LinkedHashMap<>();
        for (Crowd crowd : concerned(everyone)) {
            List<@Nullable ChangeKind> kinds =
                    Collections.unmodifiableList(Arrays.asList(exceptions.getOrDefault(crowd, base)));
            Sight sight = new Sight(kinds, touched.getOrDefault(crowd, List.of()));
            Delivery delivery = shared.computeIfAbsent(sight, this::delivery);
            if (delivery != null) {
                deliveries.put(crowd, delivery);
            }
        }
        return deliveries;
    }

    private Collection<Crowd> concerned(Collection<Crowd> everyone) {
        if (Arrays.stream(base).anyMatch(kind -> kind != null)) {
            return everyone;
        }
        if (touched.isEmpty()) {
            return exceptions.keySet();
        }
        Set<Crowd> some = new LinkedHashSet<>(exceptions.keySet());
        some.addAll(touched.keySet());
        return some;
    }

    /// Who has to catch up which records, because they would have to be told of too many rows.
    Map<Crowd, List<String>> resyncs() {
        return resyncs;
    }

    /// @param kinds of the changes, null for nothing
    private record Sight(List<@Nullable ChangeKind> kinds, List<Touch> touched) {}

    private void scope(Map<String, RecordAudiences> records) {
        List<RecordAudiences.Scope> scopes = new ArrayList<>(changes.size());
        for (int index = 0; index < base.length; index++) {
            Change change = changes.get(index);
            RecordAudiences.Scope scope = of(change.record(), records).scope(change);
            scopes.add(scope);
            base[index] = scope.base();
        }
        for (int index = 0; index < base.length; index++) {
            int position = index;
            scopes.get(index).exceptions().forEach((audience, kind) -> {
                for (Crowd crowd : audience.crowds()) {
                    exceptions.computeIfAbsent(crowd, key -> base.clone())[position] = kind;
                }
            });
        }
    }

    private void touch(String record, RecordAudiences audiences, LinkedEffects.Asking asking) {
        for (Audience audience : audiences.turned()) {
            if (asking.isTooMany()) {
                audience.crowds()
                        .forEach(crowd -> resyncs.computeIfAbsent(crowd, key -> new ArrayList<>())
                                .add(record));
                continue;
            }
            List<Touch> touches = audiences.touched(audience, asking.rows());
            if (!touches.isEmpty()) {
                audience.crowds()
                        .forEach(crowd -> touched.computeIfAbsent(crowd, key -> new ArrayList<>())
                                .addAll(touches));
            }
        }
    }

    private @Nullable Delivery delivery(Sight sight) {
        return sight.touched().isEmpty() ? changesAlone(sight) : withTouched(sight);
    }

    private @Nullable Delivery changesAlone(Sight sight) {
        List<ScopedChange> scoped = new ArrayList<>();
        List<@Nullable Row> befores = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            ChangeKind kind = sight.kinds().get(index);
            if (kind != null) {
                scoped.add(scoped(changes.get(index), kind));
                befores.add(
                        kind == ChangeKind.INSERT ? null : changes.get(index).before());
            }
        }
        return scoped.isEmpty() ? null : new Delivery(scoped, befores);
    }

    private Delivery withTouched(Sight sight) {
        List<Scoped> all = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            ChangeKind kind = sight.kinds().get(index);
            if (kind != null) {
                Row before =
                        kind == ChangeKind.INSERT ? null : changes.get(index).before();
                all.add(new Scoped(scoped(changes.get(index), kind), before));
            }
        }
        sight.touched().stream()
                .sorted(Touch.ORDER)
                .map(touch -> new Scoped(touch.scoped(), touch.kind() == ChangeKind.INSERT ? null : touch.row()))
                .forEach(all::add);
        all.sort(Comparator.comparingLong(one -> one.change().version()));
        List<ScopedChange> scoped = new ArrayList<>();
        List<@Nullable Row> befores = new ArrayList<>();
        for (Scoped one : all) {
            scoped.add(one.change());
            befores.add(one.before());
        }
        return new Delivery(scoped, befores);
    }

    private record Scoped(ScopedChange change, @Nullable Row before) {}

    private static ScopedChange scoped(Change change, ChangeKind kind) {
        return new ScopedChange(
                change.version(),
                change.record(),
                change.id(),
                kind,
                kind == ChangeKind.DELETE ? null : change.after());
    }

    private static RecordAudiences of(String record, Map<String, RecordAudiences> records) {
        RecordAudiences audiences = records.get(record);
        if (audiences == null) {
            throw new IllegalArgumentException("no record `" + record + "` in the schema");
        }
        return audiences;
    }
}
