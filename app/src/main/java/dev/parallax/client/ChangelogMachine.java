package dev.parallax.client;

import dev.parallax.wire.ChangesAnswer;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.PushedChange;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The client of the changelog dialect. Confined to one caller at a time; see [SyncClient]. Source: PROTOCOL,
/// dialect 5; seeds/004.
///
/// One request is under way at a time. It carries the edits whose turn it is and asks for what is new; when there is
/// nothing to send and nothing more to fetch, it waits at the server until there is, and a local edit breaks
/// it off. The answer's changes are applied and kept before the next request tells the server, by its cursor,
/// that they are. Whatever fails is tried again with the same cursor and the same change ids.
///
/// If the hash over what was received is not the server's, the client drops its rows and starts again with
/// nothing; its edits stay.
public final class ChangelogMachine implements SyncClient {
    private enum Phase {
        SIGNED_OUT,
        OFFLINE,
        /// For the next try.
        WAITING,
        ASKING,
        /// A page is on its way to the storage.
        KEEPING,
        STOPPED
    }

    /// Long enough to be cheap, shorter than what networks allow an idle connection.
    static final int WAIT_MILLIS = 20_000;
    private static final String PATH = "/changes";
    private static final String CATCHING_UP = "Catching up.";
    private static final String NOT_SIGNED_IN = "Not signed in yet.";

    private final ClientConfig config;
    private final String clientId;
    private final EffectList effects = new EffectList();
    private final Replica rows;
    private final ChangelogReplica replica;
    private final Outbox outbox;
    private final Pushes pushes;
    private final KeptSession.Keeper sessions;
    private final Backoff backoff;
    private final SnapshotMaker snapshots = new SnapshotMaker();

    private Phase phase = Phase.SIGNED_OUT;
    private Status status = Status.AUTH_ERROR;
    private String message = NOT_SIGNED_IN;
    private String sessionId = "";
    private ObjectNode session = Json.object();
    private int sessionChanges;
    private long request;
    private boolean polling;
    /// The server had nothing more to say, and nothing has cast doubt on that since.
    private boolean caughtUp;

    /// @param random for the jitter of retries
    /// @param shared with the other clients of the process
    /// @param kept by the device, or [Kept#NOTHING]
    public ChangelogMachine(ClientConfig config, RandomGenerator random, Shared shared, Kept kept) {
        this.config = config;
        this.clientId = kept.deviceId().toString();
        this.rows = new Replica(shared.rows());
        this.replica = new ChangelogReplica(effects, rows, kept);
        this.outbox = new Outbox(kept.outbox(), effects);
        this.pushes = new Pushes(outbox, effects);
        this.sessions = new KeptSession.Keeper(effects, kept);
        this.backoff = new Backoff(random, config);
    }

    @Override
    public List<Effect> on(Event event) {
        if (phase == Phase.STOPPED) {
            return List.of();
        }
        switch (event) {
            case Event.OfSocket ignored -> {}
            case Event.OfStream ignored -> {}
            case Event.Answered answer -> {
                if (takes(answer.request())) {
                    onAnswer(answer.status(), answer.body());
                }
            }
            case Event.Unanswered lost -> {
                if (takes(lost.request())) {
                    pushes.unanswered();
                    lose(Status.CONNECTION_ERROR, "No connection: " + lost.reason() + ".");
                }
            }
            case Event.TimerFired timer -> onTimer(timer);
            case Event.SignIn signIn -> onSignIn(signIn);
            case Event.SessionChangeBegan ignored -> sessionChanges++;
            case Event.SessionChangeEnded ended -> onSessionChangeEnded(ended);
            case Event.GoOffline ignored -> rest(Phase.OFFLINE, Status.OFFLINE, "Offline. Local edits wait.");
            case Event.GoOnline ignored -> {
                if (phase == Phase.OFFLINE && sessionId.isEmpty()) {
                    rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, NOT_SIGNED_IN);
                } else if (phase == Phase.OFFLINE) {
                    start();
                }
            }
            case Event.Write write ->
                outbox.add(write, rows.find(write.record(), outbox.realId(write.id())))
                        .ifPresent(effects::ended);
            case Event.Resolution resolution -> outbox.resolve(resolution).ifPresent(effects::ended);
            case Event.Saved saved -> {
                outbox.saved(saved.save());
                replica.saved(saved.save());
                goOnIfKept();
            }
            case Event.SaveFailed failed -> onSaveFailed(failed);
            case Event.CorruptCache corruption -> replica.corrupt(new Random(corruption.seed()));
            case Event.Stop ignored -> rest(Phase.STOPPED, Status.OFFLINE, "Stopped.");
        }
        ask();
        return effects.drain();
    }

    @Override
    public ReplicaSnapshot snapshot() {
        boolean settling = status == Status.LIVE && sessionChanges > 0;
        Status shown = settling ? Status.SYNCING : status;
        String sentence = settling ? "Changing the session." : message;
        return snapshots.make(shown, sentence, session, rows, outbox, Coverage.ALL, replica.chain());
    }

    /// Asks if it is time: nothing is under way, or only a poll that edits should not wait for.
    private void ask() {
        if (phase != Phase.ASKING) {
            return;
        }
        if (request != 0) {
            if (!polling || !pushes.isWaiting()) {
                return;
            }
            cancel();
        }
        List<PushedChange> changes = pushes.take();
        polling = caughtUp && changes.isEmpty();
        int wait = polling ? WAIT_MILLIS : 0;
        ObjectNode body = new ChangesRequest(
                        clientId, replica.cursor(), replica.hash(), wait, changes, config.pageSize())
                .toJson();
        request = polling ? effects.poll(PATH, sessionId, body) : effects.request(PATH, sessionId, body);
        effects.arm(Timer.SILENCE, wait + config.greetingMillis());
    }

    private boolean takes(long number) {
        boolean mine = request != 0 && number == request;
        if (mine) {
            request = 0;
            effects.disarm(Timer.SILENCE);
        }
        return mine;
    }

    private void onAnswer(int code, String body) {
        switch (code) {
            case 200 -> onPage(body);
            case 401 -> signOut();
            case 400, 413, 422 -> {
                String sentence = Answers.sentence(code, body);
                if (!pushes.refused(sentence)) {
                    // The server cannot read the cursor: start again from nothing rather than never.
                    replica.forget();
                    lose(Status.SYNC_ERROR, "Sync issue: " + sentence);
                }
            }
            case 429, 503 -> lose(Status.CONNECTION_ERROR, "No connection: " + Answers.sentence(code, body));
            default -> lose(Status.SYNC_ERROR, "Sync issue: " + Answers.sentence(code, body));
        }
    }

    private void onPage(String body) {
        ChangesAnswer page;
        try {
            page = ChangesAnswer.fromJson(Json.parseObject(body));
            pushes.answered(page.results());
        } catch (InvalidJsonException e) {
            lose(Status.SYNC_ERROR, "Sync issue: the server's answer makes no sense: " + e.getMessage() + ".");
            return;
        }
        if (!replica.apply(page)) {
            replica.forget();
            lose(Status.SYNC_ERROR, "Sync issue: hash mismatch. Starting again from nothing.");
            return;
        }
        sessionIs(page.session());
        caughtUp = !page.hasMore();
        if (caughtUp) {
            // The server pushes first and reads then: what it confirmed by now is in what it told, or hidden from
            // this session, and then no cursor will ever move for it.
            outbox.settleIf(confirmed -> true);
        } else {
            outbox.settle(page.cursor());
            say(Status.SYNCING, CATCHING_UP);
        }
        phase = Phase.KEEPING;
        goOnIfKept();
    }

    private void goOnIfKept() {
        if (phase != Phase.KEEPING || !replica.isKept()) {
            return;
        }
        phase = Phase.ASKING;
        if (caughtUp) {
            backoff.reset();
            say(Status.LIVE, "Up to date.");
        }
    }

    private void onSaveFailed(Event.SaveFailed failed) {
        sessions.saveFailed();
        outbox.saveFailed(failed.save(), failed.reason()).forEach(effects::ended);
        if (replica.saveFailed(failed.save()) && phase == Phase.KEEPING) {
            lose(Status.SYNC_ERROR, "Sync issue: this device could not keep what came: " + failed.reason() + ".");
        }
    }

    private void onTimer(Event.TimerFired event) {
        if (!effects.fired(event)) {
            return;
        }
        switch (event.timer()) {
            case SILENCE -> {
                cancel();
                lose(Status.CONNECTION_ERROR, "No connection: the server fell silent.");
            }
            case RETRY -> resume();
            case GREETING, PONG, RESEND, POLL -> {}
        }
    }

    private void onSignIn(Event.SignIn signIn) {
        sessionId = signIn.sessionId();
        session = signIn.session();
        sessions.keep(sessionId, session);
        if (phase != Phase.OFFLINE) {
            disconnect();
            start();
        }
    }

    /// What is under way may answer for the session as it was: only a new request is certain to answer for the new one.
    private void onSessionChangeEnded(Event.SessionChangeEnded ended) {
        // One that began before a restart of the client ends after it.
        sessionChanges = Math.max(0, sessionChanges - 1);
        if (ended.session() != null) {
            session = ended.session();
            sessions.keep(sessionId, session);
        }
        if (phase == Phase.ASKING || phase == Phase.KEEPING) {
            cancel();
            caughtUp = false;
            say(Status.SYNCING, CATCHING_UP);
        }
    }

    /// Somebody else may have changed it, or the answer to a change was lost.
    private void sessionIs(@Nullable ObjectNode told) {
        if (told != null && !told.equals(session)) {
            session = told;
            sessions.keep(sessionId, session);
        }
    }

    private void start() {
        backoff.reset();
        say(Status.CONNECTING, "Connecting.");
        resume();
    }

    private void resume() {
        caughtUp = false;
        replica.keepAgain();
        phase = replica.isKept() ? Phase.ASKING : Phase.KEEPING;
    }

    private void lose(Status because, String sentence) {
        disconnect();
        phase = Phase.WAITING;
        say(because, sentence + " Trying again.");
        effects.arm(Timer.RETRY, backoff.nextMillis());
    }

    private void signOut() {
        rest(Phase.SIGNED_OUT, Status.AUTH_ERROR, "Session expired. Sign in again.");
    }

    private void rest(Phase in, Status because, String sentence) {
        disconnect();
        phase = in;
        say(because, sentence);
    }

    private void disconnect() {
        cancel();
        effects.disarm(Timer.RETRY);
    }

    private void cancel() {
        if (request != 0) {
            effects.add(new Effect.CancelRequest(request));
            effects.disarm(Timer.SILENCE);
            request = 0;
        }
        pushes.unanswered();
    }

    private void say(Status now, String sentence) {
        status = now;
        message = sentence;
    }
}
