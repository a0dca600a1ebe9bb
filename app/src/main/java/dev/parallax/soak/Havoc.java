package dev.parallax.soak;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// Faults of single clients, drawn from a seed, each of which ends by itself after a while. Confined to its caller,
/// who hands in the time; what it tells clients to do returns at once.
final class Havoc {
    private static final int LASTS_MILLIS_MIN = 500;
    private static final int LASTS_MILLIS_MAX = 10_000;
    private static final List<String> ROLES = List.of("user", "guest", "admin");

    /// What can befall a client.
    enum Kind {
        CUT,
        OFFLINE,
        LATENCY,
        BANDWIDTH,
        SILENCE,
        SLOW_READER,
        KILL,
        EXPIRE,
        ROLE
    }

    private final RandomGenerator random;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::atMillis));
    private final LongAdder refused = new LongAdder();

    private record End(long atMillis, Runnable work) {}

    Havoc(RandomGenerator random) {
        this.random = random;
    }

    /// How often what befell somebody.
    Map<Kind, Integer> counts() {
        return counts;
    }

    /// Changes of sessions that were answered with a refusal, as when the session had just ended.
    long refused() {
        return refused.sum();
    }

    /// One more fault.
    void strike(List<FleetClient> clients, long nowMillis) {
        FleetClient client = clients.get(random.nextInt(clients.size()));
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        counts.merge(kind, 1, Integer::sum);
        switch (kind) {
            case CUT -> client.cut();
            case OFFLINE -> {
                client.goOffline();
                later(nowMillis, client::goOnline);
            }
            case LATENCY ->
                link(
                        client,
                        LinkFaults.NONE.withLatency(random.nextInt(500)).withJitter(random.nextInt(200)),
                        nowMillis);
            case BANDWIDTH -> link(client, LinkFaults.NONE.withBandwidth(2_000 + random.nextInt(50_000)), nowMillis);
            case SILENCE -> link(client, LinkFaults.NONE.withHalfOpen(true), nowMillis);
            case SLOW_READER -> link(client, LinkFaults.NONE.withReading(0.5 + random.nextInt(10)), nowMillis);
            case KILL -> {
                client.kill();
                later(nowMillis, () -> answered(client.restart()));
            }
            case EXPIRE -> {
                answered(client.expireSession());
                later(nowMillis, () -> signIn(client));
            }
            case ROLE -> answered(client.changeSession(Map.of("role", ROLES.get(random.nextInt(ROLES.size())))));
        }
    }

    /// Ends what is over by now.
    void advance(long nowMillis) {
        for (End end = ends.peek(); end != null && end.atMillis() <= nowMillis; end = ends.peek()) {
            ends.remove().work().run();
        }
    }

    /// Ends everything at once.
    void heal(List<FleetClient> clients) {
        List<End> left = new ArrayList<>(ends);
        ends.clear();
        left.forEach(end -> end.work().run());
        for (FleetClient client : clients) {
            client.setFaults(LinkFaults.NONE);
            client.goOnline();
        }
    }

    private void link(FleetClient client, LinkFaults faults, long nowMillis) {
        client.setFaults(faults);
        later(nowMillis, () -> client.setFaults(LinkFaults.NONE));
    }

    private void later(long nowMillis, Runnable work) {
        ends.add(new End(nowMillis + random.nextInt(LASTS_MILLIS_MIN, LASTS_MILLIS_MAX), work));
    }

    /// Whoever was told that its session is over gets another.
    void signInAll(List<FleetClient> clients) {
        clients.forEach(this::signIn);
    }

    private void signIn(FleetClient client) {
        if (client.snapshot().status() == Status.AUTH_ERROR) {
            answered(client.signInAgain());
        }
    }

    private void answered(CompletableFuture<?> answer) {
        var ignored = answer.whenComplete((done, failure) -> {
            if (failure != null) {
                refused.increment();
            }
        });
    }
}
