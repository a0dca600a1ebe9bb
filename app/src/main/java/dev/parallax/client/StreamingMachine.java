package dev.parallax.client;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What the clients of the streaming dialects have in common: signing in, going offline, trying again, and
/// carrying the outbox. Confined to one caller at a time; see [SyncClient].
///
/// Whatever goes wrong aborts all streams of the client, and after a wait that grows it starts again from what its
/// device keeps: it never goes on with a gap.
abstract sealed class StreamingMachine implements SyncClient permits HeartbeatMachine, SpaceMachine, CollectionMachine {
    private enum Phase {
        SIGNED_OUT,
        OFFLINE,
        WAITING,
        CONNECTED,
        STOPPED
    }

    static final String CATCHING_UP = "Catching up.";
    private static final String NOT_SIGNED_IN = "Not signed in yet.";

    final EffectList effects = new EffectList();
    final Streams streams;
    final Replica replica;
    final Outbox outbox;
    private final WriteSender sender;
    private final KeptSession.Keeper sessions;
    private final Backoff backoff;
    private final SnapshotMaker snapshots = new SnapshotMaker();

    private Phase phase = Phase.SIGNED_OUT;
    private Status status = Status.AUTH_ERROR;
    private String message = NOT_SIGNED_IN;
    private String sessionId = "";
    private ObjectNode session = Json.object();
    private int sessionChanges;
    private boolean reachable;

    /// @param kept by the device, or [Kept#NOTHING]
    /// @param calls how it writes
    StreamingMachine(ClientConfig config, RandomGenerator random, Shared shared, Kept kept, WriteCalls calls) {
        this.streams = new Streams(effects, config);
        this.replica = new Replica(shared.rows());
        this.outbox = new Outbox(kept.outbox(), effects);
        this.sender = new WriteSender(calls, outbox, effects, new Backoff(random, config));
        this.sessions = new KeptSession.Keeper(effects, kept);
        this.backoff = new Backoff(random, config);
    }

    // What a dialect adds.

    /// Opens what it needs.
    abstract void connect();

    /// Forgets what it was in the middle of; its streams are closed already.
    abstract void hangUp();

    /// @throws InvalidJsonException if it makes no sense
    abstract void onMessage(long stream, String name, String data);

    void onOpened(long stream) {
        say(Status.SYNCING, CATCHING_UP);
    }

    void onEnded(long stream) {
        lose(Status.CONNECTION_ERROR, "the server closed the stream");
    }

    /// @param body of the refusal, or a phrase if `code` is 0
    void onRefused(long stream, int code, String body) {
        refused(code, body);
    }

    void onSilent(long stream) {
        lose(Status.CONNECTION_ERROR, "the server fell silent");
    }

    /// An answer that is not to a write.
    ///
    /// @throws InvalidJsonException if it makes no sense
    void onAnswer(long request, int code, String body) {}

    void onNoAnswer(long request, String reason) {}

    /// The server has done a write or refused it.
    void onWriteEnded() {}

    void onPoll() {}

    abstract void onSaved(long save);

    abstract void onSaveFailed(long save, String reason);

    /// Starts to keep what changed, if anything.
    abstract void flush();

    abstract Coverage coverage();

    // What all do.

    @Override
    public final List<Effect> on(Event event) {
        if (phase == Phase.STOPPED) {
            return List.of();
        }
        try {
            handle(event);
        } catch (InvalidJsonException e) {
            lose(Status.SYNC_ERROR, "the server sent something that makes no sense: " + e.getMessage());
        }
        if (reachable) {
            sender.pump(sessionId);
        }
        if (!sessionId.isEmpty()) {
            sessions.keep(sessionId, session);
        }
        flush();
        return effects.drain();
    }

    private void handle(Event event) {
        switch (event) {
            case Event.OfSocket ignored -> {}
            case Event.OfStream ofStream -> {
                if (streams.isOpen(ofStream.stream())) {
                    onStream(ofStream);
                }
            }
            case Event.Answered answer -> onAnswered(answer);
            case Event.Unanswered lost -> {
                if (sender.owns(lost.request())) {
                    sender.unanswered();
                } else {
                    onNoAnswer(lost.request(), lost.reason());
                }
            }
            case Event.TimerFired timer -> onTimer(timer);
            case Event.SignIn signIn -> onSignIn(signIn);
            case Event.SessionChangeBegan ignored -> sessionChanges++;
            case Event.SessionChangeEnded ended -> onSessionChangeEnded(ended.session());
            case Event.GoOffline ignored -> rest(Phase.OFFLINE, Status.OFFLINE, "Offline. Local edits wait.");
            case Event.GoOnline ignored -> {
                if (phase == Phase.OFFLINE && sessionId.isEmpty()) {
                    rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, NOT_SIGNED_IN);
                } else if (phase == Phase.OFFLINE) {
                    backoff.reset();
                    start();
                }
            }
            case Event.Write write ->
                outbox.add(write, replica.find(write.record(), outbox.realId(write.id())))
                        .ifPresent(effects::ended);
            case Event.Resolution resolution -> outbox.resolve(resolution).ifPresent(effects::ended);
            case Event.Saved saved -> {
                outbox.saved(saved.save());
                onSaved(saved.save());
            }
            case Event.SaveFailed failed -> {
                sessions.saveFailed();
                outbox.saveFailed(failed.save(), failed.reason()).forEach(effects::ended);
                onSaveFailed(failed.save(), failed.reason());
            }
            case Event.CorruptCache corruption -> replica.corrupt(new Random(corruption.seed()));
            case Event.Stop ignored -> rest(Phase.STOPPED, Status.OFFLINE, "Stopped.");
        }
    }

    @Override
    public final ReplicaSnapshot snapshot() {
        boolean settling = status == Status.LIVE && sessionChanges > 0;
        Status shown = settling ? Status.SYNCING : status;
        String sentence = settling ? "Changing the session." : message;
        return snapshots.make(shown, sentence, session, replica, outbox, coverage());
    }

    final boolean isLive() {
        return status == Status.LIVE;
    }

    final String sessionId() {
        return sessionId;
    }

    /// The server answers: local edits may go out.
    final void reached() {
        reachable = true;
    }

    /// Everything that the session may see is here.
    final void live() {
        say(Status.LIVE, "Up to date.");
        backoff.reset();
    }

    final void say(Status now, String sentence) {
        status = now;
        message = sentence;
    }

    /// Aborts everything, and tries again later; does nothing where nothing is open.
    ///
    /// @param because SYNC_ERROR or CONNECTION_ERROR
    final void lose(Status because, String phrase) {
        if (phase != Phase.CONNECTED) {
            return;
        }
        disconnect();
        phase = Phase.WAITING;
        String kind = because == Status.SYNC_ERROR ? "Sync issue: " : "No connection: ";
        String end = phrase.endsWith(".") ? " " : ". ";
        say(because, kind + phrase + end + "Trying again.");
        effects.arm(Timer.RETRY, backoff.nextMillis());
    }

    /// What an answer other than 200 leads to, in whatever dialect.
    ///
    /// @param body of the refusal, or a phrase if `code` is 0
    final void refused(int code, String body) {
        switch (code) {
            case 401 -> signOut();
            case 0 -> lose(Status.CONNECTION_ERROR, body);
            case 429, 503 -> lose(Status.CONNECTION_ERROR, Answers.sentence(code, body));
            default -> lose(Status.SYNC_ERROR, Answers.sentence(code, body));
        }
    }

    /// The session as the server tells it, where it does: somebody else may have changed it, or the answer to a change
    /// was lost.
    final void sessionIs(@Nullable JsonFields told) {
        if (told != null) {
            session = told.node();
        }
    }

    /// What the server's own error message leads to.
    final void onError(JsonFields error) {
        String kind = error.optionalString("status");
        String code = kind == null ? error.string("code") : kind;
        String detail = error.optionalString("message");
        if (code.equals("auth-error")) {
            signOut();
        } else {
            lose(Status.SYNC_ERROR, detail == null ? "the server reports `" + code + "`" : detail);
        }
    }

    final void signOut() {
        rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, "Session expired. Sign in again.");
    }

    private void onStream(Event.OfStream event) {
        long stream = event.stream();
        streams.heard(stream);
        switch (event) {
            case Event.StreamOpened ignored -> {
                reached();
                onOpened(stream);
            }
            case Event.StreamHeard ignored -> {}
            case Event.StreamMessage received -> onMessage(stream, received.name(), received.data());
            case Event.StreamEnded ignored -> {
                streams.gone(stream);
                onEnded(stream);
            }
            case Event.StreamFailed failed -> {
                streams.gone(stream);
                onRefused(stream, failed.status(), failed.reason());
            }
        }
    }

    private void onAnswered(Event.Answered answer) {
        if (!sender.owns(answer.request())) {
            onAnswer(answer.request(), answer.status(), answer.body());
        } else if (sender.answered(answer.status(), answer.body())) {
            signOut();
        } else {
            onWriteEnded();
        }
    }

    private void onTimer(Event.TimerFired event) {
        if (!effects.fired(event)) {
            return;
        }
        switch (event.timer()) {
            case SILENCE ->
                streams.beat().forEach(stream -> {
                    if (streams.isOpen(stream)) {
                        onSilent(stream);
                    }
                });
            case RETRY -> start();
            case POLL -> onPoll();
            case GREETING, PONG, RESEND -> {}
        }
    }

    private void onSignIn(Event.SignIn signIn) {
        sessionId = signIn.sessionId();
        session = signIn.session();
        if (phase != Phase.OFFLINE) {
            disconnect();
            backoff.reset();
            start();
        }
    }

    /// The streams answer for the session as it was when they were opened, or later: only new ones are certain to
    /// answer for the new one.
    private void onSessionChangeEnded(@Nullable ObjectNode changed) {
        // One that began before a restart of the client ends after it.
        sessionChanges = Math.max(0, sessionChanges - 1);
        if (changed != null) {
            session = changed;
        }
        if (phase == Phase.CONNECTED) {
            close();
            start();
        }
    }

    private void start() {
        phase = Phase.CONNECTED;
        say(Status.CONNECTING, "Connecting.");
        connect();
    }

    private void rest(Phase in, Status because, String sentence) {
        disconnect();
        phase = in;
        say(because, sentence);
    }

    private void disconnect() {
        sender.cut();
        close();
        effects.disarm(Timer.RETRY);
        reachable = false;
    }

    private void close() {
        streams.closeAll();
        hangUp();
    }
}
