package dev.parallax.ui.matrix;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.Visibility;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.tableau.Arrangement;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The matrix with what it shows: the tableau's frames in the tableau's order, and what the database says that the
/// clients may see, asked again and again while it shows. FX thread only.
public final class MatrixPane extends VBox implements Pulse.Part {
    /// Columns that a person can make anything of; a line says when there are more.
    static final int POSTS_LIMIT = 2_000;

    private static final long PAUSE_NANOS_MIN = 400_000_000L;
    /// After an answer, rest this many times as long as it took.
    private static final int REST_FACTOR = 3;

    /// After a question that failed.
    private static final long RETRY_NANOS = 2_000_000_000L;

    private final World world;
    private final MatrixView view;
    private final Label notice = new Label();
    private final Label empty = new Label(text("matrix.empty"));
    private final Question<Answer> question;
    private final HBox line = new HBox(12);
    private boolean past;
    private boolean shown;
    private boolean failed;
    private long askedAt;
    private long askAt;

    private record Answer(Permits permits, long nanos) {}

    /// @param tableau whose colours, order and filter hold here too
    public MatrixPane(World world, TableauView tableau, Background background) {
        this.world = world;
        view = new MatrixView(tableau.paletteProperty());
        view.setId("matrix");
        question = new Question<>(background, this::take, this::failed);
        empty.getStyleClass().addAll("muted", "empty");
        empty.setMouseTransparent(true);
        StackPane middle = new StackPane(view, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        setMinWidth(0);
        getChildren().addAll(middle, foot(tableau));
        tableau.groupByProperty().subscribe(any -> arrange(tableau));
        tableau.sortByProperty().subscribe(any -> arrange(tableau));
        tableau.filterProperty().subscribe(any -> arrange(tableau));
    }

    public MatrixView view() {
        return view;
    }

    private void arrange(TableauView tableau) {
        view.arrange(new Arrangement(
                tableau.groupByProperty().get(),
                tableau.sortByProperty().get(),
                tableau.filterProperty().get()));
    }

    /// Whether it has the middle of the window; otherwise it asks and paints nothing.
    public void setShown(boolean shows) {
        shown = shows;
        askAt = 0;
    }

    /// Takes in what says how many are selected; it is where the person looks.
    public void host(Node selectionBar) {
        line.getChildren().remove(selectionBar);
        line.getChildren().add(1, selectionBar);
    }

    /// @param isPast whether the frame is of a moment that is over: who might see what then is not known
    public void show(TableauFrame frame, boolean isPast) {
        if (isPast != past) {
            past = isPast;
            view.permit(Permits.UNKNOWN);
            askAt = 0;
        }
        view.show(frame);
        empty.setVisible(frame.cards().isEmpty());
        say();
    }

    public void showGhosts(Ghosts ghosts) {
        view.showGhosts(ghosts);
    }

    @Override
    public void refresh(long nanos) {
        if (!shown) {
            return;
        }
        if (!past && nanos >= askAt) {
            askedAt = nanos;
            // Until the answer is here nothing is asked; it, or its failure, decides when to ask again.
            askAt = Long.MAX_VALUE;
            question.ask(this::answer);
        }
        view.refresh();
    }

    private Answer answer() {
        long start = System.nanoTime();
        Map<Integer, ReplicaSnapshot> clients = new LinkedHashMap<>();
        for (FleetClient client : world.clients()) {
            clients.put(client.number(), client.snapshot());
        }
        for (FleetClient client : world.externals()) {
            clients.put(client.number(), client.snapshot());
        }
        Set<SessionValues> sessions = new HashSet<>();
        clients.values().forEach(snapshot -> sessions.add(snapshot.session()));
        Visibility visibility = world.archive().visibility(World.POST, sessions, POSTS_LIMIT);
        return new Answer(Permits.of(visibility, clients), System.nanoTime() - start);
    }

    private void take(Answer answer) {
        askAt = askedAt + Math.max(PAUSE_NANOS_MIN, (REST_FACTOR + 1) * answer.nanos());
        failed = false;
        if (!past) {
            view.permit(answer.permits());
            say();
        }
    }

    /// What was known is shown until there is an answer again.
    private void failed() {
        askAt = askedAt + RETRY_NANOS;
        failed = true;
        say();
    }

    private void say() {
        String words = past
                ? text("matrix.past")
                : failed
                        ? text("matrix.failed")
                        : !view.model().isPermissionKnown()
                                ? text("matrix.asking")
                                : view.model().isCut() ? text("matrix.cut", POSTS_LIMIT) : "";
        notice.setText(words);
        notice.setVisible(!words.isEmpty());
        notice.setManaged(!words.isEmpty());
    }

    /// A line about the cell under the pointer, and below it what cells mean.
    private VBox foot(TableauView tableau) {
        MatrixLegend legend = new MatrixLegend(tableau.paletteProperty());
        legend.setId("matrix-legend");
        ToggleButton toggle = new ToggleButton(text("legend.button"), Icons.of(Feather.CHEVRON_DOWN));
        toggle.setId("matrix-legend-toggle");
        toggle.getStyleClass().addAll("flat", "small", "legend-toggle");
        toggle.setMinWidth(USE_PREF_SIZE);
        // A view that few have seen before explains itself until told not to.
        toggle.setSelected(true);
        legend.visibleProperty().bind(toggle.selectedProperty());
        legend.managedProperty().bind(toggle.selectedProperty());
        Label hover = new Label();
        hover.setId("matrix-hover");
        hover.setWrapText(true);
        hover.setMinWidth(0);
        hover.setAlignment(Pos.CENTER_RIGHT);
        hover.textProperty().bind(view.hoverTextProperty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.getChildren().addAll(toggle, space, hover);
        line.setAlignment(Pos.CENTER_LEFT);
        notice.setId("matrix-notice");
        notice.setWrapText(true);
        notice.setMinHeight(USE_PREF_SIZE);
        notice.getStyleClass().add("matrix-notice");
        VBox foot = new VBox(4, line, notice, legend);
        foot.setMinHeight(USE_PREF_SIZE);
        foot.getStyleClass().add("tableau-foot");
        return foot;
    }
}
