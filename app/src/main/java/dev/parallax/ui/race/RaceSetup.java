package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.acting.UserChoice;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What stands where there is no race yet: what a race is, who is to race, and how far connecting is. FX thread only.
final class RaceSetup extends VBox {
    private static final List<String> ROLES = List.of("user", "admin", "guest");
    private static final double WIDTH_MAX = 520;

    private final ComboBox<UserChoice> user = new ComboBox<>();
    private final ComboBox<String> role = new ComboBox<>();
    private final Button start = new Button(text("race.start"), Icons.of(Feather.FLAG));
    private final Button cancel = new Button(text("cancel"));
    private final ProgressBar bar = new ProgressBar(0);
    private final Label count = new Label();
    private final Label problem = new Label();
    private final HBox form;
    private final HBox progress;

    RaceSetup(BiConsumer<Long, String> onStart, Runnable onCancel) {
        super(16);
        setAlignment(Pos.CENTER);
        getStyleClass().add("race-setup");
        Label title = new Label(text("race.title"), Icons.of(Feather.FLAG));
        title.getStyleClass().add("title-4");
        Label about = new Label(text("race.about"));
        for (Label label : List.of(about, problem)) {
            label.setWrapText(true);
            label.setMaxWidth(WIDTH_MAX);
            label.setMinHeight(USE_PREF_SIZE);
        }
        about.getStyleClass().add("muted");
        problem.getStyleClass().add("problem");
        problem.setId("race-problem");
        user.setId("race-user");
        user.setAccessibleText(text("race.user"));
        user.setTooltip(Actions.tooltip(text("race.user")));
        role.setId("race-role");
        role.setAccessibleText(text("race.role"));
        role.setTooltip(Actions.tooltip(text("race.role")));
        role.getItems().setAll(ROLES);
        start.setId("race-start");
        start.getStyleClass().add("accent");
        start.setTooltip(Actions.tooltip(text("race.start.hint")));
        start.setDefaultButton(false);
        start.disableProperty().bind(user.valueProperty().isNull());
        start.setOnAction(event -> onStart.accept(user.getValue().id(), role.getValue()));
        form = new HBox(8, user, role, start);
        bar.setPrefWidth(180);
        bar.setAccessibleText(text("race.joining.name"));
        count.setId("race-joining");
        count.getStyleClass().add("figure");
        cancel.setId("race-cancel");
        cancel.setTooltip(Actions.tooltip(text("race.cancel.hint")));
        cancel.setOnAction(event -> onCancel.run());
        progress = new HBox(12, bar, count, cancel);
        for (HBox line : List.of(form, progress)) {
            line.setAlignment(Pos.CENTER);
        }
        getChildren().addAll(title, about, form, progress, problem);
    }

    /// Offers a user; what a person chose stays.
    void offer(List<UserChoice> users, long userId, String itsRole) {
        boolean fresh = !users.equals(user.getItems());
        if (fresh) {
            user.getItems().setAll(users);
        }
        users.stream().filter(each -> each.id() == userId).findFirst().ifPresent(user::setValue);
        if (user.getValue() == null && !users.isEmpty()) {
            user.setValue(users.getFirst());
        }
        if (!ROLES.contains(itsRole) && !itsRole.isEmpty() && !role.getItems().contains(itsRole)) {
            role.getItems().add(itsRole);
        }
        role.setValue(itsRole.isEmpty() ? ROLES.getFirst() : itsRole);
    }

    /// Whether there is nobody to choose.
    boolean isEmpty() {
        return user.getItems().isEmpty();
    }

    void show(Race.Stage stage, int ready, int of, String why) {
        boolean joining = stage == Race.Stage.JOINING;
        shown(form, !joining);
        shown(progress, joining);
        shown(problem, !why.isEmpty());
        problem.setText(why);
        bar.setProgress(of == 0 ? 0 : (double) ready / of);
        count.setText(text("race.joining", ready, of));
    }

    void focus() {
        (start.isDisabled() ? user : start).requestFocus();
    }

    private static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
