package dev.parallax.scenario;

import dev.parallax.change.Version;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.LeakClock;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.Oracle;
import dev.parallax.scenario.expectation.Check;
import dev.parallax.scenario.expectation.ClientView;
import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.Moment;
import dev.parallax.scenario.expectation.Sight;
import dev.parallax.scenario.expectation.Standing;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.server.Inspection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks pinned expectations all the time. Thread-safe; every method returns at once.
///
/// **Model.** One thread owns the checks. Clients drop every state that they publish into a queue, as
/// long as a check wants to see each of them; the thread takes them out in order, then looks at
/// everything else, twenty times a second or as often as looking costs no more than a quarter of its
/// time.
///
/// **Guarantee.** A state that breaks something that must never be is found, however short it lasted, and
/// so is a row that a client keeps after a commit or another policy revoked it: the leak clock times each
/// of them. If more is told than can be looked at, what depends on it is *undecided* from then on.
/// **Best effort**: rows that nobody revoked and nobody may see (a corrupted cache), and the clients
/// beyond [LeakClock#CLIENTS_LIMIT], are looked for at the thread's own pace.
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int PAUSE_MILLIS = 50;
    private static final int REST_FACTOR = 3;
    /// A snapshot shares nearly everything with the one before it, so this is little memory.
    private static final int SIGHTS_LIMIT = 100_000;

    private final Fleet fleet;
    private final InstantSource clock;
    private final Function<FleetClient, Set<String>> names;
    private final Moments moments;
    private final BiConsumer<FleetClient, ReplicaSnapshot> listener = this::saw;
    private final Queue<Sight> sights = new ConcurrentLinkedQueue<>();
    private final Queue<LeakClockReport.Exposure> purged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parallax-watch").factory());
    private final ExecutorService clerk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("parallax-leak-clock").factory());
    private final LeakClock leakClock;
    private final AtomicInteger lastNumber = new AtomicInteger();
    private volatile boolean wantsSights;
    private volatile boolean missedSights;
    private volatile List<Pin> pins = List.of();

    // Confined to the thread.
    private final Map<Integer, Check> pinned = new TreeMap<>();
    private final List<Awaited> awaited = new ArrayList<>();

    /// Somebody waits for an expectation to be decided.
    private record Awaited(Check check, boolean once, CompletableFuture<Standing> outcome) {}

    /// @param names by which sentences may call a client
    public Watch(
            Fleet fleet,
            Oracle oracle,
            Inspection inspection,
            Function<FleetClient, Set<String>> names,
            InstantSource clock) {
        this.fleet = fleet;
        this.clock = clock;
        this.names = names;
        this.leakClock = new LeakClock(inspection, clock, clerk, this::purged);
        this.moments = new Moments(fleet, oracle, inspection, leakClock, this::view, clock);
        fleet.addListener(listener);
        later(this::tick, PAUSE_MILLIS);
    }

    /// Times what clients take to follow, whether or not anything is pinned.
    public LeakClock leakClock() {
        return leakClock;
    }

    /// What is pinned, in the order it was, and how it stands. Immutable.
    public List<Pin> pins() {
        return pins;
    }

    /// Checks `expectation` from now on.
    ///
    /// @return the pin's number
    public int pin(Expectation expectation) {
        int number = lastNumber.incrementAndGet();
        long micros = micros();
        submit(() -> {
            pinned.put(number, new Check(expectation, micros));
            look(false);
        });
        return number;
    }

    public void unpin(int number) {
        submit(() -> {
            pinned.remove(number);
            publish();
        });
    }

    /// Forgets how the pin stood, and checks it anew from now on.
    public void again(int number) {
        long micros = micros();
        submit(() -> {
            pinned.computeIfPresent(number, (same, check) -> new Check(check.expectation(), micros));
            publish();
        });
    }

    /// How the expectation stands at this moment, after a look at everything.
    public CompletableFuture<Standing> now(Expectation expectation) {
        CompletableFuture<Standing> outcome = new CompletableFuture<>();
        submit(() -> {
            awaited.add(new Awaited(new Check(expectation.asState(), micros()), true, outcome));
            look(true);
        });
        return outcome;
    }

    /// Completes when the expectation holds, or when the limit is over.
    public CompletableFuture<Standing> within(Expectation expectation, Duration limit) {
        CompletableFuture<Standing> outcome = new CompletableFuture<>();
        submit(() -> {
            awaited.add(new Awaited(new Check(expectation.within(limit), micros()), false, outcome));
            look(false);
        });
        return outcome;
    }

    /// Completes with how all pins stand after one more thorough look at everything.
    public CompletableFuture<List<Pin>> lastLook() {
        CompletableFuture<List<Pin>> outcome = new CompletableFuture<>();
        submit(() -> {
            look(true);
            outcome.complete(pins);
        });
        return outcome;
    }

    @Override
    public void close() {
        fleet.removeListener(listener);
        thread.shutdownNow();
        clerk.shutdownNow();
        leakClock.close();
        awaited.forEach(each -> each.outcome().cancel(false));
    }

    private void saw(FleetClient client, ReplicaSnapshot snapshot) {
        leakClock.published(client.number(), client.dialect(), client.sessionId(), snapshot);
        if (mayTakeNote()) {
            sights.add(new Sight(micros(), view(client, snapshot)));
        }
    }

    private void purged(LeakClockReport.Exposure exposure) {
        if (mayTakeNote()) {
            purged.add(exposure);
        }
    }

    /// Whether somebody wants to know, and there is room.
    private boolean mayTakeNote() {
        if (!wantsSights) {
            return false;
        }
        if (waiting.get() >= SIGHTS_LIMIT) {
            missedSights = true;
            return false;
        }
        waiting.incrementAndGet();
        return true;
    }

    private void tick() {
        long start = System.nanoTime();
        leakClock.retain(fleet.clients().stream().map(FleetClient::number).collect(Collectors.toSet()));
        look(false);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        later(this::tick, Math.max(PAUSE_MILLIS, REST_FACTOR * took));
    }

    /// @param thorough compare again where the oracle's last report would do otherwise
    private void look(boolean thorough) {
        List<Check> checks = new ArrayList<>(pinned.values());
        awaited.forEach(each -> checks.add(each.check()));
        if (!checks.isEmpty()) {
            try {
                look(checks, thorough || !awaited.isEmpty());
            } catch (RuntimeException e) {
                unlessClosed(e);
            }
        }
        wantsSights = checks.stream().anyMatch(Check::wantsSights);
        publish();
    }

    private void look(List<Check> checks, boolean thorough) {
        for (Sight sight = sights.poll(); sight != null; sight = sights.poll()) {
            waiting.decrementAndGet();
            moments.saw(sight);
            for (Check check : checks) {
                check.saw(sight);
            }
        }
        for (var gone = purged.poll(); gone != null; gone = purged.poll()) {
            waiting.decrementAndGet();
            moments.purged(gone);
        }
        if (missedSights) {
            missedSights = false;
            checks.forEach(Check::missed);
        }
        Moment moment = moments.now(checks, thorough);
        checks.forEach(check -> check.tick(moment));
        awaited.removeIf(each -> settled(each, each.check().standing()));
    }

    private static boolean settled(Awaited each, Standing standing) {
        boolean decided = each.once() || standing.over() || standing.verdict() != Verdict.UNDECIDED;
        return decided && each.outcome().complete(standing);
    }

    private void publish() {
        List<Pin> now = new ArrayList<>();
        pinned.forEach((number, check) -> now.add(new Pin(number, check.expectation(), check.standing())));
        pins = List.copyOf(now);
    }

    private ClientView view(FleetClient client) {
        return view(client, client.snapshot());
    }

    private ClientView view(FleetClient client, ReplicaSnapshot snapshot) {
        long userId = snapshot.session().get("userId") instanceof Long id ? id : client.userId();
        String role = snapshot.session().get("role") instanceof String text ? text : client.role();
        return new ClientView(client.number(), names.apply(client), userId, role, client.dialect(), snapshot);
    }

    private long micros() {
        return Version.of(clock.instant());
    }

    private void submit(Runnable work) {
        later(work, 0);
    }

    private void later(Runnable work, long millis) {
        try {
            var ignored = thread.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The watch is closed.");
        }
    }

    private void unlessClosed(RuntimeException e) {
        if (!thread.isShutdown()) {
            LOG.error("Expectations could not be checked.", e);
        }
    }
}
