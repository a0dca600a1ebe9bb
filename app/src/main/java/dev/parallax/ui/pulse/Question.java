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
    private final Runnable onFailure;
    private @Nullable Callable<A> next;
    private boolean underWay;

    /// Of somebody who asks again anyway.
    ///
    /// @param onAnswer called on the FX thread
    public Question(Background background, Consumer<A> onAnswer) {
        this(background, onAnswer, () -> {});
    }

    /// @param onAnswer called on the FX thread
    /// @param onFailure called there instead, if the newest question has no answer
    public Question(Background background, Consumer<A> onAnswer, Runnable onFailure) {
        this.background = background;
        this.onAnswer = onAnswer;
        this.onFailure = onFailure;
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
        Runnable outcome = onFailure;
        try {
            A answer = work.call();
            outcome = () -> onAnswer.accept(answer);
        } catch (Exception | Error e) {
            throw new IllegalStateException("a question of the window could not be answered", e);
        } finally {
            // Whatever happened, the next one can be asked.
            conclude(outcome);
        }
    }

    private void conclude(Runnable outcome) {
        background.mailbox().post(() -> {
            boolean outdated = next != null;
            proceed();
            if (!outdated) {
                outcome.run();
            }
        });
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
