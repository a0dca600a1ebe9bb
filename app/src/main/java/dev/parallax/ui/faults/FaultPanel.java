package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Chooses for whom, and then what goes wrong. In the toolbar and in the inspector. FX thread only.
public final class FaultPanel extends VBox {
    /// What can happen to clients, and the word on its button.
    private static final List<Map.Entry<Action, String>> EVENTS = List.of(
            Map.entry(Action.TOGGLE_OFFLINE, "network.offline"),
            Map.entry(Action.CUT_CLIENT, "network.cut"),
            Map.entry(Action.CORRUPT_CACHE, "network.corrupt"),
            Map.entry(Action.KILL_CLIENT, "network.kill"),
            Map.entry(Action.RESTART_CLIENT, "network.restart"),
            Map.entry(Action.EXPIRE_SESSION, "network.expire"),
            Map.entry(Action.SIGN_IN_AGAIN, "network.signin"));

    private final FaultDesk desk;
    private final ToggleGroup scopes = new ToggleGroup();
    private final Label who = new Label();
    private final Map<Action, Button> events = new EnumMap<>(Action.class);
    private final LineControls line;
    private final VBox clients;
    private final VBox server;
    private final CheckBox silent = new CheckBox(text("faults.stop"));
    private final CheckBox refusing = new CheckBox(text("faults.refuse"));
    private FaultScope scope = FaultScope.SELECTED;
    private @Nullable List<LinkFaults> shown;

    /// @param id of the panel; its parts' begin with it
    public FaultPanel(String id, FaultDesk desk) {
        super(12);
        this.desk = desk;
        setId(id);
        getStyleClass().add("fault-panel");
        HBox segments = new HBox(
                segment(FaultScope.SELECTED, text("faults.scope.selected"), "left-pill"),
                segment(FaultScope.EVERYONE, text("faults.scope.everyone"), "center-pill"),
                segment(FaultScope.SERVER, text("faults.scope.server"), "right-pill"));
        segments.setAccessibleText(text("faults.scope"));
        who.setId(id + "-who");
        who.getStyleClass().add("section-title");
        who.setWrapText(true);
        who.setMinHeight(USE_PREF_SIZE);
        line = new LineControls(change -> {
            desk.change(scope, change);
            refresh();
        });
        FlowPane buttons = new FlowPane(8, 8);
        EVENTS.forEach(entry -> {
            Button button = event(entry.getKey(), entry.getValue());
            events.put(entry.getKey(), button);
            buttons.getChildren().add(button);
        });
        Label head = new Label(text("network.events"));
        head.getStyleClass().add("section-title");
        clients = new VBox(12, line, head, buttons);
        server = new VBox(
                10,
                toggle(silent, "faults.stop.hint", desk::stopBroadcasting),
                toggle(refusing, "faults.refuse.hint", desk::refuseConnections),
                new FlowPane(
                        8,
                        8,
                        button("faults.delta", "faults.delta.hint", desk::failDeltas),
                        button("faults.cut", "faults.cut.hint", desk::cutAll),
                        button("faults.restart", "faults.restart.hint", desk::restartServer),
                        button("faults.none", "faults.none.hint", desk::clearServer)));
        Button clear = button("faults.clear", "faults.clear.hint", desk::clearAll);
        clear.setId(id + "-clear");
        // One over the other, so that a popover has room for either.
        getChildren().addAll(segments, who, new StackPane(clients, server), clear);
        choose(FaultScope.SELECTED);
    }

    /// Chooses for whom.
    public void choose(FaultScope next) {
        scopes.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == next)
                .forEach(scopes::selectToggle);
    }

    /// Shows how it is now.
    public void refresh() {
        boolean ofClients = scope != FaultScope.SERVER;
        clients.setVisible(ofClients);
        server.setVisible(!ofClients);
        String words = desk.who(scope);
        if (!words.equals(who.getText())) {
            who.setText(words);
        }
        List<LinkFaults> lines = desk.clients(scope).stream()
                .map(client -> client.faults())
                .distinct()
                .toList();
        line.setDisable(desk.clients(scope).isEmpty());
        if (!lines.equals(shown)) {
            shown = lines;
            line.show(lines);
        }
        events.forEach((action, button) -> {
            String reason = desk.whyNot(action, scope);
            button.pseudoClassStateChanged(Actions.FORBIDDEN, !reason.isEmpty());
            button.setAccessibleHelp(reason);
            button.getTooltip().setText(reason.isEmpty() ? action.hint() : reason);
        });
        silent.setSelected(desk.isBroadcastStopped());
        refusing.setSelected(desk.isRefusing());
    }

    private ToggleButton segment(FaultScope value, String title, String place) {
        ToggleButton button = new ToggleButton(title);
        button.setToggleGroup(scopes);
        button.setUserData(value);
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().addAll(place, "small");
        button.setTooltip(Actions.tooltip(text("faults.scope")));
        button.setOnAction(event -> button.setSelected(true));
        button.selectedProperty().subscribe(selected -> {
            if (selected) {
                scope = value;
                shown = null;
                refreshIfBuilt();
            }
        });
        return button;
    }

    private void refreshIfBuilt() {
        if (!getChildren().isEmpty()) {
            refresh();
        }
    }

    private Button event(Action action, String key) {
        Button button = new Button(text(key));
        button.getStyleClass().add("small");
        button.setAccessibleText(action.title());
        button.setTooltip(Actions.tooltip(action.hint()));
        button.setOnAction(event -> desk.happen(action, scope));
        return button;
    }

    private static Node toggle(CheckBox box, String hint, Consumer<Boolean> act) {
        box.setTooltip(Actions.tooltip(text(hint)));
        box.setOnAction(event -> act.accept(box.isSelected()));
        return box;
    }

    private static Button button(String key, String hint, Runnable act) {
        Button button = new Button(text(key));
        button.getStyleClass().add("small");
        button.setTooltip(Actions.tooltip(text(hint)));
        button.setOnAction(event -> act.run());
        return button;
    }
}
