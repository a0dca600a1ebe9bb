package dev.parallax.ui.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.client.Dialect;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.WorldPlan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person finds in the sheet, over a real server.
class ConnectSheetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// An outside that writes down what reaches it, or that is not there.
    private static final class Noted implements Outside {
        private final List<String> copied = new ArrayList<>();
        private final List<URI> opened = new ArrayList<>();
        private boolean absent;

        @Override
        public boolean copy(String text) {
            return !absent && copied.add(text);
        }

        @Override
        public boolean browse(URI address) {
            return !absent && opened.add(address);
        }
    }

    private final Noted outside = new Noted();
    private final Mailbox mailbox = new Mailbox();
    private final Pulse pulse = new Pulse(mailbox);
    private LiveWorld world;
    private ConnectSheet sheet;

    @BeforeEach
    void open() {
        open(ServerConfig.defaults());
    }

    private void open(ServerConfig config) {
        world = LiveWorld.start(new WorldPlan(config.withPort(0), 7, List.of(Dialect.CURSOR), 0, 20, false));
        sheet = FxThread.call(() -> {
            ConnectSheet made = new ConnectSheet(world, mailbox, outside);
            new Scene(made, 1000, 800);
            made.toggle();
            made.applyCss();
            made.layout();
            pulse.start();
            return made;
        });
    }

    @AfterEach
    void close() {
        FxThread.run(pulse::stop);
        world.close();
    }

    @Test
    void givesAnAddressASessionAndExamplesThatCanBeCopied() {
        assertThat(field("connect-address")).isEqualTo(world.address().toString());
        assertThat(field("connect-session")).isEmpty();
        click("connect-copy-address");
        assertThat(outside.copied).containsExactly(world.address().toString());

        make("admin");
        String secret = field("connect-session");
        assertThat(secret).matches("[0-9a-f]{48}");
        click("connect-copy-session");
        click("connect-copy-curl");
        click("connect-copy-javascript");
        assertThat(outside.copied.get(1)).isEqualTo(secret);
        assertThat(outside.copied.subList(2, 4))
                .isEqualTo(List.of(code("connect-code-curl"), code("connect-code-javascript")))
                .allSatisfy(text ->
                        assertThat(text).contains(secret, world.address().getAuthority()));
    }

    @Test
    void everyDialectHasItsExamples() {
        make("admin");
        for (Dialect dialect : Dialect.values()) {
            FxThread.run(() -> {
                TabPane tabs = (TabPane) node("connect-dialects");
                tabs.getSelectionModel().select(List.of(Dialect.values()).indexOf(dialect));
            });
            String place = switch (dialect) {
                case CURSOR -> "/sync'";
                case HEARTBEAT -> "/heartbeatSync?";
                case SPACE -> "/api/stream?";
                case COLLECTION -> "/rpc/PostSync";
                case CHANGELOG -> "/changes";
            };
            assertThat(copiedCurl(dialect)).contains(place);
        }
    }

    @Test
    void saysWhyTheServerRefusesASession() {
        close();
        open(ServerConfig.defaults().withAdminSecret("s"));
        String hint = said();
        click("connect-make");
        await().atMost(PATIENCE).until(() -> !said().equals(hint));
        assertThat(said()).contains("Parallax-Admin");
        assertThat(field("connect-session")).isEmpty();
        assertThat(FxThread.call(() -> button("connect-make").isDisabled())).isFalse();
    }

    @Test
    void opensTheWebClientOrSaysWhereItIs() {
        click("connect-web");
        assertThat(outside.opened).containsExactly(world.address().resolve("/"));

        outside.absent = true;
        click("connect-web");
        assertThat(said()).contains(world.address().toString());
        click("connect-copy-address");
        assertThat(said()).startsWith("There is no clipboard here");
    }

    private void make(String role) {
        FxThread.run(() -> {
            ComboBox<?> choice = (ComboBox<?>) node("connect-role");
            choice.getEditor().setText(role);
            button("connect-make").fire();
        });
        await().atMost(PATIENCE).until(() -> !field("connect-session").isEmpty());
        FxThread.run(() -> {
            sheet.applyCss();
            sheet.layout();
        });
    }

    /// What the example for curl of a dialect is, taken by its button.
    private String copiedCurl(Dialect dialect) {
        return FxThread.call(() -> {
            TabPane tabs = (TabPane) node("connect-dialects");
            Node content = tabs.getTabs()
                    .get(List.of(Dialect.values()).indexOf(dialect))
                    .getContent();
            ((Button) ((ScrollPane) content).getContent().lookup("#connect-copy-curl")).fire();
            return outside.copied.getLast();
        });
    }

    private void click(String id) {
        FxThread.run(() -> button(id).fire());
    }

    private Button button(String id) {
        return (Button) node(id);
    }

    private String field(String id) {
        return FxThread.call(() -> ((TextField) node(id)).getText());
    }

    private String code(String id) {
        return FxThread.call(() -> ((TextArea) node(id)).getText());
    }

    private String said() {
        return FxThread.call(() -> ((Label) node("connect-said")).getText());
    }

    private Node node(String id) {
        Node node = FxThread.call(() -> sheet.lookup("#" + id));
        if (node == null) {
            throw new AssertionError("there is no node with the id " + id);
        }
        return node;
    }
}
