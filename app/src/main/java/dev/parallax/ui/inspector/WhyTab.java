package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.Explanation.Node;
import dev.parallax.policy.SessionValues;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Why the selected client may see the selected post or not: the sentence, and the permission with the truth of
/// each node. FX thread only; the answer comes from the background.
final class WhyTab implements ClientTab {
    private final World world;
    private final Selection selection;
    private final Question<Answer> question;
    private final FontIcon icon = Icons.of(Feather.HELP_CIRCLE);
    private final Label sentence = new Label("", icon);
    private final Label held = new Label();
    private final TreeView<Node> tree = new TreeView<>();
    private final VBox content;
    private @Nullable Answer shown;

    /// What was asked and what came of it. Immutable.
    private record Answer(int clientNumber, long postId, Optional<Explanation> verdict) {}

    WhyTab(World world, Selection selection, Background background) {
        this.world = world;
        this.selection = selection;
        this.question = new Question<>(background, this::show);
        sentence.setId("why-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Label.USE_PREF_SIZE);
        sentence.getStyleClass().add("why-sentence");
        held.setId("why-held");
        held.setWrapText(true);
        held.setMinHeight(Label.USE_PREF_SIZE);
        held.getStyleClass().add("muted");
        tree.setId("why-tree");
        tree.setAccessibleText(text("why.title"));
        tree.getStyleClass().addAll("dense", "edge-to-edge");
        tree.setCellFactory(view -> new ReasonCell());
        VBox.setVgrow(tree, Priority.ALWAYS);
        content = new VBox(8, sentence, held, tree);
        content.getStyleClass().addAll("tab-body", "panel-body");
    }

    @Override
    public String title() {
        return text("why.tab");
    }

    @Override
    public javafx.scene.Node content() {
        return content;
    }

    @Override
    public void show(FleetClient client) {
        if (!selection.hasPost()) {
            showNothing(text("select.post"));
            return;
        }
        int number = client.number();
        long postId = selection.postId();
        SessionValues session = client.snapshot().session();
        question.ask(() -> new Answer(number, postId, world.archive().whyVisible(World.POST, postId, session)));
    }

    private void show(Answer answer) {
        if (answer.clientNumber() != selection.clientNumber() || answer.postId() != selection.postId()) {
            return;
        }
        Optional<FleetClient> client = world.client(answer.clientNumber());
        client.ifPresent(present -> showHeld(present, answer));
        if (answer.equals(shown)) {
            return;
        }
        shown = answer;
        Explanation verdict = answer.verdict().orElse(null);
        if (verdict == null) {
            showNothing(text("why.norow", answer.postId() + ""));
            return;
        }
        icon.setIconCode(verdict.allowed() ? Feather.CHECK_CIRCLE : Feather.X_CIRCLE);
        style(verdict.allowed() ? "allowed" : "denied");
        sentence.setText(capital(verdict.sentence()));
        tree.setRoot(item(verdict.root()));
        tree.setVisible(true);
    }

    /// Policy says what should be; this line says what is, and why the two may differ for a moment.
    private void showHeld(FleetClient client, Answer answer) {
        boolean holds =
                client.snapshot().table(World.POST).synced().stream().anyMatch(row -> row.id() == answer.postId());
        boolean pending = client.snapshot().table(World.POST).isPending(answer.postId());
        boolean allowed = answer.verdict().map(Explanation::allowed).orElse(false);
        String key = pending ? "why.held.pending" : holds == allowed ? (holds ? "why.held.yes" : "why.held.no") : null;
        if (key == null) {
            key = holds ? "why.held.stale" : "why.held.missing";
        }
        String line = text(key, client.name(), client.snapshot().message());
        if (!line.equals(held.getText())) {
            held.setText(line);
        }
    }

    private void showNothing(String message) {
        shown = null;
        icon.setIconCode(Feather.HELP_CIRCLE);
        style("open");
        sentence.setText(message);
        tree.setVisible(false);
    }

    private void style(String name) {
        sentence.getStyleClass().removeAll("allowed", "denied", "open");
        sentence.getStyleClass().add(name);
    }

    private static TreeItem<Node> item(Node node) {
        TreeItem<Node> item = new TreeItem<>(node);
        item.setExpanded(true);
        node.children().forEach(child -> item.getChildren().add(item(child)));
        return item;
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
