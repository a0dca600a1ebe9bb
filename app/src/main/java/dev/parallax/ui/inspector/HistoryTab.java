package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Change;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;

/// What was done to the selected post, newest first, with the values before and after. FX thread only; the log
/// is read in the background.
final class HistoryTab {
    private final World world;
    private final Selection selection;
    private final Question<Answer> question;
    private final TableView<Line> table;
    private final StackPane content;

    private record Answer(long postId, List<Line> lines) {}

    private record Line(String time, String actor, String what) {}

    HistoryTab(World world, Selection selection, Background background) {
        this.world = world;
        this.selection = selection;
        this.question = new Question<>(background, this::show);
        table = Columns.table("history", text("history.title"), text("history.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.time"), 88, Line::time),
                        Columns.fixed(text("column.actor"), 104, Line::actor),
                        Columns.text(text("column.change"), 180, Line::what)));
        content = new StackPane(table);
        content.getStyleClass().add("tab-body");
    }

    Node content() {
        return content;
    }

    void show(long postId) {
        Actors actors = Actors.of(world);
        question.ask(() -> new Answer(
                postId,
                world.archive().history(World.POST, postId).stream()
                        .map(change -> line(change, actors))
                        .toList()));
    }

    private void show(Answer answer) {
        if (answer.postId() == selection.postId() && !table.getItems().equals(answer.lines())) {
            table.getItems().setAll(answer.lines());
        }
    }

    private static Line line(Change change, Actors actors) {
        return new Line(
                Columns.time(change.version()).substring(0, 8),
                actors.name(change.actor()),
                ChangeText.differences(change));
    }
}
