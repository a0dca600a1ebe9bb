package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import atlantafx.base.controls.CustomTextField;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.Flip;
import dev.parallax.ui.acting.FlipMaker;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.why.Facts;
import dev.parallax.ui.why.Judge;
import dev.parallax.ui.why.Verdict;
import dev.parallax.ui.world.World;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The why-cell: why the selected client has the selected post, or not. One sentence on top; under it
/// what policy, sync and overlay say, the smallest changes that would turn the policy round, and the
/// permission node by node. Any id can be asked about, also of posts that nobody holds. FX thread only;
/// the answer comes from the background.
final class WhyTab implements ClientTab {
    private static final double ID_WIDTH = 68;

    private final World world;
    private final Selection selection;
    private final FlipMaker maker;
    private final Question<Answer> question;
    private final FontIcon icon = Icons.of(Feather.HELP_CIRCLE);
    private final Label sentence = new Label();
    private final CustomTextField id = new CustomTextField();
    private final LayerLine policy = new LayerLine("why.policy");
    private final LayerLine sync = new LayerLine("why.sync");
    private final LayerLine overlay = new LayerLine("why.overlay");
    private final Label flipHead = head("why.flip.deny");
    private final VBox flips = new VBox(4);
    private final Label treeHead = head("why.title");
    private final VBox tree = new VBox(6);
    private final VBox layers = new VBox(8, policy, sync, overlay, flipHead, flips, treeHead, tree);
    private final ScrollPane content;
    private @Nullable Answer shown;

    /// What was asked and what came of it. Immutable.
    private record Answer(int clientNumber, long postId, Verdict verdict) {}

    WhyTab(World world, Selection selection, Background background, FlipMaker maker) {
        this.world = world;
        this.selection = selection;
        this.maker = maker;
        this.question = new Question<>(background, this::show);
        sentence.setId("why-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setAlignment(Pos.TOP_LEFT);
        sentence.getStyleClass().add("why-sentence");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        id.setId("why-id");
        id.setLeft(new Label("#"));
        id.setPrefWidth(ID_WIDTH);
        id.setMinWidth(ID_WIDTH);
        id.getStyleClass().add("small");
        id.setAccessibleText(text("why.id"));
        id.setTooltip(Actions.tooltip(text("why.id")));
        // Only what may become a number: the key that brought the focus here is typed into it as well.
        id.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().matches("-?\\d{0,18}") ? change : null));
        id.setOnAction(event -> onId());
        selection.onChange(this::showId);
        flips.setId("why-flips");
        tree.setId("why-tree");
        HBox top = new HBox(8, icon, sentence, id);
        VBox all = new VBox(10, top, layers);
        all.getStyleClass().addAll("tab-body", "panel-body");
        content = Scrolls.vertically(all);
    }

    @Override
    public String title() {
        return text("why.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    /// Puts the focus where another post's id can be typed.
    void focusId() {
        id.requestFocus();
        id.selectAll();
    }

    @Override
    public void show(FleetClient client) {
        if (!selection.hasPost()) {
            showNothing();
            return;
        }
        int number = client.number();
        long postId = selection.postId();
        question.ask(() -> new Answer(number, postId, verdict(client, postId)));
    }

    /// In the background: asks the server, and takes what the client has at that moment.
    private Verdict verdict(FleetClient client, long postId) {
        var why = world.archive().why(World.POST, postId, client.snapshot().session());
        return Judge.of(new Facts(
                client.name(),
                client.dialect(),
                World.POST,
                postId,
                why.orElse(null),
                client.snapshot(),
                client.faults(),
                world.isBroadcastStopped(),
                finding(world.oracle(), client.number(), postId)));
    }

    private static Finding.@Nullable Kind finding(OracleReport report, int client, long postId) {
        return Stream.of(report.leaks(), report.missing(), report.stale())
                .flatMap(findings -> findings.stream())
                .filter(finding -> finding.clientNumber() == client
                        && finding.id() == postId
                        && finding.record().equals(World.POST))
                .map(Finding::kind)
                .findFirst()
                .orElse(null);
    }

    private void show(Answer answer) {
        boolean outdated = answer.clientNumber() != selection.clientNumber() || answer.postId() != selection.postId();
        if (outdated || answer.equals(shown)) {
            return;
        }
        Answer before = shown;
        shown = answer;
        Verdict verdict = answer.verdict();
        LayerLine.tint(icon, verdict.kind().tone());
        sentence.setText(capital(verdict.sentence()));
        policy.show(verdict.policyLayer());
        sync.show(verdict.sync());
        overlay.show(verdict.overlay());
        layers.setVisible(true);
        Explanation explanation = verdict.policy();
        boolean same = before != null
                && before.clientNumber() == answer.clientNumber()
                && before.verdict().flips().equals(verdict.flips())
                && Objects.equals(before.verdict().policy(), explanation);
        if (!same) {
            // Only the position moves most of the time; a button under the pointer must not be replaced for that.
            showPolicy(verdict);
        }
    }

    private void showPolicy(Verdict verdict) {
        Explanation explanation = verdict.policy();
        boolean allowed = explanation != null && explanation.allowed();
        flips.getChildren().setAll(verdict.flips().stream().map(this::line).toList());
        flipHead.setText(text(allowed ? "why.flip.deny" : "why.flip.allow"));
        present(flipHead, !verdict.flips().isEmpty());
        present(flips, !verdict.flips().isEmpty());
        present(treeHead, explanation != null);
        if (explanation == null) {
            tree.getChildren().clear();
        } else {
            tree.getChildren().setAll(ReasonLine.lines(explanation.root()));
        }
    }

    /// A proposal, and a button that makes it so where that can be done from here.
    private Node line(Flip flip) {
        Label words = new Label(capital(flip.sentence()));
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        words.getStyleClass().add("small-text");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(8, words);
        line.setAlignment(Pos.CENTER_LEFT);
        if (FlipMaker.canMake(flip)) {
            Button button = new Button(text("why.flip.do"));
            button.setAccessibleText(text("why.flip.do.name", flip.sentence()));
            button.setTooltip(Actions.tooltip(text("why.flip.do.hint")));
            button.getStyleClass().add("tiny");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(
                    event -> world.client(selection.clientNumber()).ifPresent(client -> maker.make(client, flip)));
            line.getChildren().add(button);
        }
        return line;
    }

    private void showNothing() {
        shown = null;
        icon.setIconCode(Feather.HELP_CIRCLE);
        sentence.setText(text("why.nothing"));
        layers.setVisible(false);
    }

    private void showId() {
        if (!id.isFocused()) {
            id.setText(selection.hasPost() ? Long.toString(selection.postId()) : "");
        }
    }

    private void onId() {
        String typed = id.getText().strip();
        try {
            selection.selectPost(Long.parseLong(typed));
        } catch (NumberFormatException e) {
            id.setText(selection.hasPost() ? Long.toString(selection.postId()) : "");
        }
        id.selectAll();
    }

    private static void present(Node node, boolean value) {
        node.setVisible(value);
        node.setManaged(value);
    }

    private static Label head(String key) {
        Label label = new Label(text(key));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("section-title");
        return label;
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
