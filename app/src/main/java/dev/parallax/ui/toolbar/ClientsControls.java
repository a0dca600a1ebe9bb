package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.AddTask;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Adds and removes clients; while some are being added, shows how far that is and lets it be cancelled. FX thread
/// only.
final class ClientsControls extends HBox implements Pulse.Part {
    private final ProgressBar bar = new ProgressBar(0);
    private final Label count = new Label();
    private final HBox progress;
    private @Nullable AddTask task;

    ClientsControls(Actions actions) {
        super(4);
        setAlignment(Pos.CENTER_LEFT);
        MenuButton add = new MenuButton(text("clients.add"), Icons.of(Feather.USER_PLUS));
        add.setId("add-clients");
        add.setTooltip(Actions.tooltip(text("clients.add.hint")));
        add.getItems()
                .addAll(
                        actions.menuItem(Action.ADD_CLIENT),
                        actions.menuItem(Action.ADD_10_CLIENTS),
                        actions.menuItem(Action.ADD_100_CLIENTS),
                        actions.menuItem(Action.ADD_1000_CLIENTS),
                        new SeparatorMenuItem(),
                        actions.menuItem(Action.CONNECT));
        add.setMinWidth(USE_PREF_SIZE);
        bar.setPrefWidth(88);
        bar.setId("add-progress");
        bar.setAccessibleText(text("clients.progress.name"));
        count.getStyleClass().add("figure");
        count.setMinWidth(USE_PREF_SIZE);
        Button cancel = new Button(null, Icons.of(Feather.X));
        cancel.setId("add-cancel");
        cancel.setAccessibleText(text("clients.cancel"));
        cancel.setTooltip(Actions.tooltip(text("clients.cancel")));
        cancel.getStyleClass().addAll("flat", "button-icon", "small");
        cancel.setOnAction(event -> cancel());
        progress = new HBox(6, bar, count, cancel);
        progress.setAlignment(Pos.CENTER_LEFT);
        showProgress(false);
        getChildren().addAll(add, actions.iconButton(Action.REMOVE_CLIENT), progress);
    }

    void follow(AddTask newTask) {
        task = newTask;
        showProgress(true);
        refresh(0);
    }

    int adding() {
        return task == null ? 0 : task.total();
    }

    int added() {
        return task == null ? 0 : task.done();
    }

    @Override
    public void refresh(long nanos) {
        AddTask followed = task;
        if (followed == null) {
            return;
        }
        if (followed.completion().isDone()) {
            task = null;
            showProgress(false);
            return;
        }
        int finished = followed.done() + followed.failed();
        bar.setProgress((double) finished / Math.max(1, followed.total()));
        count.setText(text("clients.progress", finished, followed.total()));
    }

    private void cancel() {
        AddTask followed = task;
        if (followed != null) {
            followed.cancel();
        }
    }

    private void showProgress(boolean visible) {
        progress.setVisible(visible);
        progress.setManaged(visible);
    }
}
