package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes that a person asked for at once, one after the other by one hand, each for itself: some may be refused.
/// Undoing puts back the rows as they were, by the same hand, in the opposite order. FX thread only.
///
/// The rows are written in the order of their ids, not in one transaction: a client's outbox has none, and what is
/// permitted of many shall not fail for what is not.
final class PostWrites implements Done {
    /// What a row that is made again gets anew.
    static final List<String> ASSIGNED_BY_SERVER = List.of("id", "updatedAt", "createdAt");

    /// One write.
    ///
    /// @param before the row as the hand knew it; null for a create
    record Item(Write write, @Nullable Row before) {}

    /// How one write ended.
    record Ended(Item item, WriteResult result) {}

    private final String what;
    private final Hand hand;
    private final RowIds ids;
    private final List<Item> items;
    private final UnaryOperator<CompletableFuture<WriteResult>> onScreen;
    private final List<CompletableFuture<WriteResult>> answers = new ArrayList<>();
    /// Which items are taken back, by index: what is done again or tried once more is not done twice.
    private final BitSet takenBack = new BitSet();

    /// @param onScreen makes an answer complete on the FX thread
    PostWrites(
            String what,
            Hand hand,
            RowIds ids,
            List<Item> items,
            UnaryOperator<CompletableFuture<WriteResult>> onScreen) {
        this.what = what;
        this.hand = hand;
        this.ids = ids;
        this.items = List.copyOf(items);
        this.onScreen = onScreen;
    }

    @Override
    public String what() {
        return what;
    }

    List<Item> items() {
        return items;
    }

    /// False once all writes were refused.
    @Override
    public boolean happened() {
        return answers.stream().anyMatch(answer -> !answer.isDone() || isAccepted(answer));
    }

    /// Writes everything.
    ///
    /// @return all answers, in order; fails if the hand could not even ask
    CompletableFuture<List<Ended>> perform() {
        items.forEach(item -> answers.add(write(item.write(), item.write().id())));
        return all(answers).thenApply(results -> {
            List<Ended> ended = new ArrayList<>();
            for (int index = 0; index < results.size(); index++) {
                ended.add(new Ended(items.get(index), results.get(index)));
            }
            return ended;
        });
    }

    @Override
    public CompletableFuture<Optional<String>> undo() {
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index).write().kind() == WriteKind.CREATE
                    && !answers.get(index).isDone()) {
                return CompletableFuture.completedFuture(Optional.of(text("undo.waits")));
            }
        }
        List<CompletableFuture<WriteResult>> back = new ArrayList<>();
        for (int index = items.size() - 1; index >= 0; index--) {
            CompletableFuture<WriteResult> answer = answers.get(index);
            if (!takenBack.get(index) && (!answer.isDone() || isAccepted(answer))) {
                int place = index;
                Write inverse = inverse(items.get(index), answer);
                back.add(write(inverse, inverse.id()).thenApply(result -> {
                    takenBack.set(place, result.accepted());
                    return result;
                }));
            }
        }
        return all(back).handle(PostWrites::failure);
    }

    /// A row that is created again has another id; later edits know it by the one that it had.
    @Override
    public CompletableFuture<Optional<String>> redo() {
        List<CompletableFuture<WriteResult>> again = new ArrayList<>();
        for (int index = takenBack.nextSetBit(0); index >= 0; index = takenBack.nextSetBit(index + 1)) {
            int place = index;
            Write write = items.get(index).write();
            long known =
                    write.kind() == WriteKind.CREATE ? answers.get(index).join().id() : write.id();
            again.add(write(write, known).thenApply(result -> {
                if (result.accepted()) {
                    takenBack.clear(place);
                    answers.set(place, CompletableFuture.completedFuture(result));
                }
                return result;
            }));
        }
        return all(again).handle(PostWrites::failure);
    }

    private Write inverse(Item item, CompletableFuture<WriteResult> answer) {
        Write write = item.write();
        Row before = item.before();
        if (before == null) {
            return new Write(WriteKind.DELETE, write.record(), answer.join().id(), Map.of());
        }
        if (write.kind() == WriteKind.DELETE) {
            Map<String, @Nullable Object> copied = before.asMap();
            ASSIGNED_BY_SERVER.forEach(copied::remove);
            return new Write(WriteKind.CREATE, write.record(), write.id(), copied);
        }
        Map<String, @Nullable Object> old = new LinkedHashMap<>();
        write.fields().keySet().forEach(field -> old.put(field, before.get(field)));
        return new Write(WriteKind.UPDATE, write.record(), write.id(), old);
    }

    /// Finds the row under the id that it has now, and remembers the one that it gets.
    ///
    /// @param known the id that the row of a create had before; 0 if it never had one
    private CompletableFuture<WriteResult> write(Write write, long known) {
        boolean creates = write.kind() == WriteKind.CREATE;
        Write now = creates ? write : new Write(write.kind(), write.record(), ids.now(write.id()), write.fields());
        return onScreen.apply(hand.write(now)).thenApply(result -> {
            if (creates && known > 0 && result.accepted()) {
                ids.renamed(known, result.id());
            }
            return result;
        });
    }

    private static boolean isAccepted(CompletableFuture<WriteResult> answer) {
        return !answer.isCompletedExceptionally() && answer.join().accepted();
    }

    private static CompletableFuture<List<WriteResult>> all(List<CompletableFuture<WriteResult>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    private static Optional<String> failure(@Nullable List<WriteResult> results, @Nullable Throwable problem) {
        return problem != null || results == null
                ? Optional.of(problem == null ? text("failed") : Acting.sentence(problem))
                : results.stream()
                        .filter(result -> !result.accepted())
                        .findFirst()
                        .map(WriteResult::sentence);
    }
}
