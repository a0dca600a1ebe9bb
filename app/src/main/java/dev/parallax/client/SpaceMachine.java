package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.JsonFields;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The client of the space dialect. Confined to one caller at a time; see [SyncClient]. Source: PROTOCOL,
/// dialect 3.
///
/// It asks by plain reads which spaces there are, again and again, and follows each on a stream of its own from
/// the version that it has of it. A space that it may no longer see takes its rows along. Where too much was
/// missed, it reads the space whole and applies what came meanwhile if it is newer. The people of a space are
/// plain reads too.
///
/// This dialect has no heartbeat: a stream that is silent for long is opened again, which brings what it missed.
final class SpaceMachine extends StreamingMachine {
    /// Longer than the widest window.
    private static final int UNSETTLED_POLLS_LIMIT = 3;

    private final Topic topic;
    private final long pollMillis;
    private final SpaceRows rows;
    private final SpaceList list;
    private final SpacePeople people;
    private final TreeMap<Long, SpaceFeed> feeds = new TreeMap<>();
    private boolean listed;
    private int unsettledPolls;
    private long listVersion;

    SpaceMachine(ClientConfig config, Topic topic, RandomGenerator random, Shared shared, Kept kept) {
        super(config, random, shared, kept, WriteCalls.DB);
        this.topic = topic;
        this.pollMillis = config.spacesPollMillis();
        this.rows = new SpaceRows(effects, replica, topic, kept);
        this.list = new SpaceList(effects, topic);
        this.people = new SpacePeople(effects, replica, topic);
    }

    @Override
    void connect() {
        list.ask(sessionId());
    }

    @Override
    void hangUp() {
        listed = false;
        list.cancel();
        people.cancel();
        feeds.values().forEach(this::stopReading);
        feeds.clear();
        effects.disarm(Timer.POLL);
    }

    /// What was made and gone again within one window is in no event: then the beginning of a new stream tells how
    /// far the space is.
    @Override
    void onPoll() {
        boolean waits =
                isLive() && outbox.pending().stream().anyMatch(write -> write.state() == PendingWrite.State.CONFIRMED);
        unsettledPolls = waits ? unsettledPolls + 1 : 0;
        if (unsettledPolls > UNSETTLED_POLLS_LIMIT) {
            unsettledPolls = 0;
            feeds.values().forEach(feed -> {
                streams.close(feed.stream());
                open(feed);
            });
        }
        list.ask(sessionId());
    }

    @Override
    void onMessage(long stream, String name, String data) {
        SpaceFeed feed = feed(stream);
        if (feed == null) {
            return;
        }
        JsonFields message = MessageRows.read(data);
        if (name.equals("error")) {
            onFeedError(feed, message);
        } else if (message.string("type").equals("space-delta")) {
            onDelta(feed, message);
        }
    }

    @Override
    void onOpened(long stream) {
        // Up to date or not, the first event tells.
    }

    @Override
    void onRefused(long stream, int code, String body) {
        SpaceFeed feed = feed(stream);
        if (feed != null && (code == 403 || code == 404)) {
            leave(feed.space());
            completeIfReady();
        } else {
            refused(code, body);
        }
    }

    @Override
    void onSilent(long stream) {
        SpaceFeed feed = feed(stream);
        if (feed != null && feed.isCaughtUp()) {
            streams.close(stream);
            open(feed);
        } else {
            super.onSilent(stream);
        }
    }

    @Override
    void onAnswer(long request, int code, String body) {
        if (list.takes(request)) {
            onList(code, body);
        } else if (people.takes(request)) {
            people.answered(request, code, body);
        } else {
            feeds.values().stream()
                    .filter(feed -> feed.isReading(request))
                    .findFirst()
                    .ifPresent(feed -> onRead(feed, code, body));
        }
    }

    @Override
    void onNoAnswer(long request, String reason) {
        boolean mine = list.takes(request) || feeds.values().stream().anyMatch(feed -> feed.isReading(request));
        if (mine) {
            lose(Status.CONNECTION_ERROR, reason);
        } else {
            people.unanswered(request);
        }
    }

    @Override
    void onWriteEnded() {
        boolean aboutPeople = outbox.pending().stream()
                .anyMatch(write -> write.state() == PendingWrite.State.CONFIRMED
                        && write.record().equals(topic.beingRecord()));
        if (aboutPeople) {
            feeds.keySet().forEach(space -> people.ask(space, sessionId()));
        }
        settle();
    }

    @Override
    void onSaved(long save) {
        rows.saved(save);
    }

    @Override
    void onSaveFailed(long save, String reason) {
        if (rows.saveFailed(save)) {
            lose(Status.SYNC_ERROR, "this device could not keep what came: " + reason);
        }
    }

    @Override
    void flush() {
        rows.flush();
    }

    @Override
    Coverage coverage() {
        return Coverage.ofSpaces(topic, rows.versions());
    }

    private void onList(int code, String body) {
        if (code != 200) {
            refused(code, body);
            return;
        }
        reached();
        Set<Long> spaces = list.page(sessionId(), body);
        if (spaces == null) {
            return;
        }
        listed = true;
        listVersion = list.version();
        for (long space : List.copyOf(rows.ids())) {
            if (!spaces.contains(space)) {
                leave(space);
            }
        }
        for (long space : List.copyOf(feeds.keySet())) {
            if (!spaces.contains(space)) {
                leave(space);
            }
        }
        for (long space : spaces) {
            if (!feeds.containsKey(space)) {
                say(Status.SYNCING, CATCHING_UP);
                SpaceFeed feed = new SpaceFeed(rows, space);
                feeds.put(space, feed);
                open(feed);
            }
            if (!people.knows(space)) {
                people.ask(space, sessionId());
            }
        }
        effects.arm(Timer.POLL, pollMillis);
        completeIfReady();
    }

    private void open(SpaceFeed feed) {
        SpaceRows.Space kept = rows.space(feed.space());
        String since = kept == null ? "" : "&since=" + Version.text(kept.version());
        String path = "/api/stream?spaceId=" + feed.space() + since + "&record=" + topic.record();
        feed.opened(streams.open(path, sessionId(), null, Framing.SSE));
    }

    private void onDelta(SpaceFeed feed, JsonFields message) {
        sessionIs(message.optionalObject("session"));
        if (message.node().path("refetch").asBoolean(false)) {
            if (feed.tooMuchMissed()) {
                read(feed);
            }
            return;
        }
        TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
        MessageRows.remove(message, "deleted", changes);
        MessageRows.put(message, "created", topic.record(), changes);
        MessageRows.put(message, "updated", topic.record(), changes);
        feed.event(new SpaceFeed.Delta(changes, version(message)));
        changed();
    }

    private void read(SpaceFeed feed) {
        say(Status.SYNCING, CATCHING_UP);
        long request = effects.nextNumber();
        String path = "/api/spaces/" + feed.space() + "?record=" + topic.record();
        effects.add(new Effect.Read(request, path, sessionId()));
        feed.reads(request);
    }

    private void onRead(SpaceFeed feed, int code, String body) {
        switch (code) {
            case 200 -> {
                JsonFields answer = MessageRows.read(body);
                TreeMap<Long, Optional<Row>> whole = new TreeMap<>();
                MessageRows.put(answer, "rows", topic.record(), whole);
                if (feed.read(whole, version(answer))) {
                    read(feed);
                }
                changed();
            }
            case 403, 404 -> {
                feed.stopReading();
                leave(feed.space());
                changed();
            }
            default -> {
                feed.stopReading();
                refused(code, body);
            }
        }
    }

    private void onFeedError(SpaceFeed feed, JsonFields error) {
        boolean forbidden =
                "forbidden".equals(error.optionalString("status")) || "forbidden".equals(error.optionalString("code"));
        if (forbidden) {
            leave(feed.space());
            list.ask(sessionId());
            changed();
        } else {
            onError(error);
        }
    }

    private void leave(long space) {
        SpaceFeed feed = feeds.remove(space);
        if (feed != null) {
            streams.close(feed.stream());
            stopReading(feed);
        }
        rows.drop(space);
        people.drop(space);
    }

    private void stopReading(SpaceFeed feed) {
        if (feed.reading() != 0) {
            effects.add(new Effect.CancelRequest(feed.reading()));
            feed.stopReading();
        }
    }

    private void changed() {
        completeIfReady();
        if (isLive()) {
            claim();
        }
        settle();
    }

    private void completeIfReady() {
        if (!isLive() && listed && feeds.values().stream().allMatch(SpaceFeed::isComplete)) {
            claim();
            live();
            settle();
        }
    }

    /// Where there is no space, the list says so as of its version.
    private void claim() {
        replica.claim(rows.ids().isEmpty() ? listVersion : rows.version());
    }

    private void settle() {
        if (isLive()) {
            outbox.settleIf(rows::contains);
        }
    }

    private @Nullable SpaceFeed feed(long stream) {
        return feeds.values().stream()
                .filter(feed -> feed.stream() == stream)
                .findFirst()
                .orElse(null);
    }

    private static long version(JsonFields message) {
        String text = message.string("timestamp");
        try {
            return Version.of(Version.parseInstant(text));
        } catch (DateTimeException e) {
            throw new InvalidJsonException("`timestamp` must be a date and time, but it is `" + text + "`");
        }
    }
}
