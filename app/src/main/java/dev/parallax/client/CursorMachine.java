package dev.parallax.client;

import dev.parallax.wire.CursorMessage;
import dev.parallax.wire.CursorMessage.Connected;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Failure;
import dev.parallax.wire.CursorMessage.Heartbeat;
import dev.parallax.wire.CursorMessage.Pong;
import dev.parallax.wire.CursorMessage.SyncRequired;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.SyncRequest;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The client of the cursor dialect. Confined to one caller at a time; see [SyncClient]. Source: PROTOCOL,
/// dialect 1.
///
/// It opens the socket first and waits for the greeting, so that the server is already collecting changes for
/// it. Then it catches up page by page, keeping each page and its cursors at once, while deltas gather in a
/// buffer. With the last page all tables are complete as of the page's version; buffered deltas that are newer
/// are applied, and from then on each delta as it comes. Whatever casts doubt on that (a missing delta, the
/// server's own request, a changed session, silence) leads to another catch-up, also when one is already under
/// way: then one more follows it.
public final class CursorMachine implements SyncClient {
    private enum Phase {
        SIGNED_OUT,
        OFFLINE,
        WAITING,
        OPENING,
        CATCHING_UP,
        LIVE,
        STOPPED
    }

    /// The code with which the server closes the socket of a session that ended.
    private static final int SESSION_ENDED = 4401;
    private static final String NOT_SIGNED_IN = "Not signed in yet.";

    private final ClientConfig config;
    private final FrameReader frames;
    private final EffectList effects = new EffectList();
    private final Replica replica;
    private final Outbox outbox;
    private final KeptSession.Keeper sessions;
    private final WriteSender sender;
    private final Line line;
    private final CatchUp catchUp;
    private final Backoff backoff;
    private final SnapshotMaker snapshots = new SnapshotMaker();

    private Phase phase = Phase.SIGNED_OUT;
    private Status status = Status.AUTH_ERROR;
    private String message = NOT_SIGNED_IN;
    private String sessionId = "";
    private ObjectNode session = Json.object();
    private int sessionChanges;

    /// @param random for the jitter of retries
    /// @param shared with the other clients of the process
    /// @param kept by the device, or [Kept#NOTHING]
    public CursorMachine(ClientConfig config, RandomGenerator random, Shared shared, Kept kept) {
        this.config = config;
        this.frames = shared.frames();
        this.replica = new Replica(shared.rows());
        HandedOver.take(kept, replica, effects);
        this.outbox = new Outbox(kept.outbox(), effects);
        this.sessions = new KeptSession.Keeper(effects, kept);
        this.sender = new WriteSender(WriteCalls.DB, outbox, effects, new Backoff(random, config));
        this.line = new Line(effects, config);
        this.catchUp = new CatchUp(effects, replica);
        this.backoff = new Backoff(random, config);
    }

    @Override
    public List<Effect> on(Event event) {
        if (phase == Phase.STOPPED) {
            return List.of();
        }
        switch (event) {
            case Event.OfSocket socket -> onSocket(socket);
            // This dialect opens none.
            case Event.OfStream ignored -> {}
            case Event.Answered answer -> onAnswer(answer);
            case Event.Unanswered lost -> onNoAnswer(lost);
            case Event.TimerFired timer -> onTimer(timer);
            case Event.SignIn signIn -> onSignIn(signIn);
            case Event.SessionChangeBegan ignored -> sessionChanges++;
            case Event.SessionChangeEnded ended -> onSessionChangeEnded(ended);
            case Event.GoOffline ignored -> rest(Phase.OFFLINE, Status.OFFLINE, "Offline. Local edits wait.");
            case Event.GoOnline ignored -> {
                if (phase == Phase.OFFLINE && sessionId.isEmpty()) {
                    rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, NOT_SIGNED_IN);
                } else if (phase == Phase.OFFLINE) {
                    backoff.reset();
                    open();
                }
            }
            case Event.Write write ->
                outbox.add(write, replica.find(write.record(), outbox.realId(write.id())))
                        .ifPresent(effects::ended);
            case Event.Resolution resolution -> outbox.resolve(resolution).ifPresent(effects::ended);
            case Event.Saved saved -> outbox.saved(saved.save());
            case Event.SaveFailed failed -> {
                sessions.saveFailed();
                outbox.saveFailed(failed.save(), failed.reason()).forEach(effects::ended);
            }
            case Event.CorruptCache corruption -> replica.corrupt(new Random(corruption.seed()));
            case Event.Stop ignored -> rest(Phase.STOPPED, Status.OFFLINE, "Stopped.");
        }
        if (line.isGreeted()) {
            sender.pump(sessionId);
        }
        return effects.drain();
    }

    @Override
    public ReplicaSnapshot snapshot() {
        boolean settling = phase == Phase.LIVE && sessionChanges > 0;
        Status shown = settling ? Status.SYNCING : status;
        return snapshots.make(
                shown, settling ? "Changing the session." : message, session, replica, outbox, Coverage.ALL);
    }

    private void onSocket(Event.OfSocket event) {
        if (!line.concerns(event)) {
            return;
        }
        switch (event) {
            // The greeting says more: only then is the server collecting changes for this client.
            case Event.SocketOpened ignored -> {}
            case Event.SocketMessage received -> onMessage(received.text());
            case Event.SocketClosed closed -> onBroken(closed.code() == SESSION_ENDED, "the server closed it");
            case Event.SocketFailed failed -> onBroken(failed.status() == 401, failed.reason());
        }
    }

    private void onMessage(String text) {
        CursorMessage decoded;
        try {
            decoded = frames.read(text);
        } catch (InvalidJsonException e) {
            lose(Status.SYNC_ERROR, "The server sent a message that makes no sense: " + e.getMessage());
            return;
        }
        line.heard(!(decoded instanceof Pong));
        switch (decoded) {
            case Connected greeting -> onGreeting(greeting);
            case Delta delta -> onDelta(delta);
            case Heartbeat heartbeat -> {
                if (phase == Phase.LIVE && heartbeat.version() > replica.version()) {
                    reached(heartbeat.version());
                }
            }
            case SyncRequired ignored -> catchUpAgain();
            case Failure failure -> {
                if (failure.code().equals("auth-error")) {
                    signOut();
                } else {
                    lose(Status.SYNC_ERROR, "The server reports: " + failure.message());
                }
            }
            case Pong ignored -> {}
        }
    }

    private void onGreeting(Connected greeting) {
        line.greet();
        sessionId = greeting.sessionId();
        session = greeting.session();
        sessions.keep(sessionId, session);
        catchUp();
    }

    private void onDelta(Delta delta) {
        if (!catchUp.inSequence(delta)) {
            catchUpAgain();
        }
        if (phase == Phase.LIVE) {
            apply(delta);
        } else {
            catchUp.keep(delta);
        }
    }

    private void apply(Delta delta) {
        if (delta.version() > replica.version()) {
            replica.apply(delta);
            reached(delta.version());
        }
    }

    private void reached(long version) {
        replica.complete(version);
        outbox.settle(version);
    }

    /// Catches up from here, or once more if a catch-up is under way: what it already read may be too old.
    private void catchUpAgain() {
        if (phase == Phase.LIVE) {
            catchUp();
        } else {
            catchUp.demandAnother();
        }
    }

    private void catchUp() {
        phase = Phase.CATCHING_UP;
        say(Status.SYNCING, "Catching up.");
        catchUp.begin();
        askForPage();
    }

    private void askForPage() {
        SyncRequest request = new SyncRequest(replica.cursors(), session, config.pageSize());
        catchUp.ask(sessionId, request.toJson());
    }

    private void onAnswer(Event.Answered answer) {
        if (sender.owns(answer.request())) {
            if (sender.answered(answer.status(), answer.body())) {
                signOut();
            } else {
                outbox.settle(phase == Phase.LIVE ? replica.version() : 0);
            }
        } else if (catchUp.takes(answer.request())) {
            onPage(catchUp.answered(answer.status(), answer.body()));
        }
    }

    private void onPage(CatchUp.Outcome outcome) {
        switch (outcome.step()) {
            case ASK_ON -> askForPage();
            case START_AGAIN -> catchUp();
            case RETRY -> retryCatchUp(outcome.reason());
            case SIGNED_OUT -> signOut();
            // The session is no longer what this client believed. If a change of it is under way, its end brings the
            // new one; else the greeting of a new connection does.
            case OTHER_SESSION -> {
                if (sessionChanges == 0) {
                    lose(Status.CONNECTING, "The session changed. Connecting again.");
                }
            }
            case DONE -> {
                phase = Phase.LIVE;
                say(Status.LIVE, "Up to date.");
                backoff.reset();
                catchUp.drain(this::apply);
                outbox.settle(replica.version());
            }
        }
    }

    private void onNoAnswer(Event.Unanswered lost) {
        if (sender.owns(lost.request())) {
            sender.unanswered();
        } else if (catchUp.takes(lost.request())) {
            retryCatchUp("No answer: " + lost.reason());
        }
    }

    /// The socket stays: what it brings meanwhile is buffered.
    private void retryCatchUp(String reason) {
        say(Status.SYNC_ERROR, reason + " Trying again.");
        effects.arm(Timer.RETRY, backoff.nextMillis());
    }

    private void onTimer(Event.TimerFired event) {
        if (!effects.fired(event)) {
            return;
        }
        switch (event.timer()) {
            case GREETING -> onBroken(false, "the server did not greet in time");
            case SILENCE -> line.silenceOver();
            case PONG -> {
                switch (line.pingOver()) {
                    case WELL -> {}
                    case NO_NEWS -> catchUpAgain();
                    case DEAD -> onBroken(false, "the server fell silent");
                }
            }
            case RETRY -> retry();
            case RESEND -> {}
        }
    }

    private void retry() {
        if (line.isGreeted()) {
            catchUp();
        } else {
            open();
        }
    }

    private void onBroken(boolean sessionIsOver, String reason) {
        if (sessionIsOver) {
            signOut();
        } else {
            lose(Status.CONNECTING, "No connection: " + reason + ". Trying again.");
        }
    }

    private void onSignIn(Event.SignIn signIn) {
        sessionId = signIn.sessionId();
        session = signIn.session();
        sessions.keep(sessionId, session);
        if (phase != Phase.OFFLINE) {
            disconnect();
            backoff.reset();
            open();
        }
    }

    private void onSessionChangeEnded(Event.SessionChangeEnded ended) {
        // One that began before a restart of the client ends after it.
        sessionChanges = Math.max(0, sessionChanges - 1);
        if (ended.session() != null) {
            session = ended.session();
            sessions.keep(sessionId, session);
        }
        if (line.isGreeted() && !catchUp.isAsking()) {
            effects.disarm(Timer.RETRY);
            catchUp();
        } else {
            catchUp.demandAnother();
        }
    }

    private void open() {
        phase = Phase.OPENING;
        say(Status.CONNECTING, "Connecting.");
        line.open(sessionId);
    }

    private void lose(Status because, String sentence) {
        disconnect();
        phase = Phase.WAITING;
        say(because, sentence);
        effects.arm(Timer.RETRY, backoff.nextMillis());
    }

    private void signOut() {
        rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, "The session ended. Sign in again.");
    }

    private void rest(Phase in, Status because, String sentence) {
        disconnect();
        phase = in;
        say(because, sentence);
    }

    private void disconnect() {
        sender.cut();
        line.close();
        catchUp.restart();
        effects.disarm(Timer.RETRY);
    }

    private void say(Status now, String sentence) {
        status = now;
        message = sentence;
    }
}
