package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/// The left panel: the policy to edit, and how much data there is. FX thread only.
public final class PolicyPanel extends TabPane {
    private final PolicyEditor editor;

    /// @param ghosts is shown the cells that would come and go
    public PolicyPanel(
            World world,
            Selection selection,
            StripStack strips,
            Actions actions,
            Background background,
            Pulse pulse,
            Consumer<Ghosts> ghosts) {
        setId("policy-panel");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        editor = new PolicyEditor(world, selection, strips, actions, background, ghosts);
        DataView data = new DataView(world, selection);
        getTabs()
                .addAll(tab(text("policy.tab"), Feather.SHIELD, editor), tab(text("data.tab"), Feather.DATABASE, data));
        pulse.every(editor);
        pulse.calmly(nanos -> {
            if (getSelectionModel().getSelectedIndex() == 1) {
                data.refresh(nanos);
            }
        });
        actions.on(Action.APPLY_POLICY, editor::apply);
        actions.on(Action.REVERT_POLICY, editor::revert);
        actions.on(Action.OPEN_POLICY, this::chooseAndOpen);
        actions.on(Action.SAVE_POLICY, this::chooseAndSave);
    }

    /// Puts the caret into the policy.
    public void focusEditor() {
        getSelectionModel().select(0);
        editor.focusText();
    }

    /// Puts the caret where the text declares a record, if it does.
    public void showRecord(String record) {
        getSelectionModel().select(0);
        editor.showRecord(record);
    }

    /// Puts a file's policy into the editor; one with errors only if the person says so.
    public void open(Path file) {
        editor.open(file);
    }

    /// Writes the text of the editor to a file.
    public void save(Path file) {
        editor.save(file);
    }

    private void chooseAndOpen() {
        File file = chooser("policy.open.title").showOpenDialog(getScene().getWindow());
        if (file != null) {
            open(file.toPath());
        }
    }

    private void chooseAndSave() {
        File file = chooser("policy.save.title").showSaveDialog(getScene().getWindow());
        if (file != null) {
            save(file.toPath());
        }
    }

    private static FileChooser chooser(String key) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text(key));
        chooser.setInitialFileName("schema.parallax");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(text("policy.file.kind"), "*.parallax"));
        return chooser;
    }

    private static Tab tab(String title, Feather icon, Node content) {
        Tab tab = new Tab(title, content);
        tab.setGraphic(Icons.of(icon));
        return tab;
    }
}
