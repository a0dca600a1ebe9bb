package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.Guest;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs of others on the tableau: in every dialect, at the real window over a real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 5;

    private OpenPlayground open;
    private LiveWorld world;
    private PlaygroundWindow window;

    @BeforeAll
    void open() {
        open = new OpenPlayground(new MemoryPreferences(), Arrays.asList(Dialect.values()), CLIENTS);
        world = open.world;
        window = open.window;
    }

    @AfterAll
    void close() throws InterruptedException {
        open.close();
    }

    /// A stream that is gone is noticed when something is written to it.
    @AfterEach
    void nobodyIsLeft() {
        long post = permitted(guest()).iterator().next();
        OpenPlayground.eventually(() -> {
            world.operate("updatePost", Json.object().put("id", post).put("content", "Is anybody there?"))
                    .join();
            return world.externals().isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aProgramOfAnyDialectIsACardWithWhatItMaySee(Dialect dialect) {
        Guest guest = guest();
        try (Stranger stranger = Stranger.connect(world.address(), guest, dialect)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FleetClient card = world.externals().getFirst();
            assertThat(card.snapshot().message()).contains(dialect.text());
            assertThat(card.userId()).isEqualTo(3);
            OpenPlayground.eventually(() -> shown(card.number()).equals(permitted(guest)));

            long hidden = hiddenPost(guest);
            publish(hidden, true);
            OpenPlayground.eventually(() -> shown(card.number()).contains(hidden));
            publish(hidden, false);
            OpenPlayground.eventually(() -> !shown(card.number()).contains(hidden));
            assertThat(stranger.isThere()).isTrue();
        }
    }

    /// Between two polls nothing of it is at the server.
    @Test
    void thePollersCardStaysBetweenItsPolls() {
        Guest guest = guest();
        try (Stranger stranger = Stranger.connect(world.address(), guest, Dialect.CHANGELOG)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            int before = stranger.polls();
            Set<Integer> counts = new HashSet<>();
            OpenPlayground.eventually(() -> {
                counts.add(world.externals().size());
                return stranger.polls() >= before + 8;
            });
            assertThat(counts).containsExactly(1);
        }
    }

    @Test
    void whatTheServerCanDoIsDoneAndTheRestSaysWhyNot() {
        try (Stranger stranger = Stranger.connect(world.address(), guest(), Dialect.CURSOR)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FleetClient card = world.externals().getFirst();
            FxThread.run(() -> {
                window.selection().select(card.number(), 0);
                ((TabPane) open.stage.getScene().lookup("#client-tabs"))
                        .getSelectionModel()
                        .selectLast();
            });
            for (Action action : List.of(Action.PUBLISH_POST, Action.TOGGLE_OFFLINE, Action.KILL_CLIENT)) {
                FxThread.run(() -> window.actions().perform(action));
                assertThat(notice()).as(action.name()).contains("connected from outside");
                assertThat(window.actions().isEnabled(action)).isFalse();
            }
            Button offline = FxThread.call(() -> (Button) open.stage.getScene().lookup("#toggle-offline"));
            assertThat(FxThread.call(() -> offline.getTooltip().getText())).contains("connected from outside");
            OpenPlayground.eventually(
                    () -> FxThread.call(() -> ((Labeled) open.stage.getScene().lookup("#network-panel-who"))
                            .getText()
                            .startsWith("Connected from outside")));

            FxThread.run(() -> window.actions().perform(Action.CUT_CLIENT));
            OpenPlayground.eventually(() -> !stranger.isThere());
        }
    }

    @Test
    void aSessionThatWasOpenedHereIsEndedHere() {
        try (Stranger stranger = Stranger.connect(world.address(), guest(), Dialect.HEARTBEAT)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FxThread.run(() -> {
                window.selection().select(world.externals().getFirst().number(), 0);
                window.actions().perform(Action.EXPIRE_SESSION);
            });
            OpenPlayground.eventually(() -> !stranger.isThere());
        }
    }

    @Test
    void theSheetEndsTheSessionThatItMade() {
        FxThread.run(() -> window.actions().perform(Action.CONNECT));
        FxThread.run(() -> ((Button) open.stage.getScene().lookup("#connect-make")).fire());
        TextField secret = (TextField) FxThread.call(() -> open.stage.getScene().lookup("#connect-session"));
        OpenPlayground.eventually(() -> FxThread.call(() -> !secret.getText().isEmpty()));
        Guest guest = new Guest(secret.getText(), guest().session(), 0);
        try (Stranger stranger = Stranger.connect(world.address(), guest, Dialect.CURSOR)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FxThread.run(() -> ((Button) open.stage.getScene().lookup("#connect-end")).fire());
            OpenPlayground.eventually(() -> !stranger.isThere());
            assertThat(FxThread.call(() -> secret.getText()).isEmpty()).isTrue();
            OpenPlayground.eventually(
                    () -> FxThread.call(() -> ((Labeled) open.stage.getScene().lookup("#connect-said"))
                            .getText()
                            .startsWith("The session is over.")));
        }
        FxThread.run(() -> window.actions().perform(Action.CONNECT));
    }

    @Test
    void theWebClientsSessionIsACard(@TempDir Path profile) throws IOException {
        assumeTrue(Browser.isThere(), "this test needs Chromium on the PATH");
        try (Browser browser = Browser.open(world.address(), profile)) {
            OpenPlayground.eventually(() -> browser.has("[name=userId]"));
            browser.run("document.querySelector('[name=userId]').value = '3';"
                    + "document.querySelector('[name=role]').value = 'guest';"
                    + "document.querySelector('[name=userId]').form.requestSubmit();");
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FleetClient card = world.externals().getFirst();
            assertThat(card.userId()).isEqualTo(3);
            assertThat(card.role()).isEqualTo("guest");
            OpenPlayground.eventually(() -> !shown(card.number()).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1280, 800"})
    void itCanBeRead(ThemeChoice theme, double width, double height) {
        open.resize(theme, width, height);
        try (Stranger stranger = Stranger.connect(world.address(), guest(), Dialect.CURSOR)) {
            OpenPlayground.eventually(() -> world.externals().size() == 1);
            FxThread.run(
                    () -> window.selection().select(world.externals().getFirst().number(), 0));
            OpenPlayground.eventually(
                    () -> !shown(world.externals().getFirst().number()).isEmpty());
            Person.settle();
            Pictures.take(open.stage.getScene(), "external-" + theme.keyword());
            assertThat(Pictures.cutOff(open.stage.getScene().getRoot())).isEmpty();
            assertThat(stranger.isThere()).isTrue();
        }
    }

    private Guest guest() {
        return world.openSession(Json.object().put("userId", 3).put("role", "user"))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void publish(long post, boolean published) {
        world.operate("updatePost", Json.object().put("id", post).put("published", published))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Set<Long> permitted(Guest guest) {
        return ids(world.archive().truth(guest.session()).tables().getOrDefault(World.POST, List.of()));
    }

    private long hiddenPost(Guest guest) {
        Guest admin = world.openSession(Json.object().put("userId", 3).put("role", "admin"))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        Set<Long> visible = permitted(guest);
        return permitted(admin).stream()
                .filter(id -> !visible.contains(id))
                .findFirst()
                .orElseThrow();
    }

    private Set<Long> shown(int number) {
        return Person.heldCells(window.tableau()).getOrDefault(number, Set.of());
    }

    private String notice() {
        return FxThread.call(() -> {
            Parent strip = (Parent) open.stage.getScene().lookup("#notice");
            return strip == null ? "" : strip.getAccessibleText();
        });
    }

    private static Set<Long> ids(List<Row> rows) {
        return rows.stream().map(Row::id).collect(Collectors.toSet());
    }
}
