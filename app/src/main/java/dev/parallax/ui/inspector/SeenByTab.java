package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Question;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.Archive;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every client with whether it holds the selected post and why: those who hold it first. FX thread only; the
/// reasons come from the background, one for each distinct session.
final class SeenByTab {
    private final World world;
    private final Selection selection;
    private final Question<List<Line>> question;
    private final Label summary = new Label();
    private final TableView<Line> table;
    private final VBox content;
    private boolean updating;

    /// @param holds what the client has, whatever the permission says
    private record Line(long postId, int clientNumber, String who, boolean holds, String reason) {}

    /// @param openWhy shows why the selected client has it or not
    SeenByTab(World world, Selection selection, Background background, Runnable openWhy) {
        this.world = world;
        this.selection = selection;
        this.question = new Question<>(background, this::show);
        table = Columns.table("seen-by", text("seenby.title"), text("seenby.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed("", 36, line -> line.holds() ? "✓" : "–"),
                        Columns.fixed(text("column.client"), 152, Line::who),
                        Columns.text(text("column.reason"), 180, Line::reason)));
        table.getSelectionModel().selectedItemProperty().subscribe(line -> {
            if (line != null && !updating) {
                selection.selectClient(line.clientNumber());
                openWhy.run();
            }
        });
        summary.setId("seen-by-summary");
        summary.getStyleClass().add("tab-summary");
        VBox.setVgrow(table, Priority.ALWAYS);
        content = new VBox(summary, table);
        content.getStyleClass().add("tab-body");
    }

    Node content() {
        return content;
    }

    void show(long postId) {
        List<FleetClient> clients = world.clients();
        Archive archive = world.archive();
        question.ask(() -> lines(postId, clients, archive));
    }

    private void show(List<Line> lines) {
        if (!lines.isEmpty() && lines.getFirst().postId() != selection.postId()) {
            return;
        }
        long holding = lines.stream().filter(Line::holds).count();
        summary.setText(text("seenby.summary", holding, lines.size()));
        if (!table.getItems().equals(lines)) {
            updating = true;
            table.getItems().setAll(lines);
            updating = false;
        }
    }

    private static List<Line> lines(long postId, List<FleetClient> clients, Archive archive) {
        Map<SessionValues, Optional<Explanation>> verdicts = new HashMap<>();
        List<Line> holding = new ArrayList<>();
        List<Line> others = new ArrayList<>();
        for (FleetClient client : clients) {
            SessionValues session = client.snapshot().session();
            @Nullable
            Explanation verdict = verdicts.computeIfAbsent(
                            session, values -> archive.whyVisible(World.POST, postId, values))
                    .orElse(null);
            boolean holds = holds(client, postId);
            String reason = verdict == null ? text("seenby.norow") : verdict.sentence();
            String who = text("seenby.who", client.name(), client.role());
            (holds ? holding : others).add(new Line(postId, client.number(), who, holds, reason));
        }
        holding.addAll(others);
        return holding;
    }

    private static boolean holds(FleetClient client, long postId) {
        for (Row row : client.snapshot().table(World.POST).synced()) {
            if (row.id() == postId) {
                return true;
            }
        }
        return false;
    }
}
