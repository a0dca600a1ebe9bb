package dev.parallax.ui.timeline;

import dev.parallax.change.Change;
import dev.parallax.change.Version;
import dev.parallax.recording.Recording;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.world.Origin;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// The moment that the window looks at, and the changes that led there. FX thread only; the log is read in the
/// background. Times are microseconds since the epoch, as versions are.
public final class Timeline implements Pulse.Part {
    /// Changes that can be stepped through; older ones are let go.
    static final int CHANGES_LIMIT = 5_000;

    private static final int PAGE_SIZE = 10_000;
    /// What followed the last change is looked at so long after it.
    private static final long SETTLED_MICROS = 1_000_000;

    private final World world;
    private final LongSupplier now;
    private final Question<News> question;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private List<SchemaHistory.Entry> policies = List.of();
    private long seen;
    private final TimeAxis axis;
    /// Of a recording without a server, the moments there are; empty otherwise.
    private final long[] moments;
    private OptionalLong moment = OptionalLong.empty();
    private boolean playing;
    private long playedAt;
    private long nextQuestion = Long.MIN_VALUE;

    private record News(List<Change> changes, List<SchemaHistory.Entry> policies) {}

    public Timeline(World world, Background background) {
        this(world, background, world::now);
    }

    Timeline(World world, Background background, LongSupplier now) {
        this.world = world;
        this.now = now;
        this.question = new Question<>(background, this::take);
        // A fresh window tells what happens from now on, and what has just happened.
        this.seen = Version.NONE;
        this.axis = world.origin()
                .map(origin -> new TimeAxis(origin.until(), origin.opened()))
                .orElse(TimeAxis.WITHOUT_PAUSE);
        this.moments = world.origin().filter(Origin::isRecording).stream()
                .flatMap(origin -> origin.bundle().recorded().states().stream())
                .mapToLong(Recording.State::time)
                .distinct()
                .toArray();
        if (isRecording()) {
            moment = OptionalLong.of(last());
        }
    }

    /// Whether there is only the past: a recording that was opened, without a server.
    public boolean isRecording() {
        return moments.length > 0;
    }

    TimeAxis axis() {
        return axis;
    }

    private long last() {
        return moments[moments.length - 1];
    }

    /// The moment that is looked at; empty if it is now.
    public OptionalLong moment() {
        return moment;
    }

    /// Calls `listener` whenever another moment is looked at.
    public void onMoment(Runnable listener) {
        listeners.add(listener);
    }

    /// Looks at a moment; now if it is not over.
    public void lookAt(long time) {
        if (isRecording()) {
            move(OptionalLong.of(Math.clamp(time, moments[0], last())));
            return;
        }
        move(time >= now() ? OptionalLong.empty() : OptionalLong.of(Math.max(time, from())));
    }

    /// Looks at what is now; in a recording, at its end.
    public void backToLive() {
        playing = false;
        move(isRecording() ? OptionalLong.of(last()) : OptionalLong.empty());
    }

    /// Looks at what the change before led to.
    public void stepBack() {
        playing = false;
        if (isRecording()) {
            stepRecorded(-1);
            return;
        }
        int index = index(moment.orElse(Long.MAX_VALUE));
        // The moment is behind its change, so the change before it is the one to go to.
        lookAtChange(index - 1);
    }

    /// Looks at what the next change led to; now if there is none.
    public void stepForward() {
        playing = false;
        if (isRecording()) {
            stepRecorded(1);
        } else if (moment.isPresent()) {
            lookAtChange(index(moment.getAsLong()) + 1);
        }
    }

    private void stepRecorded(int direction) {
        int found = Arrays.binarySearch(moments, moment.orElse(last()));
        int index = found >= 0 ? found + direction : direction < 0 ? -found - 2 : -found - 1;
        lookAt(moments[Math.clamp(index, 0, moments.length - 1)]);
    }

    /// Goes on from the moment at the pace at which it happened, or stops there.
    public void togglePlaying() {
        playing = moment.isPresent() && !playing;
        playedAt = now.getAsLong();
        listeners.forEach(Runnable::run);
    }

    public boolean isPlaying() {
        return playing;
    }

    /// Looks at what this change led to: just before the next one, or a second later.
    public void lookAt(Change change) {
        lookAtChange(changes.indexOf(change));
    }

    /// The last change before the moment that is looked at; empty for now.
    public Optional<Change> change() {
        int index = moment.isPresent() ? index(moment.getAsLong()) : -1;
        return index < 0 ? Optional.empty() : Optional.of(changes.get(index));
    }

    /// Oldest first.
    public List<Change> changes() {
        return changes;
    }

    /// When something happened, oldest first: changes, or the moments of a recording.
    LongStream events() {
        return isRecording() ? Arrays.stream(moments) : changes.stream().mapToLong(Change::version);
    }

    /// Which schema was in force since when, oldest first.
    public List<SchemaHistory.Entry> policies() {
        return policies;
    }

    /// The place of the policy that was in force at a time; -1 if none is known.
    public int policyAt(long time) {
        int index = policies.size() - 1;
        while (index > 0 && policies.get(index).version() > time) {
            index--;
        }
        return index;
    }

    /// Since when everything is recorded.
    public long from() {
        return world.recording().from();
    }

    public long now() {
        return isRecording() ? last() : now.getAsLong();
    }

    @Override
    public void refresh(long nanos) {
        if (playing && moment.isPresent()) {
            long time = now.getAsLong();
            long next = moment.getAsLong() + time - playedAt;
            playedAt = time;
            if (next >= now()) {
                backToLive();
            } else {
                move(OptionalLong.of(next));
            }
        }
        if (nanos >= nextQuestion) {
            nextQuestion = nanos + Pulse.CALM_NANOS;
            askForNews();
        }
    }

    private void askForNews() {
        long after = seen;
        question.ask(() -> new News(newest(after), world.schemas().entries()));
    }

    /// The newest changes after a version. Of a long log all pages are read at once: the end is what is wanted.
    private List<Change> newest(long after) {
        List<Change> newest = new ArrayList<>();
        List<Change> page;
        do {
            page = world.archive()
                    .changes(newest.isEmpty() ? after : newest.getLast().version(), PAGE_SIZE);
            newest.addAll(page);
            keepNewest(newest);
        } while (page.size() == PAGE_SIZE);
        return newest;
    }

    private static void keepNewest(List<Change> changes) {
        if (changes.size() > CHANGES_LIMIT) {
            changes.subList(0, changes.size() - CHANGES_LIMIT).clear();
        }
    }

    private void take(News news) {
        for (Change change : news.changes()) {
            if (change.version() > seen) {
                seen = change.version();
                changes.add(change);
            }
        }
        keepNewest(changes);
        policies = news.policies();
    }

    /// The place of the last change at or before a time; -1 if there is none.
    private int index(long time) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).version() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void lookAtChange(int index) {
        if (changes.isEmpty()) {
            return;
        }
        if (index >= changes.size()) {
            backToLive();
            return;
        }
        Change change = changes.get(Math.max(0, index));
        long settled = change.version() + SETTLED_MICROS;
        long next =
                index + 1 < changes.size() ? changes.get(Math.max(0, index) + 1).version() - 1 : settled;
        lookAt(Math.max(change.version(), Math.min(next, settled)));
    }

    private void move(OptionalLong next) {
        if (!next.equals(moment)) {
            moment = next;
            playing &= next.isPresent();
            listeners.forEach(Runnable::run);
        }
    }
}
