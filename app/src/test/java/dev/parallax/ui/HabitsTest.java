package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.theme.TextSize;
import dev.parallax.ui.theme.ThemeChoice;
import java.util.Arrays;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// Letters of any size, and what the window remembers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HabitsTest {
    private final MemoryPreferences preferences = new MemoryPreferences();
    private OpenPlayground opened;

    @BeforeAll
    void open() {
        opened = new OpenPlayground(preferences, Arrays.asList(Dialect.values()), 12);
        opened.resize(ThemeChoice.LIGHT, 1280, 800);
    }

    @AfterEach
    void usual() {
        perform(Action.USUAL_TEXT);
        eventually(() -> FxThread.call(
                () -> opened.window.tableau().getLocalToSceneTransform().getMxx() == 1));
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
        assertThat(preferences.get("window"))
                .hasValueSatisfying(place -> assertThat(place).startsWith("0 0 "));
    }

    @ParameterizedTest
    @CsvSource({
        "LIGHT, 125, 1280, 800",
        "DARK, 125, 1280, 800",
        "LIGHT, 80, 1280, 800",
        "LIGHT, 200, 1440, 900",
        "DARK, 200, 1280, 800"
    })
    void nothingIsCutOffAtAnySize(ThemeChoice theme, int percent, double width, double height) {
        opened.resize(theme, width, height);
        resize(percent);

        WaitForAsyncUtils.waitForFxEvents(20);
        Pictures.take(opened.stage.getScene(), "text-" + percent + "-" + theme.keyword() + "-" + (int) width);
        assertThat(Pictures.cutOff(opened.stage.getScene().getRoot())).isEmpty();
        assertThat(FxThread.call(() -> opened.window.tableau().getHeight())).isGreaterThan(100);
    }

    @Test
    void keysMakeEverythingLargerAndItIsRemembered() {
        double before = height("#toggle-traffic");

        opened.person.press(KeyCode.SHORTCUT, KeyCode.EQUALS);
        opened.person.press(KeyCode.SHORTCUT, KeyCode.PLUS);

        eventually(() -> Math.abs(height("#toggle-traffic") - before * 1.25) < 1);
        assertThat(preferences.get(TextSize.PREFERENCE)).hasValue("125");
        opened.person.press(KeyCode.SHORTCUT, KeyCode.MINUS);
        assertThat(preferences.get(TextSize.PREFERENCE)).hasValue("110");
        opened.person.press(KeyCode.SHORTCUT, KeyCode.DIGIT0);
        eventually(() -> Math.abs(height("#toggle-traffic") - before) < 1);
    }

    @Test
    void aClickFindsItsCellAtAnySize() {
        resize(150);
        WaitForAsyncUtils.waitForFxEvents(20);
        long post = opened.world
                .clients()
                .get(2)
                .snapshot()
                .table("Post")
                .shown()
                .getFirst()
                .id();

        opened.person.clickCell(
                opened.window.tableau(), opened.world.clients().get(2).number(), post);

        assertThat(FxThread.call(() -> opened.window.selection().postId())).isEqualTo(post);
    }

    @Test
    void whatDoesNotFitCanBeScrolledTo() {
        opened.resize(ThemeChoice.LIGHT, 1280, 800);
        resize(200);
        ScrollBar across = (ScrollBar) lookup("#scroll-across");
        eventually(() -> FxThread.call(across::isVisible));

        FxThread.run(() -> lookupNow("#show-shortcuts").requestFocus());

        eventually(() -> FxThread.call(() -> {
            Bounds there = lookupNow("#show-shortcuts")
                    .localToScene(lookupNow("#show-shortcuts").getLayoutBounds());
            return there.getMaxX() <= 1280 && there.getMinX() >= 0 && across.getValue() > 0;
        }));
    }

    @Test
    void theArrangementIsRemembered() {
        FxThread.run(() -> opened.window.tableau().groupByProperty().set(GroupBy.ROLE));
        assertThat(preferences.get("group")).hasValue("ROLE");
        FxThread.run(() -> opened.window.tableau().groupByProperty().set(GroupBy.NONE));
    }

    private void resize(int percent) {
        perform(Action.USUAL_TEXT);
        for (int step = 0; step < 8; step++) {
            if (FxThread.call(
                            () -> opened.playground.textSize().percentProperty().get())
                    != percent) {
                perform(percent > 100 ? Action.LARGER_TEXT : Action.SMALLER_TEXT);
            }
        }
        assertThat(FxThread.call(
                        () -> opened.playground.textSize().percentProperty().get()))
                .isEqualTo(percent);
    }

    private double height(String id) {
        return FxThread.call(() -> {
            Labeled node = (Labeled) lookupNow(id);
            return node.localToScene(node.getLayoutBounds()).getHeight();
        });
    }

    private Node lookup(String id) {
        return FxThread.call(() -> lookupNow(id));
    }

    private Node lookupNow(String id) {
        return opened.stage.getScene().lookup(id);
    }

    private void perform(Action action) {
        FxThread.run(() -> opened.window.actions().perform(action));
    }
}
