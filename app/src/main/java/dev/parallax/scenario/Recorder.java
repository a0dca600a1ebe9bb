package dev.parallax.scenario;

import dev.parallax.client.WriteResult;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Result;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.scenario.plan.Step;
import dev.parallax.scenario.plan.Who;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes down what is done to a world from its beginning, as a scenario that does it again.
/// Thread-safe.
///
/// Pauses become `wait` steps. A row that somebody creates gets a name, so that later steps find it
/// whatever its id is then. What an edit came to is decided when the next thing is done: not answered
/// by then means that it *waits*.
public final class Recorder {
    /// Shorter pauses are how long a click takes.
    private static final Duration PAUSE_MIN = Duration.ofMillis(300);
    /// Nobody wants to wait longer for what happened next.
    private static final Duration PAUSE_MAX = Duration.ofSeconds(3);
    private static final long ROUND_MILLIS = 100;
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final Setting setting;
    private final LongSupplier nanos;
    private final Supplier<String> policy;
    private final List<Deed> deeds = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<Cast> first = new ArrayList<>();
    private @Nullable Open open;
    private String policyBefore;
    private long lastNanos;
    private boolean full;

    /// An edit whose outcome is not decided yet.
    private record Open(int index, Deed.Act act, CompletableFuture<Outcome> outcome) {}

    private record Outcome(boolean accepted, long id) {}

    /// @param setting of the world at its beginning
    /// @param policy the schema's text as it is now; asked whenever something is done
    /// @param nanos the time, monotonic
    public Recorder(Setting setting, Supplier<String> policy, LongSupplier nanos) {
        this.setting = setting;
        this.policy = policy;
        this.nanos = nanos;
        this.policyBefore = policy.get();
    }

    /// Something was done that needs no answer.
    public synchronized void did(Deed deed) {
        settle();
        if (deed instanceof Deed.ClientFault fault && joinsLast(fault)) {
            return;
        }
        if (deed instanceof Deed.Connect connect && deeds.isEmpty()) {
            first.addAll(connect.clients());
            lastNanos = nanos.getAsLong();
            return;
        }
        add(deed);
    }

    /// An edit was made.
    ///
    /// @param as the client's name; empty for the operator
    /// @param answer what becomes of it
    public synchronized void edited(String as, Edit edit, CompletableFuture<WriteResult> answer) {
        decide(as, edit, answer.thenApply(result -> new Outcome(result.accepted(), result.id())));
    }

    /// The operator made an edit.
    ///
    /// @param answer the row's id; fails if it was refused
    public synchronized void operated(Edit edit, CompletableFuture<Long> answer) {
        decide("", edit, answer.handle((id, failure) -> new Outcome(failure == null, failure == null ? id : 0)));
    }

    /// Whether more was done than a scenario may have steps; then nothing can be saved.
    public synchronized boolean isFull() {
        return full;
    }

    /// How many steps there are so far.
    public synchronized int size() {
        return deeds.size();
    }

    /// What was done so far.
    public synchronized Scenario scenario(String name, String teaches) {
        settle();
        notePolicy();
        return new Scenario(
                name,
                teaches,
                setting.withClients(first),
                List.of(),
                deeds.stream().map(deed -> new Step("", deed, 0)).toList());
    }

    private void decide(String as, Edit edit, CompletableFuture<Outcome> outcome) {
        settle();
        Deed.Act act = new Deed.Act(as, named(edit), "", Result.WAITS);
        add(act);
        open = new Open(deeds.size() - 1, act, outcome);
    }

    /// What happens to many clients in the same moment is one step.
    private boolean joinsLast(Deed.ClientFault fault) {
        boolean atOnce = Duration.ofNanos(nanos.getAsLong() - lastNanos).compareTo(AT_ONCE) < 0;
        if (!atOnce
                || deeds.isEmpty()
                || !(deeds.getLast() instanceof Deed.ClientFault(Who who, var link, var blow))
                || !link.equals(fault.link())
                || !blow.equals(fault.blow())) {
            return false;
        }
        List<String> all = new ArrayList<>(who.names());
        all.addAll(fault.who().names());
        deeds.set(deeds.size() - 1, new Deed.ClientFault(new Who(all), link, blow));
        return true;
    }

    /// Says what became of the last edit.
    private void settle() {
        Open last = open;
        open = null;
        if (last == null || full || !last.outcome().isDone() || last.outcome().isCompletedExceptionally()) {
            return;
        }
        Outcome outcome = last.outcome().join();
        Deed.Act act = last.act();
        String call = "";
        if (outcome.accepted() && act.edit() instanceof Edit.Create create) {
            call = "row" + (names.size() + 1);
            names.put(key(create.record(), outcome.id()), call);
        }
        deeds.set(
                last.index(),
                new Deed.Act(act.as(), act.edit(), call, outcome.accepted() ? Result.ACCEPTED : Result.REJECTED));
    }

    private void add(Deed deed) {
        notePolicy();
        long now = nanos.getAsLong();
        Duration gap = Duration.ofNanos(now - lastNanos);
        if (!deeds.isEmpty() && gap.compareTo(PAUSE_MIN) >= 0) {
            Duration pause = gap.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : gap;
            append(new Deed.Pause(Duration.ofMillis(pause.toMillis() / ROUND_MILLIS * ROUND_MILLIS)));
        }
        lastNanos = now;
        append(deed);
    }

    /// A policy that came into force since is a step of its own.
    private void notePolicy() {
        String now = policy.get();
        if (!now.equals(policyBefore)) {
            policyBefore = now;
            append(new Deed.Policy(now));
        }
    }

    private void append(Deed deed) {
        full = full || deeds.size() >= Scenario.STEPS_LIMIT;
        if (!full) {
            deeds.add(deed);
        }
    }

    private Edit named(Edit edit) {
        return switch (edit) {
            case Edit.Create create -> create;
            case Edit.Update update -> new Edit.Update(named(update.row()), update.fields());
            case Edit.Delete delete -> new Edit.Delete(named(delete.row()));
        };
    }

    private RowRef named(RowRef row) {
        String name = names.get(key(row.record(), Long.parseLong(row.id())));
        return name == null ? row : new RowRef(row.record(), "$" + name);
    }

    private static String key(String record, long id) {
        return record + " " + id;
    }
}
