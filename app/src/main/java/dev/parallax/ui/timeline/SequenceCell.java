package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.inspector.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.jspecify.annotations.Nullable;

/// One message: its time, the lifelines, and an arrow with what it is. FX thread only.
final class SequenceCell extends ListCell<SequenceMessage> {
    private static final double HEIGHT = 30;
    private static final double ARROW_Y = 22;
    private static final double HEAD = 5;
    private static final double GAP = 3;

    private final Supplier<List<Integer>> lanes;
    private final Pane drawing = new Drawing();
    private final Label time = new Label();
    private final Label label = new Label();
    private final Line arrow = new Line();
    private final Polygon head = new Polygon(0, 0, -HEAD * 1.6, -HEAD, -HEAD * 1.6, HEAD);
    private final List<Line> lifelines = new ArrayList<>();

    /// @param lanes the clients' numbers in order
    SequenceCell(Supplier<List<Integer>> lanes) {
        this.lanes = lanes;
        time.getStyleClass().addAll("figure", "muted", "small-text");
        label.getStyleClass().add("small-text");
        arrow.getStyleClass().add("sequence-arrow");
        head.getStyleClass().add("sequence-head");
        for (int lane = 0; lane <= SequenceTab.CLIENTS_LIMIT; lane++) {
            Line line = new Line();
            line.getStyleClass().add("lifeline");
            lifelines.add(line);
        }
        drawing.getChildren().addAll(lifelines);
        drawing.getChildren().addAll(arrow, head, time, label);
        drawing.setMinHeight(HEIGHT);
        drawing.setPrefHeight(HEIGHT);
        drawing.setPrefWidth(1);
    }

    @Override
    protected void updateItem(@Nullable SequenceMessage item, boolean empty) {
        super.updateItem(item, empty);
        if (item == null || empty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        time.setText(Columns.time(item.time()).substring(0, 12));
        label.setText(item.label());
        setAccessibleText(text(
                item.isSent() ? "sequence.sent" : "sequence.received", item.client(), item.label(), time.getText()));
        setGraphic(drawing);
        drawing.requestLayout();
    }

    private final class Drawing extends Pane {
        @Override
        protected void layoutChildren() {
            SequenceMessage item = getItem();
            if (item == null) {
                return;
            }
            List<Integer> clients = lanes.get();
            int count = clients.size() + 1;
            for (int lane = 0; lane < lifelines.size(); lane++) {
                Line line = lifelines.get(lane);
                line.setVisible(lane < count);
                double x = Math.floor(Lanes.x(lane, count, getWidth())) + 0.5;
                place(line, x, -GAP, x, HEIGHT + GAP);
            }
            int lane = clients.indexOf(item.client()) + 1;
            double server = Lanes.x(0, count, getWidth());
            double client = Lanes.x(lane, count, getWidth());
            boolean isShown = lane > 0;
            arrow.setVisible(isShown);
            head.setVisible(isShown);
            double from = item.isSent() ? client : server;
            double to = item.isSent() ? server : client;
            place(arrow, from, ARROW_Y, to, ARROW_Y);
            head.setRotate(item.isSent() ? 180 : 0);
            head.relocate(item.isSent() ? to : to - HEAD * 1.6, ARROW_Y - HEAD);
            time.resizeRelocate(0, ARROW_Y - 16, Lanes.TIME_WIDTH, 18);
            double width = Math.max(40, Math.abs(client - server) - 4 * HEAD);
            double wanted = Math.min(width, label.prefWidth(-1));
            // Beside the client that it concerns, so that long ways stay readable.
            label.resizeRelocate(client - 2 * HEAD - wanted, ARROW_Y - 19, wanted, 17);
        }

        private static void place(Line line, double startX, double startY, double endX, double endY) {
            line.setStartX(startX);
            line.setStartY(startY);
            line.setEndX(endX);
            line.setEndY(endY);
        }
    }
}
