package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testfx.util.WaitForAsyncUtils;

/// The bottom of the window: every moment again, messages in order, figures and the leak clock.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimelineTest {
    private static final int CLIENTS = 10;

    private OpenPlayground opened;
    private Stage stage;
    private LiveWorld world;
    private PlaygroundStage playground;
    private PlaygroundWindow window;

    @BeforeAll
    void open() {
        opened = new OpenPlayground(new MemoryPreferences(), List.of(Dialect.values()), CLIENTS);
        stage = opened.stage;
        world = opened.world;
        playground = opened.playground;
        window = opened.window;
        opened.resize(ThemeChoice.LIGHT, 1440, 900);
        perform(Action.TOGGLE_TIMELINE);
        eventually(() -> lookup("#timeline-tabs") != null);
    }

    @AfterEach
    void backToLive() {
        perform(Action.BACK_TO_LIVE);
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    private Node lookup(String selector) {
        return FxThread.call(() -> stage.getScene().lookup(selector));
    }

    private void perform(Action action) {
        FxThread.run(() -> window.actions().perform(action));
    }

    private void open(String tab) {
        FxThread.run(() -> {
            TabPane tabs = (TabPane) stage.getScene().lookup("#timeline-tabs");
            tabs.getSelectionModel()
                    .select(tabs.getTabs().stream()
                            .filter(each -> each.getText().equals(tab))
                            .findFirst()
                            .orElseThrow());
        });
    }

    private String text(String selector) {
        return FxThread.call(() -> ((Label) stage.getScene().lookup(selector)).getText());
    }

    private void publish(long id, boolean published) {
        world.operate("updatePost", Json.object().put("id", id).put("published", published))
                .join();
    }

    /// A post that everybody sees, but not for being its author.
    private long publicPost(FleetClient reader) {
        return world.clients().stream()
                .flatMap(client -> client.snapshot().table(World.POST).synced().stream())
                .filter(row -> Boolean.TRUE.equals(row.get("published"))
                        && !Long.valueOf(reader.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private boolean shows(int client, long post) {
        return FxThread.call(() -> window.tableau().frame().cards().stream()
                .filter(card -> card.number() == client)
                .flatMap(card -> card.posts().stream())
                .anyMatch(row -> row.id() == post));
    }

    private void pictures(String name) {
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            FxThread.run(() -> playground.choose(theme));
            WaitForAsyncUtils.waitForFxEvents();
            Pictures.take(stage.getScene(), "timeline-" + name + "-" + theme.keyword());
            assertThat(Pictures.cutOff(stage.getScene().getRoot())).isEmpty();
        }
    }

    @Test
    void everyMomentCanBeLookedAtAgain() {
        open("Change log");
        FleetClient client = world.clients().getFirst();
        long post = publicPost(client);
        eventually(() -> shows(client.number(), post));
        publish(post, false);
        eventually(() -> !shows(client.number(), post));
        TableView<?> log = (TableView<?>) lookup("#change-log");
        eventually(() -> FxThread.call(() -> !log.getItems().isEmpty()
                && log.getColumns().get(2).getCellData(0).equals("Post " + post)));
        assertThat(FxThread.call(() -> log.getColumns().get(3).getCellData(0)))
                .asString()
                .contains("published: True → False");
        // Before it, everybody held the post.
        perform(Action.STEP_BACK);
        eventually(() -> shows(client.number(), post));
        assertThat(lookup("#past-text").isVisible()).isTrue();
        assertThat(text("#past-text")).startsWith("Every client as it was at ");
        assertThat(text("#timeline-where")).startsWith("At ");
        pictures("log");
        perform(Action.STEP_FORWARD);
        eventually(() -> !shows(client.number(), post));
        // Dragging, and what happens meanwhile waits.
        Slider scrubber = (Slider) lookup("#scrubber");
        FxThread.run(() -> scrubber.setValue(scrubber.getMin() + (scrubber.getMax() - scrubber.getMin()) / 2));
        assertThat(text("#timeline-where")).startsWith("At ");
        publish(post, true);
        eventually(() -> client.snapshot().table(World.POST).synced().stream().anyMatch(row -> row.id() == post));
        perform(Action.PLAY_TIMELINE);
        perform(Action.BACK_TO_LIVE);
        eventually(() -> shows(client.number(), post));
        assertThat(text("#timeline-where")).isEqualTo("Now");
    }

    @Test
    void messagesStandInTheirOrder() {
        open("Sequence");
        FleetClient client = world.clients().getFirst();
        FxThread.run(() -> window.selection().selectClient(client.number()));
        publish(publicPost(client), false);
        ListView<?> list = (ListView<?>) lookup("#sequence");
        eventually(() -> FxThread.call(() -> list.getItems().size() > 3));
        List<String> shown = FxThread.call(
                () -> list.getItems().stream().map(Object::toString).toList());
        assertThat(shown)
                .anyMatch(message -> message.contains("SENT"))
                .anyMatch(message -> message.contains("RECEIVED"));
        assertThat(shown).noneMatch(message -> message.contains("\"type\":\"heartbeat\""));
        FxThread.run(() -> list.getSelectionModel().select(0));
        eventually(() -> FxThread.call(
                () -> !((javafx.scene.control.TextArea) stage.getScene().lookup("#sequence-body"))
                        .getText()
                        .isEmpty()));
        pictures("sequence");
    }

    @Test
    void figuresGrowSecondBySecond() {
        open("Charts");
        FleetClient client = world.clients().getFirst();
        long post = publicPost(client);
        for (int round = 0; round < 20; round++) {
            publish(post, round % 2 == 0);
        }
        for (String chart : List.of("latency", "deltas", "bytes", "whole", "amplification", "queues", "frames")) {
            LineChart<?, ?> figure = (LineChart<?, ?>) lookup("#chart-" + chart);
            eventually(() -> FxThread.call(() -> !figure.getData().isEmpty()
                    && figure.getData().getFirst().getData().size() > 1));
        }
        LineChart<?, ?> bytes = (LineChart<?, ?>) lookup("#chart-bytes");
        assertThat(FxThread.call(() -> bytes.getData().size())).isEqualTo(Dialect.values().length);
        pictures("charts");
    }

    @Test
    void leakClockSaysHowLongAnybodyHeldWhatWasRevoked() {
        open("Leak clock");
        FleetClient reader = world.clients().getFirst();
        long post = publicPost(reader);
        publish(post, false);
        publish(post, true);
        publish(post, false);
        eventually(() -> text("#leak-clock-sentence").startsWith("No live client held a revoked row for longer than "));
        TableView<?> lines = (TableView<?>) lookup("#leak-clock");
        eventually(() -> FxThread.call(() -> lines.getItems().size() > 5));
        FleetClient away = world.clients().get(1);
        publish(post, true);
        long held = publicPost(away);
        away.goOffline();
        eventually(() -> away.snapshot().status() == Status.OFFLINE);
        publish(held, false);
        eventually(() -> text("#leak-clock-sentence").contains("At this moment"));
        pictures("leakclock");
        away.goOnline();
        eventually(() -> world.leakClock().held().isEmpty());
    }
}
