package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults of one client, several, all and the server, by the inspector's tab and the toolbar's panel.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final int CLIENTS = 8;

    private OpenPlayground open;
    private LiveWorld world;
    private PlaygroundWindow window;

    @BeforeAll
    void open() {
        open = new OpenPlayground(new MemoryPreferences(), List.of(Dialect.CURSOR), CLIENTS);
        world = open.world;
        window = open.window;
        FxThread.run(() -> {
            TabPane tabs = (TabPane) node("client-tabs");
            tabs.getSelectionModel().selectLast();
        });
    }

    @AfterAll
    void close() throws InterruptedException {
        open.close();
    }

    @BeforeEach
    void wellAgain() {
        FxThread.run(() -> {
            ((Button) node("network-panel-clear")).fire();
            window.selection().select(1, 0);
            scope("Selected");
        });
        OpenPlayground.eventually(() -> world.clients().stream()
                .allMatch(
                        client -> client.faults().isNone() && client.snapshot().status() == Status.LIVE));
    }

    @Test
    void aSliderIsForThoseThatTheScopeNamesAndUndoPutsEachBack() {
        world.client(2).orElseThrow().setFaults(LinkFaults.NONE.withLatency(50));
        FxThread.run(() -> {
            window.selection().pick(window.selection().picks().withClients(List.of(1, 2), 1));
        });
        assertThat(words("network-panel-who")).startsWith("2 clients: ");
        assertThat(valueOf("network.latency")).isEqualTo("mixed");

        FxThread.run(() -> slider("network.latency").setValue(4));
        assertThat(latencies()).startsWith(200, 200, 0);
        assertThat(valueOf("network.latency")).isEqualTo("200 ms");

        FxThread.run(() -> window.actions().perform(Action.UNDO));
        assertThat(latencies()).startsWith(0, 50, 0);
        FxThread.run(() -> window.actions().perform(Action.REDO));
        assertThat(latencies()).startsWith(200, 200, 0);
    }

    @Test
    void everyoneIsEveryoneAndOneButtonClearsAll() {
        FxThread.run(() -> {
            scope("All clients");
            slider("network.jitter").setValue(2);
            ((Button) buttonOf("Offline, or back")).fire();
        });
        OpenPlayground.eventually(() ->
                world.clients().stream().allMatch(client -> client.snapshot().status() == Status.OFFLINE));
        assertThat(world.clients()).allMatch(client -> client.faults().jitterMillis() == 50);
        OpenPlayground.eventually(this::isLit);

        FxThread.run(() -> ((Button) node("network-panel-clear")).fire());
        OpenPlayground.eventually(() -> world.clients().stream()
                .allMatch(
                        client -> client.faults().isNone() && client.snapshot().status() == Status.LIVE));
    }

    @Test
    void clearingAllIsTakenBackAsOneAndThenWhatWasBefore() {
        FleetClient second = world.client(2).orElseThrow();
        FxThread.run(() -> {
            scope("All clients");
            slider("network.jitter").setValue(2);
            scope("Server");
            ((CheckBox) buttonOf("Stop broadcasting")).fire();
        });
        second.goOffline();
        OpenPlayground.eventually(
                () -> world.isBroadcastStopped() && second.snapshot().status() == Status.OFFLINE);

        FxThread.run(() -> ((Button) node("network-panel-clear")).fire());
        OpenPlayground.eventually(() -> !world.isBroadcastStopped()
                && second.snapshot().status() == Status.LIVE
                && jitters().equals(Set.of(0)));

        FxThread.run(() -> window.actions().perform(Action.UNDO));
        OpenPlayground.eventually(() -> world.isBroadcastStopped()
                && second.snapshot().status() == Status.OFFLINE
                && jitters().equals(Set.of(50)));

        FxThread.run(() -> window.actions().perform(Action.UNDO));
        OpenPlayground.eventually(() -> !world.isBroadcastStopped());
        FxThread.run(() -> window.actions().perform(Action.UNDO));
        assertThat(jitters()).containsExactly(0);
    }

    @Test
    void whoIsOfflineIsSomethingToClear() {
        OpenPlayground.eventually(() -> !isLit());
        FxThread.run(() -> {
            scope("All clients");
            ((Button) buttonOf("Offline, or back")).fire();
        });
        OpenPlayground.eventually(this::isLit);
    }

    @Test
    void theServersFaultsAreSwitchedAndUndone() {
        FxThread.run(() -> {
            scope("Server");
            ((CheckBox) buttonOf("Stop broadcasting")).fire();
        });
        OpenPlayground.eventually(world::isBroadcastStopped);
        FxThread.run(() -> window.actions().perform(Action.UNDO));
        OpenPlayground.eventually(() -> !world.isBroadcastStopped());
    }

    @Test
    void cardsSayWhichFaultsAreOn() {
        FleetClient client = world.client(1).orElseThrow();
        FxThread.run(() -> slider("network.latency").setValue(3));
        assertThat(client.faults().latencyMillis()).isEqualTo(100);
        OpenPlayground.eventually(
                () -> FxThread.call(() -> window.tableau().getAccessibleText()).endsWith("Faults: late by 100 ms."));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1280, 800"})
    void theScopesCanBeRead(ThemeChoice theme, double width, double height) {
        open.resize(theme, width, height);
        FxThread.run(() -> {
            world.client(3)
                    .orElseThrow()
                    .setFaults(LinkFaults.NONE.withLatency(500).withHalfOpen(true));
            window.selection().pick(window.selection().picks().withClients(List.of(1, 3, 4), 1));
        });
        Person.settle();
        Pictures.take(open.stage.getScene(), "faults-selected-" + theme.keyword());
        assertThat(Pictures.cutOff(open.stage.getScene().getRoot())).isEmpty();
        MenuButton menu = FxThread.call(() -> (MenuButton) node("faults"));
        FxThread.run(menu::show);
        OpenPlayground.eventually(menu::isShowing);
        Scene popup =
                FxThread.call(() -> menu.getItems().getFirst().getParentPopup().getScene());
        Parent panel = FxThread.call(() -> (Parent) popup.lookup("#faults-panel"));
        for (String scope : List.of("All clients", "Server")) {
            FxThread.run(() -> scope(panel, scope));
            Pictures.take(popup, "faults-" + scope.substring(0, 3).toLowerCase(Locale.ROOT) + "-" + theme.keyword());
            assertThat(Pictures.cutOff(popup.getRoot())).isEmpty();
        }
        FxThread.run(menu::hide);
    }

    private boolean isLit() {
        return FxThread.call(
                () -> node("faults").getPseudoClassStates().toString().contains("on"));
    }

    private Set<Integer> jitters() {
        return world.clients().stream()
                .map(client -> client.faults().jitterMillis())
                .collect(Collectors.toSet());
    }

    private List<Integer> latencies() {
        return world.clients().stream()
                .map(client -> client.faults().latencyMillis())
                .toList();
    }

    private Node node(String id) {
        return open.stage.getScene().lookup("#" + id);
    }

    private Slider slider(String id) {
        return (Slider) ((Parent) node("network-panel"))
                .lookupAll(".slider").stream()
                        .filter(each -> id.equals(each.getId()))
                        .findFirst()
                        .orElseThrow();
    }

    private String valueOf(String id) {
        return FxThread.call(() -> {
            Parent grid = slider(id).getParent();
            int row = GridPane.getRowIndex(slider(id));
            return grid.getChildrenUnmodifiable().stream()
                    .filter(each -> each instanceof Label label
                            && label.getStyleClass().contains("figure")
                            && GridPane.getRowIndex(label) == row)
                    .map(each -> ((Label) each).getText())
                    .findFirst()
                    .orElseThrow();
        });
    }

    private ButtonBase buttonOf(String text) {
        return (ButtonBase) ((Parent) node("network-panel"))
                .lookupAll("*").stream()
                        .filter(each -> each instanceof ButtonBase button && text.equals(button.getText()))
                        .findFirst()
                        .orElseThrow();
    }

    private void scope(String title) {
        scope((Parent) node("network-panel"), title);
    }

    private static void scope(Parent panel, String title) {
        panel.lookupAll(".toggle-button").stream()
                .filter(each -> title.equals(((Labeled) each).getText()))
                .forEach(each -> ((ToggleButton) each).setSelected(true));
    }

    private String words(String id) {
        OpenPlayground.eventually(() -> FxThread.call(() -> node(id) != null));
        OpenPlayground.eventually(
                () -> FxThread.call(() -> !((Labeled) node(id)).getText().isEmpty()));
        return FxThread.call(() -> ((Labeled) node(id)).getText());
    }
}
