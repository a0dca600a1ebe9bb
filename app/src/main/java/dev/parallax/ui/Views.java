package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Dialect;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.SystemOutside;
import dev.parallax.ui.matrix.MatrixPane;
import dev.parallax.ui.matrix.MatrixView;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.race.RacePane;
import dev.parallax.ui.scenario.ScenarioBar;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.timeline.Timeline;
import dev.parallax.ui.toolbar.ViewSwitch;
import dev.parallax.ui.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// The views that can have the middle of the window, of which one has it: cards, matrix or race. All of them show the
/// same frames and the same selection; the choice is remembered. FX thread only.
final class Views implements Pulse.Part {
    private static final String PREFERENCE = "view";

    private enum View {
        CARDS(Action.VIEW_CARDS),
        MATRIX(Action.VIEW_MATRIX),
        RACE(Action.VIEW_RACE);

        private final Action action;

        View(Action action) {
            this.action = action;
        }

        private String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final TableauPane pane;
    private final TableauView tableau;
    private final MatrixPane matrix;
    private final RacePane race;
    private final Selection selection;
    private final Actions actions;
    private final Preferences preferences;
    private final Runnable openWhy;
    private final ViewSwitch chooser;
    private View shown = View.CARDS;

    /// @param openWhy shows why the selected post is where it is, or is not
    Views(
            World world,
            Selection selection,
            TableauPane pane,
            Timeline timeline,
            Actions actions,
            Background background,
            Preferences preferences,
            StripStack strips,
            Runnable openWhy) {
        this.pane = pane;
        this.selection = selection;
        this.actions = actions;
        this.preferences = preferences;
        this.openWhy = openWhy;
        tableau = pane.view();
        matrix = new MatrixPane(world, tableau, background);
        race = new RacePane(world, selection, strips, background.mailbox(), new SystemOutside());
        chooser = new ViewSwitch(actions);
        pane.onFrame(frame -> matrix.show(frame, timeline.moment().isPresent()));
        MatrixView cells = matrix.view();
        cells.onSelect(selection::pick);
        selection.onChange(() -> cells.select(selection.picks()));
        cells.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        cells.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        cells.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::onMenu);
    }

    /// A scenario in which all dialects take part ends with the way to their race.
    static void offerRace(ScenarioRun run, ScenarioBar bar, Actions actions) {
        Set<Dialect> dialects = new HashSet<>();
        run.progress().scenario().setting().clients().forEach(client -> dialects.add(client.dialect()));
        if (dialects.size() == Dialect.values().length) {
            Button button = actions.button(Action.VIEW_RACE);
            button.setId("scenario-race");
            button.setText(text("race.scenario"));
            bar.offerAtEnd(button);
        }
    }

    /// The switch for the toolbar.
    Node chooser() {
        return chooser;
    }

    /// Ties the views to their actions and shows the remembered one.
    void bind() {
        for (View view : View.values()) {
            actions.on(view.action, () -> show(view));
        }
        actions.on(Action.ZOOM_IN, () -> zoom(tableau::zoomIn, matrix.view()::zoomIn));
        actions.on(Action.ZOOM_OUT, () -> zoom(tableau::zoomOut, matrix.view()::zoomOut));
        actions.on(Action.ZOOM_FIT, () -> zoom(tableau::zoomToFit, matrix.view()::zoomToFit));
        String remembered = preferences.get(PREFERENCE).orElse("");
        for (View view : View.values()) {
            if (view.keyword().equals(remembered)) {
                shown = view;
            }
        }
        arrange();
    }

    private void zoom(Runnable cards, Runnable cells) {
        switch (shown) {
            case CARDS -> cards.run();
            case MATRIX -> cells.run();
            case RACE -> {}
        }
    }

    private void show(View view) {
        shown = view;
        preferences.put(PREFERENCE, view.keyword());
        arrange();
        focus();
    }

    private void arrange() {
        chooser.show(shown.action);
        for (Action zoom : List.of(Action.ZOOM_IN, Action.ZOOM_OUT, Action.ZOOM_FIT)) {
            actions.enable(zoom, shown != View.RACE);
        }
        matrix.setShown(shown == View.MATRIX);
        race.setShown(shown == View.RACE);
        if (shown == View.MATRIX) {
            matrix.host(pane.selectionBar());
        }
        pane.showInstead(
                switch (shown) {
                    case CARDS -> null;
                    case MATRIX -> matrix;
                    case RACE -> race;
                });
    }

    /// Puts the keys into the view that shows.
    void focus() {
        switch (shown) {
            case CARDS -> tableau.requestFocus();
            case MATRIX -> matrix.view().requestFocus();
            case RACE -> race.focus();
        }
    }

    /// Shows what an edited policy would change.
    void showGhosts(Ghosts ghosts) {
        tableau.showGhosts(ghosts);
        matrix.showGhosts(ghosts);
    }

    @Override
    public void refresh(long nanos) {
        matrix.refresh(nanos);
        race.refresh(nanos);
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            if (isHeld()) {
                actions.perform(Action.EDIT_POST);
            } else {
                actions.perform(Action.ASK_WHY);
            }
        }
    }

    private boolean isHeld() {
        return selection.hasClient()
                && selection.hasPost()
                && matrix.view().isHeld(selection.clientNumber(), selection.postId());
    }

    /// A post that the client does not hold asks why.
    private void onClick(MouseEvent event) {
        MatrixView.Place place = matrix.view().placeAt(event.getX(), event.getY());
        if (event.getButton() == MouseButton.PRIMARY && place.client() != null && place.post() != null && !isHeld()) {
            openWhy.run();
        }
    }

    private void onMenu(ContextMenuEvent event) {
        Hit hit = selection.hasClient() && selection.hasPost()
                ? new Hit.Cell(selection.clientNumber(), selection.postId(), isHeld())
                : selection.hasClient() ? new Hit.Card(selection.clientNumber()) : Hit.NOTHING;
        ContextMenu menu = tableau.contextMenu(hit);
        if (menu != null) {
            menu.setAutoHide(true);
            menu.show(matrix.view(), event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }
}
