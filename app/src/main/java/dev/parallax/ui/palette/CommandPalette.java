package dev.parallax.ui.palette;

import static dev.parallax.ui.messages.Messages.text;

import atlantafx.base.controls.CustomTextField;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// A field and a list over the window: type a part of what is wanted, Enter does it or goes there. Esc, a click beside
/// it or the same key again closes it; the focus goes back to the middle of the window. While it is open no other
/// shortcut works. FX thread only.
public final class CommandPalette extends StackPane {
    private static final double WIDTH = 620;
    private static final double LINE_HEIGHT = 36;
    private static final int LINES = 11;
    /// Who has not found it among these types another letter.
    private static final int SHOWN_LIMIT = 100;

    private final Entries entries;
    private final Runnable giveFocusBack;
    private final CustomTextField field = new CustomTextField();
    private final ListView<Entry> list = new ListView<>();
    private final Label count = new Label();
    private List<Entry> offered = List.of();

    /// @param showRecord goes to a record of the schema
    /// @param giveFocusBack called before what was chosen is done
    public CommandPalette(
            World world, Selection selection, Actions actions, Consumer<String> showRecord, Runnable giveFocusBack) {
        this.entries = new Entries(world, selection, actions, showRecord);
        this.giveFocusBack = giveFocusBack;
        setId("palette");
        getStyleClass().add("overlay");
        setAlignment(Pos.TOP_CENTER);
        field.setId("palette-field");
        field.setLeft(Icons.of(Feather.SEARCH));
        field.setPromptText(text("palette.prompt"));
        field.setAccessibleText(text("palette.prompt"));
        field.textProperty().subscribe(this::search);
        list.setId("palette-list");
        list.setAccessibleText(text("palette.list"));
        list.getStyleClass().addAll("edge-to-edge", "palette-list");
        list.setFocusTraversable(false);
        list.setFixedCellSize(LINE_HEIGHT);
        list.setPrefHeight(LINE_HEIGHT * LINES);
        list.setPlaceholder(new Label(text("palette.nothing")));
        list.setCellFactory(view -> new EntryCell(this::choose));
        list.getSelectionModel().selectedItemProperty().subscribe(this::speak);
        count.setId("palette-count");
        count.getStyleClass().addAll("muted", "small-text");
        VBox card = new VBox(8, field, list, count);
        card.getStyleClass().addAll("overlay-card", "palette-card");
        card.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        getChildren().add(card);
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        // What the field does not use would reach the window's shortcuts.
        addEventHandler(KeyEvent.KEY_TYPED, KeyEvent::consume);
        addEventHandler(KeyEvent.KEY_PRESSED, KeyEvent::consume);
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        show(false);
    }

    /// Opens it with everything that can be done now, or closes it.
    public void toggle() {
        if (isVisible()) {
            close();
            return;
        }
        offered = entries.now();
        field.clear();
        search("");
        show(true);
        field.requestFocus();
    }

    /// Closes it and gives the focus back.
    public void close() {
        show(false);
        offered = List.of();
        list.getItems().clear();
        giveFocusBack.run();
    }

    private void show(boolean shown) {
        setVisible(shown);
        setManaged(shown);
    }

    private void search(String query) {
        List<Entry> best = Ranking.best(query, offered, Entry::title, Entry::detail, SHOWN_LIMIT);
        list.getItems().setAll(best);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        count.setText(text("palette.count", best.size(), offered.size()));
    }

    private void onKey(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> step(1);
            case UP -> step(-1);
            case PAGE_DOWN -> step(LINES - 1);
            case PAGE_UP -> step(1 - LINES);
            case ENTER -> choose(list.getSelectionModel().getSelectedItem());
            case ESCAPE -> close();
            case K -> {
                if (!event.isShortcutDown()) {
                    return;
                }
                close();
            }
            // There is nowhere else to go while the palette is open.
            case TAB -> {}
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        int last = list.getItems().size() - 1;
        if (last >= 0) {
            int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) by, 0, last);
            list.getSelectionModel().clearAndSelect(next);
            list.scrollTo(Math.max(0, next - LINES / 2));
        }
    }

    private void choose(@Nullable Entry entry) {
        if (entry != null && entry.enabled()) {
            close();
            entry.choice().run();
        }
    }

    /// The keys stay in the field, so that is where a screen reader hears of the chosen line.
    private void speak(@Nullable Entry entry) {
        field.setAccessibleHelp(entry == null ? text("palette.nothing") : EntryCell.spoken(entry));
        field.notifyAccessibleAttributeChanged(AccessibleAttribute.HELP);
    }
}
