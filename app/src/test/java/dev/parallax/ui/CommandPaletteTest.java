package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// The command palette at the real window, with keys alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandPaletteTest {
    private OpenPlayground open;
    private PlaygroundWindow window;
    private Person person;

    @BeforeAll
    void open() {
        open = new OpenPlayground(new MemoryPreferences(), List.of(Dialect.CURSOR), 12);
        window = open.window;
        person = open.person;
    }

    @AfterAll
    void close() throws InterruptedException {
        open.close();
    }

    @BeforeEach
    void focusOnTheCards() {
        FxThread.run(window.tableau()::requestFocus);
        for (int layer = 0; layer < 3 && (person.sees("palette") || person.sees("editor")); layer++) {
            person.press(KeyCode.ESCAPE);
        }
        assertThat(person.sees("palette") || person.sees("editor")).isFalse();
        FxThread.run(() -> {
            window.selection().select(1, 1);
            window.tableau().requestFocus();
        });
    }

    @Test
    void doesAnActionByAPartOfItsName() {
        boolean running = open.world.traffic().isRunning();
        find("pause tra");
        assertThat(best()).contains("Start or pause traffic");
        person.press(KeyCode.ENTER);
        assertThat(person.sees("palette")).isFalse();
        assertThat(open.world.traffic().isRunning()).isNotEqualTo(running);
        assertThat(FxThread.call(() -> window.tableau().isFocused())).isTrue();
        person.press(KeyCode.SPACE);
        assertThat(open.world.traffic().isRunning()).isEqualTo(running);
    }

    @Test
    void anActionThatNeedsAFieldGetsTheFocusForIt() {
        find("new post");
        person.press(KeyCode.ENTER);
        OpenPlayground.eventually(person::writes);
        assertThat(person.sees("editor")).isTrue();
        assertThat(person.sees("palette")).isFalse();
    }

    @Test
    void goesToAClientByNumberAndName() {
        FleetClient seventh = open.world.client(7).orElseThrow();
        find("7 " + seventh.name().substring(0, 3));
        assertThat(best()).contains("Client 7, " + seventh.name());
        person.press(KeyCode.ENTER);
        assertThat(FxThread.call(() -> window.selection().clientNumber())).isEqualTo(7);
        assertThat(FxThread.call(() -> window.tableau().isFocused())).isTrue();
    }

    @Test
    void goesToAPostByTitleOrNumber() {
        Row post = open.world.clients().getFirst().snapshot().table(World.POST).shown().stream()
                .skip(4)
                .findFirst()
                .orElseThrow();
        find("#" + post.id());
        assertThat(best()).startsWith("#" + post.id() + " ");
        person.press(KeyCode.ENTER);
        assertThat(FxThread.call(() -> window.selection().postId())).isEqualTo(post.id());
        find(String.valueOf(post.get("title")));
        assertThat(best()).contains(String.valueOf(post.get("title")));
    }

    @Test
    void goesToARecordOfThePolicy() {
        find("membership record");
        person.press(KeyCode.ENTER);
        CodeArea area =
                FxThread.call(() -> (CodeArea) open.stage.getScene().getRoot().lookup(".code-area"));
        String rest = FxThread.call(() -> area.getText().substring(area.getCaretPosition()));
        assertThat(rest).startsWith("Membership {");
        assertThat(FxThread.call(area::isFocused)).isTrue();
    }

    @Test
    void arrowsChooseAndEscapeGivesTheFocusBack() {
        find("zoom");
        String first = best();
        person.press(KeyCode.DOWN);
        assertThat(best()).isNotEqualTo(first);
        person.press(KeyCode.UP);
        person.press(KeyCode.UP);
        assertThat(best()).isEqualTo(first);
        person.press(KeyCode.ESCAPE);
        assertThat(person.sees("palette")).isFalse();
        assertThat(FxThread.call(() -> window.tableau().isFocused())).isTrue();
    }

    @Test
    void whatCannotBeDoneNowIsListedAndStaysUndone() {
        FxThread.run(() -> window.selection().select(1, 0));
        find("delete the selected posts");
        person.press(KeyCode.ENTER);
        assertThat(person.sees("palette")).isTrue();
        assertThat(FxThread.call(() -> person.node("palette-field").getAccessibleHelp()))
                .contains("Delete the selected posts")
                .contains("not possible now");
    }

    @Test
    void othersKeysRestWhileItIsOpenAndTheSameKeyClosesIt() {
        boolean running = open.world.traffic().isRunning();
        int clients = open.world.clients().size();
        find("c ");
        person.press(KeyCode.F11);
        assertThat(open.world.traffic().isRunning()).isEqualTo(running);
        assertThat(open.world.clients()).hasSize(clients);
        assertThat(person.sees("toolbar")).isTrue();
        person.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(person.sees("palette")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900, ''", "DARK, 1440, 900, 'cl'", "LIGHT, 1280, 800, 'po'", "DARK, 1280, 800, 'zzzz'"})
    void canBeReadInBothThemes(ThemeChoice theme, double width, double height, String typed) {
        open.resize(theme, width, height);
        FxThread.run(() -> window.selection().select(1, 0));
        find(typed);
        WaitForAsyncUtils.waitForFxEvents();
        String name = "palette-" + theme.keyword() + "-" + (int) width;
        Pictures.take(open.stage.getScene(), name);
        assertThat(Pictures.cutOff(open.stage.getScene().getRoot())).as(name).isEmpty();
        assertThat(FxThread.call(() -> Names.missing(window.root()))).isEmpty();
        person.press(KeyCode.ESCAPE);
    }

    private void find(String typed) {
        person.press(KeyCode.CONTROL, KeyCode.K);
        assertThat(person.sees("palette")).isTrue();
        assertThat(person.writes()).isTrue();
        person.type(typed);
        assertThat(FxThread.call(() -> ((TextField) person.node("palette-field")).getText()))
                .isEqualTo(typed);
    }

    /// The title, as a screen reader hears it, of the chosen line.
    private String best() {
        ListView<?> list = (ListView<?>) person.node("palette-list");
        return FxThread.call(() ->
                list.getItems().isEmpty() ? "" : person.node("palette-field").getAccessibleHelp());
    }
}
