package dev.parallax.scenario;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.Convergence;
import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.ExpectationLanguage;
import dev.parallax.scenario.expectation.Standing;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.expectation.Vocabulary;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Blow;
import dev.parallax.scenario.plan.Deed.LinkChange;
import dev.parallax.scenario.plan.Deed.Result;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.PolicyText;
import dev.parallax.scenario.plan.Who;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// Does what steps say. Blocks while it does; confined to the run's thread.
final class Steps {
    /// An answer that takes longer does not come.
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final Arena arena;
    private final Await await;
    private final Rows rows = new Rows();
    private final Set<Integer> pinned = new HashSet<>();

    Steps(Arena arena, Await await) {
        this.arena = arena;
        this.await = await;
    }

    /// Those of `all` that this run has pinned.
    List<Pin> pins(List<Pin> all) {
        return all.stream().filter(pin -> pinned.contains(pin.number())).toList();
    }

    /// @return what it found, in a sentence; may be empty
    /// @throws StepFailedException if it cannot be done, or is not as expected
    String play(Deed deed) {
        return switch (deed) {
            case Deed.Say ignored -> "";
            case Deed.Connect connect -> connect(connect.clients(), ANSWER_LIMIT);
            case Deed.Disconnect gone -> {
                arena.disconnect(clients(gone.who()));
                yield "";
            }
            case Deed.Act act -> act(act);
            case Deed.Batch batch -> batch(batch);
            case Deed.Policy policy -> policy(policy.source());
            case Deed.Rule rule -> rule(rule);
            case Deed.ChangeSession change -> {
                await.on(
                        client(change.client()).changeSession(rows.resolved(change.fields())),
                        ANSWER_LIMIT,
                        "the answer");
                yield "";
            }
            case Deed.ClientFault fault -> fault(fault);
            case Deed.ServerFault fault -> fault(fault);
            case Deed.Pause pause -> {
                await.pass(pause.duration());
                yield "";
            }
            case Deed.AwaitConvergence wait -> converge(wait.limit());
            case Deed.StartTraffic traffic -> traffic(traffic);
            case Deed.StopTraffic ignored -> {
                arena.fleet().traffic().stop();
                yield "";
            }
            case Deed.Resolve resolve -> resolve(resolve);
            case Deed.Expect expect -> expect(expect);
        };
    }

    /// Signs them in and waits until they are live.
    String connect(List<Cast> clients, Duration limit) {
        int failed = await.on(arena.connect(clients), limit, "the session");
        if (failed > 0) {
            throw new StepFailedException(failed + " clients could not sign in.");
        }
        for (Cast client : clients) {
            Expectation live =
                    ExpectationLanguage.parse("client \"" + escaped(client.name()) + "\" status is live", vocabulary());
            Standing standing = await.on(arena.watch().within(live, limit), limit.plusSeconds(5), "a live client");
            require(standing);
        }
        return "";
    }

    private String act(Deed.Act act) {
        return act.as().isEmpty() ? asOperator(act) : as(client(act.as()), act);
    }

    private String asOperator(Deed.Act act) {
        CompletableFuture<ObjectNode> answer =
                arena.server().inspection().operate(rows.operation(act.edit()), rows.arguments(act.edit()));
        try {
            ObjectNode done = await.on(answer, ANSWER_LIMIT, "the server's answer");
            if (act.result() == Result.REJECTED) {
                throw new StepFailedException("The server did it, but it was expected to refuse.");
            }
            rows.name(act.call(), done.path("row").path("id").longValue(0));
            return "";
        } catch (StepFailedException e) {
            if (answer.isCompletedExceptionally() && act.result() != Result.ACCEPTED) {
                return String.valueOf(e.getMessage());
            }
            throw e;
        }
    }

    private String as(FleetClient client, Deed.Act act) {
        CompletableFuture<WriteResult> answer = switch (act.edit()) {
            case Edit.Create create -> client.create(create.record(), rows.resolved(create.fields()));
            case Edit.Update update ->
                client.update(update.row().record(), rows.id(update.row()), rows.resolved(update.fields()));
            case Edit.Delete delete -> client.delete(delete.row().record(), rows.id(delete.row()));
        };
        if (act.result() == Result.WAITS) {
            return "";
        }
        WriteResult result = await.on(answer, ANSWER_LIMIT, "the server's answer to " + act.as());
        boolean wrong = result.accepted() ? act.result() == Result.REJECTED : act.result() == Result.ACCEPTED;
        if (wrong) {
            throw new StepFailedException(
                    result.accepted()
                            ? "The server did it, but it was expected to refuse."
                            : "The server refused: " + result.sentence());
        }
        if (result.accepted()) {
            rows.name(act.call(), result.id());
        }
        return result.sentence();
    }

    private String batch(Deed.Batch batch) {
        ObjectNode body = Json.object();
        var operations = body.putArray("operations");
        for (Edit edit : batch.edits()) {
            operations.addObject().put("operation", rows.operation(edit)).set("args", rows.arguments(edit));
        }
        await.on(arena.server().inspection().operateBatch(body), ANSWER_LIMIT, "the server's answer");
        return "";
    }

    private String policy(String source) {
        await.on(arena.fleet().putSchema(source), ANSWER_LIMIT, "the server's answer");
        return "";
    }

    private String rule(Deed.Rule rule) {
        try {
            return policy(PolicyText.with(arena.server().inspection().schema(), rule));
        } catch (IllegalArgumentException e) {
            throw new StepFailedException(String.valueOf(e.getMessage()));
        }
    }

    private String fault(Deed.ClientFault fault) {
        for (FleetClient client : clients(fault.who())) {
            change(client, fault.link());
            fault.blow().ifPresent(blow -> strike(client, blow));
        }
        return "";
    }

    private static void change(FleetClient client, LinkChange change) {
        LinkFaults now = client.faults();
        now = change.latency() == null
                ? now
                : now.withLatency((int) change.latency().toMillis());
        now = change.jitter() == null
                ? now
                : now.withJitter((int) change.jitter().toMillis());
        now = change.bytesPerSecond() == null ? now : now.withBandwidth(change.bytesPerSecond());
        now = change.messagesPerSecond() == null ? now : now.withReading(change.messagesPerSecond());
        now = change.silent() == null ? now : now.withHalfOpen(change.silent());
        if (!now.equals(client.faults())) {
            client.setFaults(now);
        }
        Boolean offline = change.offline();
        if (offline != null && offline) {
            client.goOffline();
        } else if (offline != null) {
            client.goOnline();
        }
    }

    private void strike(FleetClient client, Blow blow) {
        switch (blow) {
            case CUT -> client.cut();
            case KILL -> client.kill();
            case RESTART -> await.on(client.restart(), ANSWER_LIMIT, "the restart");
            case EXPIRE -> await.on(client.expireSession(), ANSWER_LIMIT, "the server's answer");
            case SIGN_IN -> await.on(client.signInAgain(), ANSWER_LIMIT, "the server's answer");
            case CORRUPT -> client.corruptCache();
            case HEAL -> {
                client.setFaults(LinkFaults.NONE);
                if (client.snapshot().status() == Status.OFFLINE) {
                    client.goOnline();
                }
            }
        }
    }

    private String fault(Deed.ServerFault fault) {
        ObjectNode body = Json.object().put("fault", fault.name());
        fault.arguments().forEach((name, value) -> {
            switch (value) {
                case Boolean flag -> body.put(name, flag);
                case Long number -> body.put(name, number);
                default -> body.put(name, value.toString());
            }
        });
        await.on(arena.fleet().fault(body), ANSWER_LIMIT, "the server's answer");
        return "";
    }

    private String converge(Duration limit) {
        Convergence convergence =
                await.on(arena.oracle().convergence(limit), limit.plusSeconds(10), "the oracle's answer");
        if (!convergence.reached()) {
            throw new StepFailedException("Not everybody converged: "
                    + convergence.unconverged().stream().findFirst().orElse(""));
        }
        return "Every client holds exactly what it may see.";
    }

    private String traffic(Deed.StartTraffic traffic) {
        var running = arena.fleet().traffic();
        running.setRate(traffic.rate());
        if (traffic.mix() != null) {
            running.setMix(traffic.mix());
        }
        long before = running.counts().attempted();
        running.start();
        if (traffic.duration() == null) {
            return "";
        }
        try {
            await.pass(traffic.duration());
        } finally {
            running.stop();
        }
        return running.counts().attempted() - before + " writes were made.";
    }

    private String resolve(Deed.Resolve resolve) {
        FleetClient client = client(resolve.client());
        List<PendingWrite> conflicts = client.snapshot().pending().stream()
                .filter(write -> write.state() == PendingWrite.State.CONFLICT)
                .toList();
        if (conflicts.isEmpty()) {
            throw new StepFailedException(resolve.client() + " has no edit in conflict.");
        }
        for (PendingWrite conflict : conflicts) {
            if (resolve.keepMine()) {
                client.keepMine(conflict.requestId());
            } else {
                client.takeTheirs(conflict.requestId());
            }
        }
        return "";
    }

    private String expect(Deed.Expect expect) {
        Expectation expectation = ExpectationLanguage.parse(expect.sentence(), vocabulary());
        return switch (expect.when()) {
            case NOW -> require(await.on(arena.watch().now(expectation), ANSWER_LIMIT, "a look"));
            case EVENTUALLY -> {
                Duration limit = expect.limit();
                yield require(await.on(arena.watch().within(expectation, limit), limit.plusSeconds(10), "a look"));
            }
            case ALWAYS -> {
                pinned.add(arena.watch().pin(expectation.lasting()));
                yield "Checked from here to the end.";
            }
        };
    }

    private static String require(Standing standing) {
        if (standing.verdict() != Verdict.HOLDS) {
            throw new StepFailedException(
                    (standing.verdict() == Verdict.FAILS ? "Not so: " : "Nobody can say: ") + standing.sentence());
        }
        return standing.sentence();
    }

    private Vocabulary vocabulary() {
        return Vocabulary.of(arena.server().inspection().schema()).withRows(rows.named());
    }

    private FleetClient client(String name) {
        return arena.client(name)
                .orElseThrow(() -> new StepFailedException("There is no client " + name + " (any more)."));
    }

    private List<FleetClient> clients(Who who) {
        return who.isAll()
                ? arena.fleet().clients()
                : who.names().stream().map(this::client).toList();
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
