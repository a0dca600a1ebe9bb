package dev.parallax.ui.pulse;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A question that is asked again and again while only the newest answer matters. At most one is under way; of
/// those asked meanwhile only the last is asked next, so slow answers never pile up. FX thread only; the work
/// runs in the background.
///
/// @param <A> the answer
public final class Question<A> {
    private final Background background;
    private final Consumer<A> onAnswer;
    private @Nullable Callable<A> next;
    private boolean underWay;

    /// @param onAnswer called on the FX thread
    public Question(Background background, Consumer<A> onAnswer) {
        this.background = background;
        this.onAnswer = onAnswer;
    }

    public void ask(Callable<A> work) {
        if (underWay) {
            next = work;
            return;
        }
        underWay = true;
        background.run(() -> answer(work));
    }

    private void answer(Callable<A> work) {
        try {
            A answer = work.call();
            background.mailbox().post(() -> {
                boolean outdated = next != null;
                proceed();
                if (!outdated) {
                    onAnswer.accept(answer);
                }
            });
        } catch (Exception e) {
            background.mailbox().post(this::proceed);
            throw new IllegalStateException("a question of the window could not be answered", e);
        }
    }

    private void proceed() {
        underWay = false;
        Callable<A> waiting = next;
        next = null;
        if (waiting != null) {
            ask(waiting);
        }
    }
}
