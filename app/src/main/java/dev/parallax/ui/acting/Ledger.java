package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What was done in this window, in order, so that it can be undone and done again; a strip says what was. FX
/// thread only.
public final class Ledger {
    /// Nobody goes further back step by step.
    static final int LIMIT = 500;

    private final StripStack strips;
    private final Deque<Done> done = new ArrayDeque<>();
    private final Deque<Done> undone = new ArrayDeque<>();

    public Ledger(StripStack strips) {
        this.strips = strips;
    }

    /// Something was done; what was undone before can no longer be done again.
    public void add(Done deed) {
        undone.clear();
        done.addLast(deed);
        if (done.size() > LIMIT) {
            done.removeFirst();
        }
    }

    /// The last thing that was done, if it is like this, in order to be told as one with what comes now.
    public Optional<Done> last(Predicate<Done> like) {
        return undone.isEmpty() ? Optional.ofNullable(done.peekLast()).filter(like) : Optional.empty();
    }

    /// Takes back the last thing that something came of.
    public void undo() {
        Done last = done.pollLast();
        while (last != null && !last.happened()) {
            last = done.pollLast();
        }
        if (last == null) {
            strips.show(Notice.info(text("undo.nothing")));
            return;
        }
        Done deed = last;
        if (!deed.canBeUndone()) {
            strips.show(Notice.info(text("undo.never", deed.what())));
            return;
        }
        var ignored = deed.undo()
                .thenAccept(failure -> failure.ifPresentOrElse(
                        sentence -> strips.show(
                                new Notice(Kind.DENIED, text("undo.failed", deed.what(), sentence), List.of())),
                        () -> {
                            undone.addLast(deed);
                            strips.show(new Notice(
                                    Kind.DONE,
                                    text("undo.done", deed.what()),
                                    List.of(new Offer(text("redo.offer"), this::redo))));
                        }));
    }

    /// Does once more what was undone last.
    public void redo() {
        Done deed = undone.pollLast();
        if (deed == null) {
            strips.show(Notice.info(text("redo.nothing")));
            return;
        }
        var ignored = deed.redo()
                .thenAccept(failure -> failure.ifPresentOrElse(
                        sentence -> strips.show(
                                new Notice(Kind.DENIED, text("redo.failed", deed.what(), sentence), List.of())),
                        () -> {
                            done.addLast(deed);
                            strips.show(new Notice(
                                    Kind.DONE,
                                    text("redo.done", deed.what()),
                                    List.of(new Offer(text("undo.offer"), this::undo))));
                        }));
    }
}
