package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SessionType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/// One control for each field of the session that the schema declares: users and roles to choose from, text for the
/// rest. FX thread only.
final class SessionForm {
    private static final List<String> ROLES = List.of("user", "admin", "guest");

    private final Map<String, Supplier<@Nullable Object>> values = new LinkedHashMap<>();
    private final Form form;
    private @Nullable Node first;

    /// @param who in words
    /// @param clients at least one; where they differ, a field says so and stays as it is unless it is filled in
    /// @param onDone gets the fields whose value is another than before; none if all are as they were
    SessionForm(
            SessionType session,
            String who,
            List<FleetClient> clients,
            List<UserChoice> users,
            Runnable onCancel,
            Consumer<Map<String, @Nullable Object>> onDone) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        form = new Form(
                text("session.title", who),
                text("session.done"),
                () -> {
                    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
                    values.forEach((name, value) -> {
                        Object now = value.get();
                        if (!Objects.equals(now, before.get(name))) {
                            changed.put(name, now);
                        }
                    });
                    onDone.accept(changed);
                },
                onCancel);
        for (Field field : session.fields()) {
            Set<@Nullable Object> different = new HashSet<>();
            clients.forEach(client -> different.add(client.snapshot().session().get(field.name())));
            boolean mixed = different.size() > 1;
            Control control = control(field, mixed ? null : different.iterator().next(), users);
            if (mixed) {
                prompt(control);
            }
            Supplier<@Nullable Object> value = values.get(field.name());
            before.put(field.name(), value == null ? null : value.get());
            control.setId("session-" + field.name());
            form.with(label(field.name()), control, false);
            first = first == null ? control : first;
        }
    }

    Node content() {
        return form;
    }

    Node firstField() {
        Node node = first;
        return node == null ? form : node;
    }

    private Control control(Field field, @Nullable Object value, List<UserChoice> users) {
        if (field.name().equals("userId") && !users.isEmpty()) {
            ComboBox<UserChoice> choice = new ComboBox<>();
            choice.getItems().setAll(users);
            users.stream()
                    .filter(user -> Long.valueOf(user.id()).equals(value))
                    .findFirst()
                    .ifPresent(choice::setValue);
            values.put(
                    field.name(),
                    () -> choice.getValue() == null
                            ? value
                            : (Object) Long.valueOf(choice.getValue().id()));
            return choice;
        }
        if (field.name().equals("role")) {
            ComboBox<String> choice = new ComboBox<>();
            choice.setEditable(true);
            choice.getItems().setAll(ROLES);
            choice.setValue(value == null ? "" : value.toString());
            values.put(field.name(), () -> choice.getEditor().getText());
            return choice;
        }
        TextField plain = new TextField(value == null ? "" : value.toString());
        values.put(field.name(), () -> parse(field, plain.getText()));
        return plain;
    }

    private static void prompt(Control control) {
        switch (control) {
            case ComboBox<?> choice -> choice.setPromptText(text("session.mixed"));
            case TextField field -> field.setPromptText(text("session.mixed"));
            default -> throw new IllegalStateException("a session's field has no such control");
        }
    }

    /// What cannot be read stays text, so that the server names what is wrong with it.
    private static @Nullable Object parse(Field field, String typed) {
        if (typed.isEmpty() && field.nullable()) {
            return null;
        }
        try {
            return field.type() == ScalarType.INT
                    ? (Object) Long.valueOf(typed)
                    : field.type() == ScalarType.FLOAT
                            ? (Object) Double.valueOf(typed)
                            : field.type() == ScalarType.BOOL ? (Object) Boolean.valueOf(typed) : typed;
        } catch (NumberFormatException e) {
            return typed;
        }
    }

    private static String label(String field) {
        return switch (field) {
            case "userId" -> text("session.user");
            case "role" -> text("session.role");
            default -> field;
        };
    }
}
