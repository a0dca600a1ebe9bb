package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.Outside;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The newest messages on the client's wire, the newest first, and the selected one in full. FX thread only.
final class WireTab implements ClientTab {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final TableView<WireMessage> table;
    private final TextArea body = new TextArea();
    private final VBox content;
    private final Button copy = button("wire-copy", "wire.copy", "wire.copy.hint");
    private final Button copyCommand = button("wire-curl", "wire.curl", "wire.curl.hint");
    private final Button copySecret = button("wire-curl-secret", "wire.curl.secret", "wire.curl.secret.hint");
    private final Label said = new Label();
    private final URI server;
    private final Outside outside;
    private @Nullable FleetClient shown;
    private @Nullable WireMessage newest;
    private @Nullable WireMessage opened;
    private int clientNumber;

    WireTab(URI server, Outside outside) {
        this.server = server;
        this.outside = outside;
        table = Columns.table("wire", text("wire.title"), text("wire.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.time"), 116, message -> TIME.format(message.at())),
                        Columns.text(text("column.message"), 180, MessageText::kindWithArrow),
                        Columns.fixed(text("column.bytes"), 64, message -> text("number", message.bytes()))));
        table.getColumns().get(2).getStyleClass().add("right");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getSelectionModel().selectedItemProperty().subscribe(this::open);
        body.setEditable(false);
        body.setId("wire-body");
        body.setAccessibleText(text("wire.body"));
        body.setPromptText(text("wire.select"));
        body.getStyleClass().addAll("code", "edge-to-edge");
        SplitPane split = new SplitPane(table, body);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.52);
        VBox.setVgrow(split, Priority.ALWAYS);
        copy.setOnAction(event -> copy(body.getText(), "wire.copied"));
        copyCommand.setOnAction(event -> copyCommand(true));
        copySecret.setOnAction(event -> copyCommand(false));
        said.getStyleClass().add("muted");
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        FlowPane bar = new FlowPane(8, 8, copy, copyCommand, copySecret, said);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setPadding(new Insets(8));
        offer();
        content = new VBox(split, bar);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("wire.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    /// An unchanged one is the same object, which is cheaper to ask than whether it is equal.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public void show(FleetClient client) {
        shown = client;
        List<WireMessage> messages = client.wire();
        WireMessage last = messages.isEmpty() ? null : messages.getLast();
        if (last == newest && client.number() == clientNumber) {
            return;
        }
        newest = last;
        boolean same = client.number() == clientNumber;
        clientNumber = client.number();
        WireMessage kept = same ? opened : null;
        table.getItems().setAll(messages.reversed());
        if (kept != null) {
            table.getSelectionModel().select(kept);
        } else if (!messages.isEmpty()) {
            table.getSelectionModel().clearSelection();
        }
        if (!same) {
            opened = null;
            body.clear();
            offer();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void open(@Nullable WireMessage message) {
        if (message != null && message != opened) {
            body.setText(MessageText.pretty(message.text()));
        }
        if (message != null && message != opened) {
            opened = message;
            offer();
        }
    }

    /// Only what is known can be copied, and only who has a session can ask.
    private void offer() {
        said.setText("");
        copy.setDisable(opened == null);
        boolean isCommand = command(true).isPresent();
        copyCommand.setDisable(!isCommand);
        copySecret.setDisable(!isCommand);
    }

    private Optional<String> command(boolean hidesSecret) {
        FleetClient client = shown;
        WireMessage message = opened;
        return client == null || message == null || client.sessionId().isEmpty()
                ? Optional.empty()
                : WireCommand.request(message, client.wire())
                        .map(request -> new WireCommand(server, client.sessionId(), hidesSecret).of(request));
    }

    private void copyCommand(boolean hidesSecret) {
        command(hidesSecret)
                .ifPresentOrElse(
                        command -> copy(command, hidesSecret ? "wire.curl.copied" : "wire.curl.secret.copied"),
                        () -> said.setText(text("wire.curl.gone")));
    }

    private void copy(String what, String success) {
        said.setText(text(outside.copy(what) ? success : "connect.nocopy"));
    }

    private static Button button(String id, String title, String hint) {
        Button button = new Button(text(title));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(text(hint));
        button.setTooltip(Actions.tooltip(text(hint)));
        return button;
    }
}
