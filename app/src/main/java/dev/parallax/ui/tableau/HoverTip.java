package dev.parallax.ui.tableau;

import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// A tooltip for a place inside a node: appears when the pointer rests there, goes when it moves on. FX thread
/// only.
public final class HoverTip {
    private static final Duration REST = Duration.millis(600);
    private static final double OFFSET = 14;
    private static final double WIDTH_MAX = 360;

    private final Node owner;
    private final Tooltip tooltip = new Tooltip();
    private final PauseTransition rest = new PauseTransition(REST);
    private @Nullable String text;

    public HoverTip(Node owner) {
        this.owner = owner;
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(WIDTH_MAX);
    }

    /// Starts waiting, or hides, when the text for the place under the pointer is another.
    public void over(@Nullable String next, double screenX, double screenY) {
        if (Objects.equals(next, text)) {
            return;
        }
        hide();
        text = next;
        if (next != null) {
            rest.setOnFinished(ignored -> {
                if (owner.getScene() != null && owner.getScene().getWindow() != null) {
                    tooltip.setText(next);
                    tooltip.show(owner, screenX + OFFSET, screenY + OFFSET);
                }
            });
            rest.playFromStart();
        }
    }

    public void hide() {
        rest.stop();
        tooltip.hide();
        text = null;
    }
}
