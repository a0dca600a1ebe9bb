package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What was done in this window, in order, so that it can be undone and done again; a strip says what was. FX
/// thread only.
public final class Ledger {
    /// Nobody goes further back step by step.
    static final int LIMIT = 500;

    private final StripStack strips;
    // By when they were done: answers come in any order, and what failed goes back to its place.
    private final NavigableMap<Long, Done> done = new TreeMap<>();
    private final NavigableMap<Long, Done> undone = new TreeMap<>();
    private long added;

    public Ledger(StripStack strips) {
        this.strips = strips;
    }

    /// Something was done; what was undone before can no longer be done again.
    public void add(Done deed) {
        undone.clear();
        done.put(++added, deed);
        if (done.size() > LIMIT) {
            done.pollFirstEntry();
        }
    }

    /// The last thing that was done, if it is like this, in order to be told as one with what comes now.
    public Optional<Done> last(Predicate<Done> like) {
        return undone.isEmpty() && !done.isEmpty()
                ? Optional.of(done.lastEntry().getValue()).filter(like)
                : Optional.empty();
    }

    /// Takes back the last thing that something came of. If that fails, it stays the last.
    public void undo() {
        Map.Entry<Long, Done> last = done.pollLastEntry();
        while (last != null && !last.getValue().happened()) {
            last = done.pollLastEntry();
        }
        if (last == null) {
            strips.show(Notice.info(text("undo.nothing")));
            return;
        }
        long place = last.getKey();
        Done deed = last.getValue();
        if (!deed.canBeUndone()) {
            strips.show(Notice.info(text("undo.never", deed.what())));
            return;
        }
        long before = added;
        var ignored = deed.undo().exceptionally(Ledger::failed).thenAccept(failure -> {
            if (failure.isPresent()) {
                done.put(place, deed);
                // What can never be undone must not stand in the way of what can.
                Offer skip = new Offer(text("undo.skip"), () -> done.remove(place));
                strips.show(new Notice(Kind.DENIED, text("undo.failed", deed.what(), failure.get()), List.of(skip)));
                return;
            }
            // Done again after something newer, it would undo that.
            boolean isNewest = added == before;
            if (isNewest) {
                undone.put(place, deed);
            }
            strips.show(new Notice(
                    Kind.DONE,
                    text("undo.done", deed.what()),
                    isNewest ? List.of(new Offer(text("redo.offer"), this::redo)) : List.of()));
        });
    }

    /// Does once more what was undone last. If that fails, it can be tried again.
    public void redo() {
        Map.Entry<Long, Done> next = undone.pollFirstEntry();
        if (next == null) {
            strips.show(Notice.info(text("redo.nothing")));
            return;
        }
        long place = next.getKey();
        Done deed = next.getValue();
        long before = added;
        var ignored = deed.redo().exceptionally(Ledger::failed).thenAccept(failure -> {
            if (failure.isPresent()) {
                if (added == before) {
                    undone.put(place, deed);
                }
                strips.show(new Notice(Kind.DENIED, text("redo.failed", deed.what(), failure.get()), List.of()));
                return;
            }
            done.put(place, deed);
            strips.show(new Notice(
                    Kind.DONE, text("redo.done", deed.what()), List.of(new Offer(text("undo.offer"), this::undo))));
        });
    }

    private static Optional<String> failed(Throwable failure) {
        return Optional.of(Acting.sentence(failure));
    }
}
