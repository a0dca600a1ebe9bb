package dev.parallax.ui.connect;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Dialect;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.Guest;
import dev.parallax.ui.world.World;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import tools.jackson.databind.node.ObjectNode;

/// How to connect a program of one's own: the address, a session made for it, and examples for each dialect that
/// run as they are. A card over the window; a click beside it, Esc or its button closes it. FX thread only.
public final class ConnectSheet extends StackPane {
    private static final double CARD_WIDTH = 780;
    private static final double EXAMPLES_HEIGHT = 372;

    private final World world;
    private final Mailbox mailbox;
    private final Outside outside;
    private final TextField address = shown("connect-address", text("connect.address"));
    private final TextField secret = shown("connect-session", text("connect.session"));
    private final Button copySecret;
    private final Button end = new Button(text("connect.end"), Icons.of(Feather.LOCK));
    private final GuestForm form;
    private final TabPane dialects = new TabPane();
    private final Label said = new Label();
    private @Nullable Guest guest;

    public ConnectSheet(World world, Mailbox mailbox, Outside outside) {
        this.world = world;
        this.mailbox = mailbox;
        this.outside = outside;
        setId("connect-sheet");
        getStyleClass().add("overlay");
        form = new GuestForm(world, this::makeSession);
        copySecret = copyButton("connect-copy-session", text("connect.copy.session"), secret);
        end.setId("connect-end");
        end.setMinWidth(USE_PREF_SIZE);
        end.setTooltip(Actions.tooltip(text("connect.end.hint")));
        end.setOnAction(event -> endSession());
        secret.setPromptText(text("connect.session.none"));
        said.setId("connect-said");
        said.setWrapText(true);
        said.getStyleClass().add("muted");
        dialects.setId("connect-dialects");
        dialects.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        dialects.setMinHeight(EXAMPLES_HEIGHT);
        dialects.setPrefHeight(EXAMPLES_HEIGHT);
        for (Dialect dialect : Dialect.values()) {
            dialects.getTabs().add(new Tab(dialect.text()));
        }
        VBox card = new VBox(12, heading(), places(), form, sessionLine(), dialects, said);
        card.getStyleClass().add("overlay-card");
        card.setMaxSize(CARD_WIDTH, Region.USE_PREF_SIZE);
        card.setPrefWidth(CARD_WIDTH);
        getChildren().add(card);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                hideSheet();
            }
        });
        // Keys that are typed here are not meant for what lies below.
        addEventHandler(KeyEvent.KEY_PRESSED, KeyEvent::consume);
        addEventHandler(KeyEvent.KEY_TYPED, KeyEvent::consume);
        hideSheet();
    }

    public void toggle() {
        if (isVisible()) {
            hideSheet();
            return;
        }
        address.setText(world.address().toString());
        said.setText(text("connect.hint"));
        showExamples();
        setVisible(true);
        setManaged(true);
        form.open();
    }

    public void hideSheet() {
        setVisible(false);
        setManaged(false);
    }

    private void makeSession(ObjectNode fields) {
        form.wait(true);
        var ignored = world.openSession(fields)
                .whenComplete((made, failure) -> mailbox.post(() -> {
                    form.wait(false);
                    if (failure != null) {
                        said.setText(sentence(failure));
                        return;
                    }
                    guest = made;
                    said.setText(text("connect.made"));
                    showExamples();
                }));
    }

    private void endSession() {
        Guest ended = guest;
        if (ended == null) {
            return;
        }
        guest = null;
        showExamples();
        var ignored = world.endSession(ended)
                .whenComplete((over, failure) ->
                        mailbox.post(() -> said.setText(failure == null ? text("connect.ended") : sentence(failure))));
    }

    private void showExamples() {
        Guest known = guest;
        secret.setText(known == null ? "" : known.sessionId());
        copySecret.setDisable(known == null);
        end.setDisable(known == null);
        for (Tab tab : dialects.getTabs()) {
            Dialect dialect = Dialect.of(tab.getText());
            VBox examples = new VBox(12, muted(about(dialect)));
            examples.getStyleClass().add("panel-body");
            if (known == null) {
                examples.getChildren().add(muted(text("connect.first")));
            } else {
                examples(dialect, known).forEach(examples.getChildren()::add);
            }
            ScrollPane scroll = new ScrollPane(examples);
            scroll.setFitToWidth(true);
            scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
            tab.setContent(scroll);
        }
    }

    private List<? extends Node> examples(Dialect dialect, Guest known) {
        List<Snippet> snippets = new Snippets(world.address(), known, World.POST).of(dialect);
        return snippets.isEmpty()
                ? List.of(muted(text("connect.nospace")))
                : snippets.stream()
                        .map(snippet -> new SnippetBox(snippet, this::copy))
                        .toList();
    }

    private static String about(Dialect dialect) {
        return switch (dialect) {
            case CURSOR -> text("connect.about.cursor");
            case HEARTBEAT -> text("connect.about.heartbeat");
            case SPACE -> text("connect.about.space");
            case COLLECTION -> text("connect.about.collection");
            case CHANGELOG -> text("connect.about.changelog");
        };
    }

    private void copy(String what) {
        said.setText(text(outside.copy(what) ? "connect.copied" : "connect.nocopy"));
    }

    private void openWebClient() {
        URI page = world.address().resolve("/");
        said.setText(outside.browse(page) ? text("connect.opened") : text("connect.nobrowser", page.toString()));
    }

    private HBox heading() {
        Label title = new Label(text("connect.title"));
        title.getStyleClass().add("title-3");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button(null, Icons.of(Feather.X));
        close.setId("connect-close");
        close.setAccessibleText(text("close"));
        close.getStyleClass().addAll("flat", "button-icon");
        close.setOnAction(event -> hideSheet());
        return new HBox(8, title, space, close);
    }

    private HBox places() {
        Button web = new Button(text("connect.web"), Icons.of(Feather.EXTERNAL_LINK));
        web.setId("connect-web");
        web.setMinWidth(USE_PREF_SIZE);
        web.setOnAction(event -> openWebClient());
        return line(
                label(text("connect.address"), address),
                address,
                copyButton("connect-copy-address", text("connect.copy.address"), address),
                web);
    }

    private HBox sessionLine() {
        return line(label(text("connect.session"), secret), secret, copySecret, end);
    }

    private Button copyButton(String id, String name, TextField field) {
        Button button = new Button(text("connect.copy"), Icons.of(Feather.COPY));
        button.setId(id);
        button.setAccessibleText(name);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> copy(field.getText()));
        return button;
    }

    private static Label label(String text, TextField field) {
        Label label = new Label(text);
        label.setMinWidth(64);
        label.getStyleClass().add("field-label");
        label.setLabelFor(field);
        return label;
    }

    private static HBox line(Node... nodes) {
        HBox line = new HBox(8, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static TextField shown(String id, String name) {
        TextField field = new TextField();
        field.setId(id);
        field.setEditable(false);
        field.setAccessibleText(name);
        field.getStyleClass().add("code-text");
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add("muted");
        return label;
    }

    private static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage();
        return message == null ? text("failed") : message;
    }
}
