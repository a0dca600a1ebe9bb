package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// Walks through every screen in both themes and at two sizes: nothing is cut off, and pictures for a
/// person to look at.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowPicturesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 24;

    private final CompletableFuture<LiveWorld> started = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Stage stage;
    private LiveWorld world;
    private PlaygroundStage playground;
    private PlaygroundWindow window;

    @BeforeAll
    void open() {
        WorldPlan plan = new WorldPlan(
                ServerConfig.defaults().withPort(0).withMerge(MergeRule.REJECT),
                7,
                Arrays.asList(Dialect.values()),
                CLIENTS,
                20,
                false);
        stage = FxThread.call(Stage::new);
        playground = FxThread.call(() -> new PlaygroundStage(
                stage,
                new MemoryPreferences(),
                Optional.of(ThemeChoice.LIGHT),
                () -> {
                    LiveWorld live = LiveWorld.start(plan);
                    started.complete(live);
                    return live;
                },
                CLIENTS));
        FxThread.run(() -> {
            stage.setX(0);
            stage.setY(0);
            playground.onClosed(closed::countDown);
            playground.open();
        });
        world = started.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        eventually(() -> world.clients().size() == CLIENTS && allLive());
        window = FxThread.call(() -> playground.window().orElseThrow());
        eventually(() -> FxThread.call(() -> window.selection().hasPost()));
    }

    @AfterAll
    void close() throws InterruptedException {
        FxThread.run(playground::close);
        closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 1280, 800", "DARK, 1280, 800"})
    void nothingIsCutOff(ThemeChoice theme, double width, double height) {
        resize(theme, width, height);
        String suffix = "-" + theme.keyword() + "-" + (int) width;
        for (String tab : List.of("Cache", "Why", "Wire", "Outbox", "Cursor", "Network")) {
            FxThread.run(() -> choose("client-tabs", tab));
            picture(tab.toLowerCase(Locale.ROOT) + suffix);
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1280, 800"})
    void whatConnectsOnesOwnCanBeRead(ThemeChoice theme, double width, double height) {
        resize(theme, width, height);
        FxThread.run(() -> window.actions().perform(Action.CONNECT));
        FxThread.run(() -> ((Button) stage.getScene().lookup("#connect-make")).fire());
        eventually(() -> FxThread.call(() -> stage.getScene().lookup("#connect-copy-curl") != null));
        WaitForAsyncUtils.waitForFxEvents();
        Pictures.take(stage.getScene(), "connect-" + theme.keyword());
        Node sheet = FxThread.call(() -> stage.getScene().lookup("#connect-sheet"));
        assertThat(Pictures.cutOff((Parent) sheet)).isEmpty();
        FxThread.run(() -> window.actions().perform(Action.CONNECT));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void theFaultsCanBeReadAndChosen(ThemeChoice theme) {
        FxThread.run(() -> playground.choose(theme));
        MenuButton menu = FxThread.call(() -> (MenuButton) stage.getScene().lookup("#faults"));
        FxThread.run(menu::show);
        eventually(menu::isShowing);
        Scene popup =
                FxThread.call(() -> menu.getItems().getFirst().getParentPopup().getScene());
        Pictures.take(popup, "faults-" + theme.keyword());
        assertThat(Pictures.cutOff(popup.getRoot())).isEmpty();
        FxThread.run(menu::hide);
    }

    /// Somebody else changed the post while its author was offline; the server does not merge.
    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void aConflictSaysWhatItIsAboutAndOffersBothWays(ThemeChoice theme) {
        FxThread.run(() -> playground.choose(theme));
        FleetClient author = world.clients().stream()
                .filter(client -> client.dialect().equals("changelog"))
                .filter(client -> !own(client).isEmpty())
                .findFirst()
                .orElseThrow();
        long post = own(author).getFirst().id();
        author.goOffline();
        var _ = author.update(World.POST, post, Map.of("title", "What I wrote offline"));
        world.operate("updatePost", Json.object().put("id", post).put("title", "What they wrote " + theme))
                .join();
        author.goOnline();
        eventually(() -> author.snapshot().pending().stream().anyMatch(write -> write.conflict() != null));
        FxThread.run(() -> {
            window.selection().select(author.number(), post);
            choose("client-tabs", "Outbox");
        });
        TableView<?> outbox =
                FxThread.call(() -> (TableView<?>) stage.getScene().lookup("#outbox"));
        eventually(() -> FxThread.call(() -> !outbox.getItems().isEmpty()));
        FxThread.run(() -> outbox.getSelectionModel().select(0));
        picture("conflict-" + theme.keyword());
        UUID request = author.snapshot().pending().getFirst().requestId();
        author.takeTheirs(request);
        eventually(() -> author.snapshot().pending().isEmpty());
    }

    /// Denied, no such post, and permitted but not there yet.
    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1280, 800"})
    void whySaysWhatDecides(ThemeChoice theme, double width, double height) {
        resize(theme, width, height);
        FleetClient user = world.clients().stream()
                .filter(client ->
                        client.role().equals("user") && client.dialect().equals("cursor"))
                .findFirst()
                .orElseThrow();
        long draft = draftOfAnother(user);
        why(user, draft, "does not hold");
        picture("why-denied-" + theme.keyword());
        why(user, 99_999, "There is no post");
        picture("why-none-" + theme.keyword());
        user.goOffline();
        world.operate("updatePost", Json.object().put("id", draft).put("published", true))
                .join();
        why(user, draft, "is offline");
        picture("why-offline-" + theme.keyword());
        user.goOnline();
        why(user, draft, "as it may");
        world.operate("updatePost", Json.object().put("id", draft).put("published", false))
                .join();
    }

    private void why(FleetClient client, long post, String words) {
        FxThread.run(() -> {
            window.selection().select(client.number(), post);
            choose("client-tabs", "Why");
        });
        eventually(() -> FxThread.call(() ->
                ((Labeled) stage.getScene().lookup("#why-sentence")).getText().contains(words)));
    }

    private long draftOfAnother(FleetClient client) {
        return world.clients().stream()
                .filter(other -> other.role().equals("admin"))
                .flatMap(other -> other.snapshot().table(World.POST).synced().stream())
                .filter(row -> Boolean.FALSE.equals(row.get("published"))
                        && !Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void resize(ThemeChoice theme, double width, double height) {
        FxThread.run(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            playground.choose(theme);
        });
    }

    private static List<Row> own(FleetClient client) {
        return client.snapshot().table(World.POST).shown().stream()
                .filter(row -> Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .toList();
    }

    private void picture(String name) {
        Scene scene = stage.getScene();
        WaitForAsyncUtils.waitForFxEvents();
        Pictures.take(scene, name);
        assertThat(Pictures.cutOff(scene.getRoot())).as(name).isEmpty();
    }

    private void choose(String pane, String tab) {
        TabPane tabs = (TabPane) stage.getScene().lookup("#" + pane);
        tabs.getTabs().stream()
                .filter(each -> each.getText().startsWith(tab))
                .forEach(each -> tabs.getSelectionModel().select(each));
    }

    private boolean allLive() {
        return world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
