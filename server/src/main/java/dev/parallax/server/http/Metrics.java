package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineFigures;
import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Counts;
import dev.parallax.server.front.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What the server counts, as Prometheus reads it. Names begin with `parallax_`. Thread-safe.
final class Metrics implements Counts, AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter deliveries =
            counter("parallax.deliveries", "Deltas queued to live connections, one for each connection");
    private final Counter overflows =
            counter("parallax.queue.overflows", "Outbound queues dropped and replaced by a resynchronisation");
    private final Counter opened = counter("parallax.connections.opened", "Live connections opened");
    private final Counter silent = counter("parallax.connections.silent", "Live connections cut for their silence");
    private final Counter heartbeats = counter("parallax.heartbeats", "Heartbeat rounds");
    private final Counter pages = counter("parallax.catchup.pages", "Catch-up pages answered");
    private final Counter refused = counter("parallax.requests.refused", "Requests refused by Host or Origin");
    private final Counter failures = counter("parallax.requests.failed", "Requests that failed unexpectedly");

    @Override
    public void delivered() {
        deliveries.increment();
    }

    @Override
    public void overflowed() {
        overflows.increment();
    }

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void cutForSilence() {
        silent.increment();
    }

    @Override
    public void heartbeat() {
        heartbeats.increment();
    }

    @Override
    public void page() {
        pages.increment();
    }

    void refused() {
        refused.increment();
    }

    @Override
    public void failed() {
        failures.increment();
    }

    /// The time of one answered request.
    ///
    /// @param route as it is declared, never as it was called, so that there are few
    void answered(Route route, int status, long nanos) {
        Timer.builder("parallax.requests")
                .description("Answered requests")
                .tag("method", route.method())
                .tag("route", route.path())
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(java.time.Duration.ofNanos(nanos));
    }

    /// Shows a number that is read when somebody looks.
    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /// What the engine counts, read when somebody looks.
    void show(Engine engine) {
        gauge(
                "parallax.writer.waiting",
                "Writes that wait for the writer",
                () -> engine.figures().waiting());
        count("parallax.writer.groups", "Groups of writes that shared a transaction", engine, EngineFigures::groups);
        count("parallax.writer.writes", "Writes in those groups", engine, EngineFigures::writes);
        count("parallax.commits", "Requests that changed something", engine, EngineFigures::commits);
        count("parallax.changes", "Changes of rows", engine, EngineFigures::changes);
        count(
                "parallax.changes.delivered",
                "Changes given to subscribers, one for each subscriber; divided by the changes, how much each is multiplied",
                engine,
                EngineFigures::changesDelivered);
        gauge(
                "parallax.log.entries",
                "Entries of the change log",
                () -> engine.logExtent().entries());
        gauge(
                "parallax.log.floor",
                "The version up to which the change log was pruned",
                () -> engine.logExtent().floor());
        FunctionTimer.builder(
                        "parallax.scoping",
                        engine,
                        each -> each.figures().commits(),
                        each -> each.figures().scopingNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Deciding who sees a commit")
                .register(registry);
    }

    private void count(String name, String description, Engine engine, ToLongFunction<EngineFigures> figure) {
        FunctionCounter.builder(name, engine, each -> figure.applyAsLong(each.figures()))
                .description(description)
                .register(registry);
    }

    /// Everything as Prometheus text.
    @Override
    public Answer show() {
        return Answer.text(CONTENT_TYPE, registry.scrape());
    }

    @Override
    public void close() {
        registry.close();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
