package dev.parallax.ui.tableau;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/// What stands in the middle of a tableau without cards, and how far adding clients has come. FX thread only.
final class TableauNotice extends VBox {
    private static final double SPACING = 8;
    private static final double BAR_WIDTH = 220;

    private final Label title = new Label();
    private final Label hint = new Label();
    private final ProgressBar bar = new ProgressBar();

    TableauNotice() {
        super(SPACING);
        setManaged(false);
        setMouseTransparent(true);
        setAlignment(Pos.CENTER);
        getStyleClass().add("tableau-notice");
        title.getStyleClass().add("title");
        hint.getStyleClass().add("hint");
        bar.setPrefWidth(BAR_WIDTH);
        bar.setAccessibleText(TableauWords.text("tableau.title"));
        getChildren().addAll(title, hint, bar);
    }

    /// @param shown how many cards show
    void update(TableauFrame frame, int shown, Palette palette) {
        boolean adding = frame.adding() > frame.added();
        setVisible(adding || shown == 0);
        if (!isVisible()) {
            return;
        }
        if (adding) {
            say(TableauWords.text("loading", frame.added(), frame.adding()), "");
            bar.setProgress((double) frame.added() / frame.adding());
        } else if (frame.cards().isEmpty()) {
            say(TableauWords.text("empty.title"), TableauWords.text("empty.hint"));
        } else {
            say(TableauWords.text("empty.filtered"), "");
        }
        show(bar, adding);
        show(hint, !hint.getText().isEmpty());
        title.setTextFill(TableauStyle.color(palette.get(Tint.HEADING)));
        hint.setTextFill(TableauStyle.color(palette.get(Tint.MUTED)));
    }

    private void say(String what, String next) {
        title.setText(what);
        hint.setText(next);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
