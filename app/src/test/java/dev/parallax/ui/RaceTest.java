package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.fleet.FleetClient;
import dev.parallax.scenario.Gallery;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The race view as a person meets it, from choosing who races to the figures.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RaceTest {
    private static final int CLIENTS = 10;

    private final MemoryPreferences preferences = new MemoryPreferences();
    private OpenPlayground opened;
    private Stage stage;
    private LiveWorld world;
    private PlaygroundWindow window;

    @BeforeAll
    void open() {
        opened = new OpenPlayground(preferences, List.of(Dialect.values()), CLIENTS);
        stage = opened.stage;
        world = opened.world;
        window = opened.window;
        opened.resize(ThemeChoice.LIGHT, 1440, 900);
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    /// A button that cannot be pressed again.
    private boolean isRunning() {
        return FxThread.call(() -> opened.person.node("race-run").isDisabled());
    }

    /// The setup is invisible as a whole.
    private boolean isOffered() {
        return FxThread.call(
                () -> opened.person.node("race-start").getParent().getParent().isVisible());
    }

    private String words(String id) {
        return FxThread.call(() -> ((Labeled) opened.person.node(id)).getText());
    }

    private void pictures(String name) {
        for (double width : new double[] {1440, 1280}) {
            for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
                opened.resize(theme, width, width == 1440 ? 900 : 800);
                Person.settle();
                Pictures.take(stage.getScene(), "race-" + name + "-" + theme.keyword() + "-" + (int) width);
                assertThat(Pictures.cutOff(stage.getScene().getRoot())).isEmpty();
                // A window that is too small for its content shows the middle of it.
                assertThat(FxThread.call(() -> stage.getScene().getRoot().minWidth(-1)))
                        .isLessThanOrEqualTo(width);
            }
        }
        opened.resize(ThemeChoice.LIGHT, 1440, 900);
    }

    @Test
    @Order(1)
    void offersTheSelectedClientsUser() {
        FleetClient client = world.clients().get(1);
        FxThread.run(() -> window.selection().selectClient(client.number()));
        opened.person.press(KeyCode.DIGIT3);
        assertThat(preferences.get("view")).contains("race");
        ComboBox<?> user = (ComboBox<?>) opened.person.node("race-user");
        eventually(() -> FxThread.call(() -> user.getValue() != null));
        assertThat(FxThread.call(() -> user.getValue().toString()))
                .isEqualTo(client.name() + " (" + client.userId() + ")");
        pictures("setup");
    }

    @Test
    @Order(2)
    void connectsOneClientOfEachDialect() {
        opened.person.click("race-start");
        eventually(() -> world.clients().size() == CLIENTS + 5);
        eventually(() -> !isOffered());
        List<FleetClient> racing = world.clients().subList(CLIENTS, CLIENTS + 5);
        assertThat(racing)
                .extracting(FleetClient::dialect)
                .containsExactly("cursor", "heartbeat", "space", "collection", "changelog");
        assertThat(racing)
                .extracting(FleetClient::userId)
                .containsOnly(world.clients().get(1).userId());
        eventually(() -> words("lane-p50-cursor").equals("–"));
    }

    @Test
    @Order(3)
    void aRunOfChangesIsTimedInEveryLane() {
        opened.person.click("race-run");
        eventually(this::isRunning);
        ListView<?> heats = (ListView<?>) opened.person.node("heats");
        eventually(() -> FxThread.call(() -> heats.getItems().size()) >= 3);
        pictures("running");
        eventually(() -> !isRunning());
        assertThat(FxThread.call(() -> heats.getItems().size())).isBetween(10, 20);
        for (Dialect dialect : Dialect.values()) {
            eventually(() -> words("lane-p50-" + dialect.text()).endsWith(" ms"));
            assertThat(words("lane-messages-" + dialect.text())).isNotEqualTo("0");
            assertThat(words("lane-each-" + dialect.text())).endsWith("B");
        }
        eventually(() -> words("heat-cursor").contains(" ms"));
        assertThat(opened.person.sees("race-refused")).isFalse();
        pictures("run");
    }

    @Test
    @Order(4)
    void aHeatIsLookedAtWithTheKeys() {
        ListView<?> heats = (ListView<?>) opened.person.node("heats");
        FxThread.run(heats::requestFocus);
        opened.person.press(KeyCode.DOWN);
        opened.person.press(KeyCode.DOWN);
        int chosen = FxThread.call(() -> heats.getSelectionModel().getSelectedIndex());
        assertThat(chosen).isEqualTo(2);
        assertThat(words("heat-title")).isEqualTo(FxThread.call(() -> titleOf(heats)));
    }

    private static String titleOf(ListView<?> heats) {
        return heats.lookupAll(".list-cell").stream()
                .map(Labeled.class::cast)
                .filter(cell -> cell.getPseudoClassStates().stream()
                        .anyMatch(state -> state.getPseudoClassName().equals("selected")))
                .findFirst()
                .orElseThrow()
                .getText();
    }

    @Test
    @Order(5)
    void aLaneCanBeSelectedAndGivenAFault() {
        FleetClient cursor = world.clients().get(CLIENTS);
        FxThread.run(() -> window.selection().selectClient(cursor.number()));
        cursor.goOffline();
        eventually(() -> words("lane-state-cursor").equals("offline"));
        cursor.goOnline();
        eventually(() -> words("lane-state-cursor").equals("live"));
        opened.person.click("race-reset");
        eventually(() -> words("lane-p50-cursor").equals("–"));
    }

    @Test
    @Order(6)
    void itsClientsGoWithTheRaceUnlessTheyAreKept() {
        // The race goes on while another view shows.
        FxThread.run(() -> window.actions().perform(Action.VIEW_CARDS));
        assertThat(world.clients()).hasSize(CLIENTS + 5);
        FxThread.run(() -> window.actions().perform(Action.VIEW_RACE));
        opened.person.click("race-close");
        eventually(() -> world.clients().size() == CLIENTS);
        opened.person.click("race-start");
        eventually(() -> !isOffered());
        FxThread.run(() -> ((CheckBox) opened.person.node("race-keep")).setSelected(true));
        opened.person.click("race-close");
        eventually(this::isOffered);
        assertThat(world.clients()).hasSize(CLIENTS + 5);
    }

    @Test
    @Order(7)
    void theLessonAboutTheDialectsEndsWithTheWayToTheirRace() {
        FxThread.run(() -> opened.playground.play(Gallery.scenario("five-dialects")));
        eventually(() -> FxThread.call(() -> stage.getScene().lookup("#scenario-bar") != null));
        assertThat(FxThread.call(
                        () -> opened.person.node("scenario-race").getParent().isVisible()))
                .isFalse();
        opened.person.click("scenario-stop");
        eventually(() -> FxThread.call(
                () -> opened.person.node("scenario-race").getParent().isVisible()));
        opened.person.click("scenario-race");
        assertThat(FxThread.call(() -> stage.getScene().lookup("#race-start") != null))
                .isTrue();
        assertThat(Pictures.cutOff(stage.getScene().getRoot())).isEmpty();
        opened.person.click("scenario-leave");
        eventually(() -> FxThread.call(() -> stage.getScene().lookup("#scenario-bar") == null));
    }
}
