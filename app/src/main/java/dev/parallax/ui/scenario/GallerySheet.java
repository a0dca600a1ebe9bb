package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.scenario.Gallery;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The gallery over the window: each scenario with the one thing that it teaches. A click beside it,
/// Esc or its button closes it. FX thread only.
public final class GallerySheet extends StackPane {
    private static final int CARD_WIDTH = 900;
    private static final int CARD_HEIGHT = 700;

    private final Theatre theatre;
    private final VBox card = new VBox(16);
    private final List<ClickBox> lessons = new ArrayList<>();

    public GallerySheet(Theatre theatre, Runnable open, Runnable save) {
        this.theatre = theatre;
        getStyleClass().add("overlay");
        setId("gallery");
        card.getStyleClass().add("overlay-card");
        card.setMaxSize(CARD_WIDTH, CARD_HEIGHT);
        card.setPrefWidth(CARD_WIDTH);
        card.getChildren().setAll(heading(open, save));
        getChildren().add(card);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                hideSheet();
            }
        });
        hideSheet();
    }

    public void toggle() {
        // Twelve files are read when somebody wants to see them, not when the window opens.
        if (lessons.isEmpty()) {
            card.getChildren().add(lessons());
        }
        setVisible(!isVisible());
        setManaged(isVisible());
        if (isVisible()) {
            lessons.getFirst().requestFocus();
        }
    }

    public void hideSheet() {
        setVisible(false);
        setManaged(false);
    }

    private Node heading(Runnable open, Runnable save) {
        Label title = new Label(text("scenario.gallery"));
        title.getStyleClass().add("title-3");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button(null, Icons.of(Feather.X));
        close.setAccessibleText(text("close"));
        close.getStyleClass().addAll("flat", "button-icon");
        close.setOnAction(event -> hideSheet());
        HBox heading = new HBox(
                8,
                title,
                space,
                button("open-scenario", text("scenario.open"), Feather.FOLDER, open),
                button("save-scenario", text("scenario.save"), Feather.SAVE, save),
                close);
        heading.setAlignment(Pos.CENTER_LEFT);
        return heading;
    }

    private Button button(String id, String title, Feather icon, Runnable action) {
        Button button = new Button(title, Icons.of(icon));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> {
            hideSheet();
            action.run();
        });
        return button;
    }

    private Node lessons() {
        GridPane grid = new GridPane(12, 12);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        grid.getColumnConstraints().addAll(half, half);
        int index = 0;
        for (String name : Gallery.names()) {
            ClickBox lesson = lesson(name);
            lessons.add(lesson);
            grid.add(lesson, index % 2, index / 2);
            index++;
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private ClickBox lesson(String name) {
        Scenario scenario = Gallery.scenario(name);
        Label title = new Label(scenario.name(), Icons.of(Feather.PLAY_CIRCLE));
        title.getStyleClass().add("strip-title");
        Label teaches = new Label(scenario.teaches());
        teaches.setWrapText(true);
        teaches.setMinHeight(USE_PREF_SIZE);
        teaches.getStyleClass().add("muted");
        ClickBox lesson = new ClickBox(
                4,
                () -> {
                    hideSheet();
                    theatre.play(scenario);
                },
                title,
                teaches);
        lesson.setId("scenario-" + name);
        lesson.setAccessibleText(scenario.name() + ". " + scenario.teaches());
        lesson.getStyleClass().add("lesson");
        return lesson;
    }
}
