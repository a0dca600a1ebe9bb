package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.Locale;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Who the selected client is and what it is doing. FX thread only.
final class ClientHeader extends VBox {
    private final Label name = new Label();
    private final Label identity = new Label();
    private final FontIcon mark = Icons.of(Feather.CHECK_CIRCLE);
    private final Label status = new Label("", mark);
    private final Button offline;
    private final FontIcon offlineIcon = Icons.of(Feather.WIFI_OFF);

    ClientHeader(Actions actions) {
        super(4);
        getStyleClass().add("inspector-header");
        name.getStyleClass().add("title-4");
        name.setId("client-name");
        identity.getStyleClass().add("muted");
        identity.setId("client-identity");
        status.setId("client-status");
        status.getStyleClass().add("client-status");
        status.setWrapText(true);
        status.setMinHeight(USE_PREF_SIZE);
        offline = actions.button(Action.TOGGLE_OFFLINE);
        offline.setGraphic(offlineIcon);
        Button session = actions.button(Action.CHANGE_SESSION);
        session.setText(text("session.button"));
        offline.getStyleClass().add("small");
        session.getStyleClass().add("small");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        // A long name takes a second line rather than an ellipsis.
        name.setMinWidth(0);
        name.setWrapText(true);
        name.setMinHeight(USE_PREF_SIZE);
        offline.setMinWidth(USE_PREF_SIZE);
        session.setMinWidth(USE_PREF_SIZE);
        HBox top = new HBox(8, name, space, session, offline);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, identity, status);
    }

    void show(FleetClient client) {
        ReplicaSnapshot snapshot = client.snapshot();
        setText(name, client.name());
        setText(
                identity,
                text(
                        "client.identity",
                        Integer.toString(client.number()),
                        Long.toString(client.userId()),
                        client.role(),
                        client.dialect()));
        setText(status, snapshot.message());
        Status now = snapshot.status();
        String styleClass = "status-" + now.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!status.getStyleClass().contains(styleClass)) {
            status.getStyleClass().removeIf(each -> each.startsWith("status-"));
            status.getStyleClass().add(styleClass);
            mark.setIconCode(icon(now));
            boolean off = now == Status.OFFLINE;
            offline.setText(text(off ? "client.online" : "client.offline"));
            offline.setAccessibleText(offline.getText());
            offlineIcon.setIconCode(off ? Feather.WIFI : Feather.WIFI_OFF);
        }
    }

    private static Feather icon(Status status) {
        return switch (status) {
            case LIVE -> Feather.CHECK_CIRCLE;
            case CONNECTING, SYNCING -> Feather.LOADER;
            case OFFLINE -> Feather.WIFI_OFF;
            case AUTH_ERROR -> Feather.LOCK;
            case SYNC_ERROR, CONNECTION_ERROR -> Feather.ALERT_TRIANGLE;
        };
    }

    private static void setText(Label label, String value) {
        if (!Objects.equals(label.getText(), value)) {
            label.setText(value);
        }
    }
}
