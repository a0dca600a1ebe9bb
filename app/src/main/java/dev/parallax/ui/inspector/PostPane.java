package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Everything about the selected post: its row, what can be done with it, who sees it and its history. FX
/// thread only.
final class PostPane extends StackPane implements Pulse.Part {
    private final World world;
    private final Selection selection;
    private final Label title = new Label();
    private final Label holder = new Label();
    private final Button publish;
    private final RowTab row = new RowTab();
    private final SeenByTab seenBy;
    private final HistoryTab history;
    private final TabPane pane = new TabPane();
    private final VBox body;
    private final Label nothing = new Label(text("post.nothing"));

    PostPane(World world, Selection selection, Actions actions, SeenByTab seenBy, HistoryTab history) {
        this.world = world;
        this.selection = selection;
        this.seenBy = seenBy;
        this.history = history;
        title.getStyleClass().add("title-4");
        title.setId("post-heading");
        holder.getStyleClass().add("muted");
        publish = actions.button(Action.PUBLISH_POST);
        FlowPane buttons = new FlowPane(
                6,
                6,
                publish,
                actions.button(Action.EDIT_POST),
                actions.button(Action.CHANGE_AUTHOR),
                actions.button(Action.DELETE_POST));
        buttons.getChildren().forEach(button -> button.getStyleClass().add("small"));
        label(buttons);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox header = new VBox(6, title, holder, buttons);
        header.getStyleClass().add("inspector-header");
        pane.setId("post-tabs");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pane.getTabs()
                .addAll(
                        new Tab(text("row.tab"), row.content()),
                        new Tab(text("seenby.tab"), seenBy.content()),
                        new Tab(text("history.tab"), history.content()));
        VBox.setVgrow(pane, Priority.ALWAYS);
        pane.getSelectionModel().selectedIndexProperty().subscribe(() -> refresh(0));
        body = new VBox(header, pane);
        nothing.setWrapText(true);
        nothing.getStyleClass().addAll("muted", "empty");
        getChildren().addAll(body, nothing);
        refresh(0);
    }

    @Override
    public void refresh(long nanos) {
        boolean any = selection.hasPost();
        body.setVisible(any);
        nothing.setVisible(!any);
        if (!any) {
            return;
        }
        Optional<FleetClient> client = world.client(selection.clientNumber());
        @Nullable Row own = client.flatMap(this::held).orElse(null);
        @Nullable Row shown = own != null ? own : heldByAnyone();
        setText(
                title,
                shown == null
                        ? text("post.number", selection.postId() + "")
                        : text("post.heading", selection.postId() + "", String.valueOf(shown.get("title"))));
        setText(holder, holder(client, own, shown));
        boolean published = shown != null && Boolean.TRUE.equals(shown.get("published"));
        publish.setText(text(published ? "post.unpublish" : "post.publish"));
        publish.setAccessibleText(publish.getText());
        switch (pane.getSelectionModel().getSelectedIndex()) {
            case 0 -> row.show(shown);
            case 1 -> seenBy.show(selection.postId());
            default -> history.show(selection.postId());
        }
    }

    private String holder(Optional<FleetClient> client, @Nullable Row own, @Nullable Row shown) {
        String name = client.map(FleetClient::name).orElse("");
        if (own != null) {
            return text("post.held", name);
        }
        if (shown == null) {
            return text("post.held.nobody");
        }
        return client.isPresent() ? text("post.held.others", name) : text("post.held.somebody");
    }

    private Optional<Row> held(FleetClient client) {
        return client.snapshot().table(World.POST).shown().stream()
                .filter(candidate -> candidate.id() == selection.postId())
                .findFirst();
    }

    private @Nullable Row heldByAnyone() {
        for (FleetClient client : world.clients()) {
            Optional<Row> found = held(client);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }

    /// Short words on the buttons; the phrases stay for tooltips and screen readers.
    private static void label(FlowPane buttons) {
        List<String> words = List.of("post.publish", "post.edit", "post.author", "post.delete");
        for (int index = 0; index < words.size(); index++) {
            Button button = (Button) buttons.getChildren().get(index);
            button.setText(text(words.get(index)));
            button.setMinWidth(USE_PREF_SIZE);
        }
    }

    private static void setText(Label label, String value) {
        if (!Objects.equals(label.getText(), value)) {
            label.setText(value);
        }
    }
}
