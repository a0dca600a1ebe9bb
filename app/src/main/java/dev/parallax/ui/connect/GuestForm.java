package dev.parallax.ui.connect;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.schema.SessionType;
import dev.parallax.ui.acting.UserChoice;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import tools.jackson.databind.node.ObjectNode;

/// Who is to connect: a user and a role, as far as the schema's session has them. FX thread only.
final class GuestForm extends HBox {
    private static final String USER = "userId";
    private static final String ROLE = "role";

    private final World world;
    private final ComboBox<UserChoice> user = new ComboBox<>();
    private final ComboBox<String> role = new ComboBox<>();
    private final Button make = new Button(text("connect.make"), Icons.of(Feather.KEY));

    /// @param onMake gets the fields of the session that is asked for
    GuestForm(World world, Consumer<ObjectNode> onMake) {
        super(12);
        this.world = world;
        setAlignment(Pos.BOTTOM_LEFT);
        user.setId("connect-user");
        user.setPromptText(text("connect.user.any"));
        user.setPrefWidth(220);
        role.setId("connect-role");
        role.setEditable(true);
        role.setPrefWidth(120);
        role.getItems().setAll(List.of("user", "admin", "guest"));
        role.setValue("user");
        make.setId("connect-make");
        make.getStyleClass().add("accent");
        make.setMinWidth(USE_PREF_SIZE);
        make.setOnAction(event -> onMake.accept(fields()));
        getChildren().addAll(labelled(text("session.user"), user), labelled(text("session.role"), role), make);
    }

    /// Puts in the users that are known now.
    void open() {
        UserChoice chosen = user.getValue();
        user.getItems().setAll(UserChoice.known(world));
        user.setValue(
                chosen == null && !user.getItems().isEmpty() ? user.getItems().getFirst() : chosen);
        make.requestFocus();
    }

    /// While the server makes a session, no other is asked for.
    void wait(boolean waiting) {
        make.setDisable(waiting);
    }

    private ObjectNode fields() {
        SessionType session = world.schema().session();
        ObjectNode fields = Json.object();
        if (session.field(USER).isPresent() && user.getValue() != null) {
            fields.put(USER, user.getValue().id());
        }
        if (session.field(ROLE).isPresent()) {
            fields.put(ROLE, role.getEditor().getText());
        }
        return fields;
    }

    private static VBox labelled(String label, Control control) {
        Label name = new Label(label);
        name.getStyleClass().add("field-label");
        name.setLabelFor(control);
        control.setAccessibleText(label);
        return new VBox(4, name, control);
    }
}
