package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/// Title, content and, for a new post, its workspace and whether it is published at once. FX thread only.
final class PostForm {
    private static final String WORKSPACE = "Workspace";

    private final TextField title = new TextField();
    private final TextField content = new TextField();
    private final Form form;

    private PostForm(String heading, String doneText, Runnable onCancel, Runnable onDone) {
        title.setId("post-title");
        title.setPrefColumnCount(18);
        content.setId("post-content");
        form = new Form(heading, doneText, onDone, onCancel)
                .with(text("post.title"), title, false)
                .with(text("post.content"), content, true);
    }

    /// @param onDone gets the fields of the new post
    static PostForm create(FleetClient client, Runnable onCancel, Consumer<Map<String, @Nullable Object>> onDone) {
        List<Workspace> workspaces = workspaces(client);
        ComboBox<Workspace> workspace = new ComboBox<>();
        workspace.setId("post-workspace");
        workspace.getItems().setAll(workspaces);
        workspace.getSelectionModel().selectFirst();
        CheckBox published = new CheckBox(text("post.published"));
        published.setId("post-published");
        PostForm[] made = new PostForm[1];
        made[0] = new PostForm(text("create.title", client.name()), text("create.done"), onCancel, () -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            Workspace chosen = workspace.getValue();
            fields.put("workspaceId", chosen == null ? 1L : chosen.id());
            fields.put("authorUserId", client.userId());
            fields.put("title", made[0].title.getText().isBlank() ? text("post.untitled") : made[0].title.getText());
            fields.put("content", made[0].content.getText());
            fields.put("published", published.isSelected());
            onDone.accept(fields);
        });
        made[0].form.with(text("post.workspace"), workspace, false).with(text("post.visibility"), published, false);
        return made[0];
    }

    /// @param onDone gets the fields that were changed; none if all are as they were
    static PostForm edit(
            FleetClient client, Row row, Runnable onCancel, Consumer<Map<String, @Nullable Object>> onDone) {
        String oldTitle = String.valueOf(row.get("title"));
        String oldContent = String.valueOf(row.get("content"));
        PostForm[] made = new PostForm[1];
        made[0] = new PostForm(text("edit.title", row.id() + "", client.name()), text("edit.done"), onCancel, () -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            if (!made[0].title.getText().equals(oldTitle)) {
                fields.put("title", made[0].title.getText());
            }
            if (!made[0].content.getText().equals(oldContent)) {
                fields.put("content", made[0].content.getText());
            }
            onDone.accept(fields);
        });
        made[0].title.setText(oldTitle);
        made[0].content.setText(oldContent);
        return made[0];
    }

    Node content() {
        return form;
    }

    Node firstField() {
        return title;
    }

    private static List<Workspace> workspaces(FleetClient client) {
        ReplicaSnapshot snapshot = client.snapshot();
        Map<Long, String> names = new HashMap<>();
        snapshot.table(WORKSPACE).shown().forEach(row -> names.put(row.id(), String.valueOf(row.get("name"))));
        return snapshot.knownIds(WORKSPACE).stream()
                .map(id -> new Workspace(id, names.getOrDefault(id, WORKSPACE + " " + id)))
                .toList();
    }

    /// A workspace that can be chosen. Immutable.
    private record Workspace(long id, String name) {
        @Override
        public String toString() {
            return name;
        }
    }
}
