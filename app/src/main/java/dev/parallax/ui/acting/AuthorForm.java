package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;

/// Chooses the user that a post shall belong to. FX thread only.
final class AuthorForm {
    private final ComboBox<UserChoice> author = new ComboBox<>();
    private final Form form;

    AuthorForm(String heading, List<UserChoice> users, Row row, Runnable onCancel, Consumer<UserChoice> onDone) {
        author.setId("author");
        author.getItems().setAll(users);
        users.stream()
                .filter(user -> Long.valueOf(user.id()).equals(row.get("authorUserId")))
                .findFirst()
                .ifPresent(author::setValue);
        form = new Form(
                        heading,
                        text("author.done"),
                        () -> {
                            UserChoice chosen = author.getValue();
                            if (chosen != null) {
                                onDone.accept(chosen);
                            }
                        },
                        onCancel)
                .with(text("author.label"), author, false);
    }

    Node content() {
        return form;
    }

    Node firstField() {
        return author;
    }
}
