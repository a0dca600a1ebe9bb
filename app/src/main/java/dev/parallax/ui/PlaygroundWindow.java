package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.AddTask;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.ui.acting.Acting;
import dev.parallax.ui.acting.ClientActing;
import dev.parallax.ui.acting.FlipMaker;
import dev.parallax.ui.acting.Ledger;
import dev.parallax.ui.acting.Possibilities;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.ConnectSheet;
import dev.parallax.ui.connect.SystemOutside;
import dev.parallax.ui.export.Filing;
import dev.parallax.ui.export.OriginBar;
import dev.parallax.ui.faults.FaultDesk;
import dev.parallax.ui.faults.FaultMenu;
import dev.parallax.ui.inspector.Inspector;
import dev.parallax.ui.palette.CommandPalette;
import dev.parallax.ui.policy.PolicyPanel;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.scenario.ExpectationsPanel;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.GallerySheet;
import dev.parallax.ui.scenario.Pinning;
import dev.parallax.ui.scenario.ScenarioBar;
import dev.parallax.ui.scenario.ScenarioFiles;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.status.StatusBar;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.Magnified;
import dev.parallax.ui.theme.Themes;
import dev.parallax.ui.timeline.Timeline;
import dev.parallax.ui.timeline.TimelinePanel;
import dev.parallax.ui.toolbar.ActorsControl;
import dev.parallax.ui.toolbar.MainToolbar;
import dev.parallax.ui.world.Origin;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The window's content for one world: makes the parts, connects them to each other and to the actions. FX
/// thread only.
public final class PlaygroundWindow {
    private static final List<Action> NEED_A_SERVER = List.of(
            Action.TOGGLE_TRAFFIC,
            Action.ADD_CLIENT,
            Action.ADD_10_CLIENTS,
            Action.ADD_100_CLIENTS,
            Action.ADD_1000_CLIENTS,
            Action.CONNECT);

    private final World world;
    private final Mailbox mailbox;
    private final Themes themes;
    private final Actions actions = new Actions();
    private final Selection selection = new Selection();
    private final StripStack strips = new StripStack();
    private final Sheets sheets;
    private final MainToolbar toolbar;
    private final StartHere startHere;
    private final Inspector inspector;
    private final PolicyPanel policy;
    private final ExpectationsPanel expectations;
    private final Timeline timeline;
    private final Shell shell;
    private final TableauView tableau;
    private final Views views;
    private final Magnified root;

    /// @param theatre plays scenarios
    /// @param dialogs ask for files
    /// @param run the scenario that is played in this world; null if it is the person's own
    public PlaygroundWindow(
            World world,
            Preferences preferences,
            Themes themes,
            Pulse pulse,
            Background background,
            Theatre theatre,
            FileDialogs dialogs,
            @Nullable ScenarioRun run) {
        this.world = world;
        this.themes = themes;
        Ledger ledger = new Ledger(strips);
        ClientActing handling = new ClientActing(world, selection, strips, background.mailbox(), ledger);
        FaultDesk desk = new FaultDesk(world, selection, handling, ledger, strips, background.mailbox());
        FaultMenu faults = new FaultMenu(desk);
        toolbar = new MainToolbar(world.traffic(), faults, actions, themes);
        toolbar.chooseActors(new ActorsControl(world, selection));
        this.mailbox = background.mailbox();
        StatusBar status = new StatusBar(world, selection, actions);
        timeline = new Timeline(world, background);
        TimelinePanel history = new TimelinePanel(world, timeline, selection, actions, pulse);
        TableauPane pane = new TableauPane(world, selection, actions, toolbar, preferences, timeline);
        tableau = pane.view();
        toolbar.control(tableau);
        VBox.setVgrow(pane, Priority.ALWAYS);
        startHere = new StartHere(preferences, () -> actions.perform(Action.SHOW_SCENARIOS));
        VBox lines = new VBox(startHere, pane);
        if (run != null) {
            ScenarioBar bar = new ScenarioBar(run, theatre);
            startHere.standBack(true);
            lines.getChildren().addFirst(bar);
            pulse.calmly(bar);
            Views.offerRace(run, bar, actions);
        }
        if (world.origin().isPresent()) {
            lines.getChildren().addFirst(new OriginBar(world.origin().get(), theatre, !theatre.isOwn(world)));
            startHere.standBack(true);
        }
        if (world.origin().filter(Origin::isRecording).isPresent()) {
            NEED_A_SERVER.forEach(action -> actions.forbid(action, text("origin.nothing.happens")));
        }
        ScenarioFiles files = new ScenarioFiles(dialogs, strips, background, theatre);
        GallerySheet gallery = new GallerySheet(theatre, files::open, () -> files.save(world));
        // What a scenario or a saved world pins is its own and not remembered.
        boolean isOwn = run == null && world.origin().isEmpty();
        expectations = new ExpectationsPanel(world, selection, isOwn ? preferences : new MemoryPreferences());
        lines.setMinWidth(0);
        // Strips lie over the tableau: if they took its space, every card would move when one appears.
        StackPane.setAlignment(strips, Pos.BOTTOM_CENTER);
        StackPane centre = new StackPane(lines, strips);
        centre.setMinWidth(320);
        inspector = new Inspector(
                world,
                selection,
                actions,
                background,
                pulse,
                new FlipMaker(world, strips, background.mailbox(), ledger),
                desk,
                new SystemOutside());
        views = new Views(
                world, selection, pane, timeline, actions, background, preferences, strips, inspector::openWhy);
        toolbar.switchViews(views.chooser());
        policy = new PolicyPanel(world, selection, strips, actions, background, pulse, views::showGhosts);
        shell = new Shell(preferences, toolbar, policy, centre, inspector, history, status);
        sheets = new Sheets(
                gallery,
                new CommandPalette(world, selection, actions, this::showRecord, views::focus),
                new ConnectSheet(world, background.mailbox(), new SystemOutside()),
                views::focus);
        StackPane layers = new StackPane(shell);
        layers.getChildren().addAll(sheets.nodes());
        root = new Magnified(layers, themes.textSize());
        root.getStyleClass().add("playground");
        root.addEventHandler(KeyEvent.KEY_PRESSED, actions::onKeyPressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, actions::onKeyTyped);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::onEscape);
        tableau.addEventHandler(KeyEvent.KEY_PRESSED, this::onEnter);
        tableau.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        pulse.every(toolbar);
        pulse.every(pane);
        pulse.every(views);
        pulse.calmly(new Greeting(world, selection));
        pulse.calmly(status);
        pulse.calmly(faults);
        pulse.calmly(new Possibilities(world, selection, handling, actions));
        actions.onForbidden(reason -> strips.show(Notice.info(reason)));
        pulse.calmly(pane.selectionBar());
        pulse.calmly(expectations);
        pulse.every(timeline);
        pulse.calmly(history);
        pulse.calmly(strips);
        Acting acting = new Acting(world, selection, strips, background.mailbox(), ledger);
        acting.bind(actions);
        tableau.setDropHandler(drop -> acting.give(drop.posts(), drop.from(), drop.onto()));
        handling.bind(actions);
        strips.onEditorClosed(views::focus);
        bindClients();
        bindView();
        views.bind();
        sheets.bind(actions);
        new Pinning(world, selection, strips, expectations, policy, shell::openPolicy).bind(actions);
        new Habits(themes, preferences, strips).bind(actions, root, tableau);
        new Filing(world, tableau, dialogs, strips, background, theatre, pulse).bind(actions, root);
    }

    /// Puts the content into `scene`.
    public void show(Scene scene) {
        scene.setRoot(root);
        views.focus();
    }

    /// Remembers the layout, and lets go of what outlives the window.
    public void close() {
        shell.rememberSizes();
        toolbar.close();
        root.close();
    }

    /// Adds clients and shows how far that is.
    public void addClients(int count) {
        follow(world.add(count));
    }

    /// Shows how far it is, and tells who could not connect.
    void follow(AddTask task) {
        toolbar.follow(task);
        var ignored = task.completion().whenComplete((clients, failure) -> mailbox.post(() -> tellUnjoined(task)));
    }

    private void tellUnjoined(AddTask task) {
        if (task.failed() > 0) {
            tell(
                    Kind.DENIED,
                    task.problem()
                            .map(why -> text("clients.unjoined.why", task.failed(), task.total(), Acting.sentence(why)))
                            .orElseGet(() -> text("clients.unjoined", task.failed(), task.total())));
        }
    }

    /// Lets the clients of a saved world come back, and pins what was pinned there.
    void welcomeBack() {
        world.origin().ifPresent(origin -> {
            AddTask coming = origin.clients();
            follow(coming);
            // A sentence may name a client: they must be there first.
            var ignored = coming.completion()
                    .whenComplete((clients, failure) ->
                            mailbox.post(() -> origin.bundle().expectations().forEach(expectations::pinAgain)));
            if (origin.isRecording()) {
                shell.openTimeline();
            }
        });
    }

    /// Says something in a strip.
    void tell(Kind kind, String sentence) {
        strips.show(new Notice(kind, sentence, List.of()));
    }

    /// What it shows.
    public World world() {
        return world;
    }

    public Selection selection() {
        return selection;
    }

    public Actions actions() {
        return actions;
    }

    public Parent root() {
        return root;
    }

    /// The left panel.
    public PolicyPanel policy() {
        return policy;
    }

    /// What the window tells.
    public StripStack strips() {
        return strips;
    }

    /// The cards.
    public TableauView tableau() {
        return tableau;
    }

    private void bindClients() {
        actions.on(Action.ADD_CLIENT, () -> addClients(1));
        actions.on(Action.ADD_10_CLIENTS, () -> addClients(10));
        actions.on(Action.ADD_100_CLIENTS, () -> addClients(100));
        actions.on(Action.ADD_1000_CLIENTS, () -> addClients(1_000));
        actions.on(Action.TOGGLE_TRAFFIC, this::toggleTraffic);
        actions.on(Action.SLOWER, () -> toolbar.stepRate(-1));
        actions.on(Action.FASTER, () -> toolbar.stepRate(1));
    }

    private void bindView() {
        actions.on(Action.ASK_WHY, this::askWhy);
        actions.on(Action.SELECT_ALL, tableau::selectAll);
        actions.on(Action.EDIT_POLICY, this::editPolicy);
        actions.on(Action.FILTER, toolbar::focusFilter);
        actions.on(Action.TOGGLE_TIMELINE, shell::toggleTimeline);
        actions.on(Action.STEP_BACK, this::stepBack);
        actions.on(Action.STEP_FORWARD, timeline::stepForward);
        actions.on(Action.PLAY_TIMELINE, timeline::togglePlaying);
        actions.on(Action.BACK_TO_LIVE, timeline::backToLive);
        actions.on(Action.TOGGLE_POLICY, shell::togglePolicy);
        actions.on(Action.TOGGLE_INSPECTOR, shell::toggleInspector);
        actions.on(Action.DEMO_MODE, this::toggleDemo);
        actions.on(Action.NEXT_THEME, () -> themes.choose(themes.choice().next()));
        actions.on(Action.DISMISS, views::focus);
    }

    private void stepBack() {
        shell.openTimeline();
        timeline.stepBack();
    }

    private void toggleDemo() {
        shell.toggleDemo();
        startHere.standBack(shell.isDemo());
    }

    private void toggleTraffic() {
        if (world.traffic().isRunning()) {
            world.traffic().stop();
        } else {
            world.traffic().start();
        }
    }

    /// Esc closes what lies on top before any control may use it for itself.
    private void onEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !tableau.isDragging() && dismiss()) {
            event.consume();
        }
    }

    private void editPolicy() {
        shell.openPolicy();
        policy.focusEditor();
    }

    private void showRecord(String record) {
        shell.openPolicy();
        policy.showRecord(record);
    }

    private void askWhy() {
        shell.openInspector();
        inspector.askWhy();
    }

    /// An empty place asks why it is empty.
    private void onClick(MouseEvent event) {
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        if (primary && tableau.hitAt(event.getX(), event.getY()) instanceof Hit.Cell cell && !cell.held()) {
            inspector.openWhy();
        }
    }

    private void onEnter(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            actions.perform(Action.EDIT_POST);
        }
    }

    /// Closes the topmost thing that can be closed.
    ///
    /// @return false if there was none
    private boolean dismiss() {
        if (sheets.dismiss()) {
            return true;
        }
        if (strips.dismiss()) {
            return true;
        }
        if (shell.isDemo()) {
            toggleDemo();
            return true;
        }
        return false;
    }
}
