package dev.parallax.server.front;

import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Pulled;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The pull of one changelog client. It wakes for a change that concerns its session, for one of its permissions, or
/// at its deadline, and for nothing else. It subscribes first and reads then, so that no change slips in
/// between. Publications call it from their thread; the rest is confined to whoever runs it.
final class ChangePoll implements Poll, Subscriber {
    private final ChangePolls polls;
    private final Engine engine;
    private final Session session;
    private final ChangesRequest request;
    private final boolean mayWait;
    private final Runnable bell;
    private final Function<Pulled, Answer> answer;
    private @Nullable Subscription subscription;
    private @Nullable Pulled last;
    private long deadline;

    // Guarded by this.
    private boolean news;
    private boolean over;

    ChangePoll(
            ChangePolls polls,
            Engine engine,
            Session session,
            ChangesRequest request,
            boolean mayWait,
            Runnable bell,
            Function<Pulled, Answer> answer) {
        this.polls = polls;
        this.engine = engine;
        this.session = session;
        this.request = request;
        this.mayWait = mayWait;
        this.bell = bell;
        this.answer = answer;
    }

    ChangePolls.Client client() {
        return new ChangePolls.Client(session.key(), request.clientId());
    }

    @Override
    public @Nullable Answer next(long nowNanos) {
        Pulled known = last;
        Pulled pulled;
        if (known == null) {
            pulled = read();
            boolean waits = mayWait && request.waitMillis() > 0 && polls.mayWait();
            if (!waits || !pulled.isNothing()) {
                return answer.apply(pulled);
            }
            deadline = nowNanos + TimeUnit.MILLISECONDS.toNanos(request.waitMillis());
            subscription = engine.subscribe(session, this);
            pulled = read();
        } else if (takeNews() && !isOver()) {
            pulled = read();
        } else {
            pulled = known;
        }
        last = pulled;
        return pulled.isNothing() && !isOver() && deadline - nowNanos > 0 ? null : answer.apply(pulled);
    }

    @Override
    public long deadlineNanos() {
        return deadline;
    }

    @Override
    public void close() {
        Subscription known = subscription;
        if (known != null) {
            known.close();
        }
        polls.closed(this);
    }

    @Override
    public void deliver(Delivery delivery) {
        wake();
    }

    @Override
    public void resync(List<String> tables, Reason reason) {
        wake();
    }

    /// The session's end is news: reading finds out.
    @Override
    public void ended() {
        wake();
    }

    /// It is to wait no longer.
    void end() {
        synchronized (this) {
            over = true;
        }
        bell.run();
    }

    private void wake() {
        synchronized (this) {
            news = true;
        }
        bell.run();
    }

    private synchronized boolean takeNews() {
        boolean had = news;
        news = false;
        return had;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private Pulled read() {
        Integer pageSize = request.pageSize();
        return engine.pull(
                session,
                request.clientId(),
                request.cursor(),
                request.stateHash(),
                pageSize == null ? ChangesRequest.PAGE_SIZE_DEFAULT : pageSize);
    }
}
