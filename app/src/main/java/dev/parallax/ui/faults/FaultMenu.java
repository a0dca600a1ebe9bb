package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.theme.Icons;
import javafx.css.PseudoClass;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import org.kordamp.ikonli.feather.Feather;

/// The toolbar's way to faults; lit while any is on. FX thread only.
public final class FaultMenu extends MenuButton implements Pulse.Part {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final double WIDTH = 344;

    private final FaultDesk desk;
    private final FaultPanel panel;

    public FaultMenu(FaultDesk desk) {
        super(text("faults.button"), Icons.of(Feather.ZAP));
        this.desk = desk;
        panel = new FaultPanel("faults-panel", desk);
        panel.choose(FaultScope.EVERYONE);
        panel.setPrefWidth(WIDTH);
        panel.getStyleClass().add("popover-body");
        setId("faults");
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("fault-menu");
        setTooltip(Actions.tooltip(text("faults.hint")));
        CustomMenuItem item = new CustomMenuItem(panel, false);
        item.getStyleClass().add("popover-item");
        getItems().add(item);
        showingProperty().subscribe(panel::refresh);
    }

    @Override
    public void refresh(long nanos) {
        pseudoClassStateChanged(ON, desk.isAnything());
        if (isShowing()) {
            panel.refresh();
        }
    }
}
