package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.scenario.Pin;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.util.WaitForAsyncUtils;

/// A world is handed on as a file, and a recording looked at, at the real window.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedWorldWindowTest {
    private static final int CLIENTS = 6;

    private final ChosenFile chosen = new ChosenFile();
    private OpenPlayground opened;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        MemoryPreferences preferences = new MemoryPreferences();
        preferences.put("expectations", "no leaks");
        opened = new OpenPlayground(preferences, Arrays.asList(Dialect.values()), CLIENTS, chosen);
        opened.resize(ThemeChoice.LIGHT, 1280, 800);
        opened.world
                .operate("updatePost", Json.object().put("id", 3).put("title", "Handed on"))
                .join();
        opened.world.convergence(Duration.ofSeconds(30)).join();
    }

    @AfterEach
    void leave() {
        FxThread.run(() -> {
            opened.playground.leave();
            window().strips().dismiss();
        });
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ThemeChoice.class,
            names = {"LIGHT", "DARK"})
    void aSavedWorldOpensWithTheSameCardsAndLeadsBack(ThemeChoice theme) {
        opened.resize(theme, 1280, 800);
        save(Action.SAVE_WORLD, "handed-" + theme + ".parallax");
        List<List<Long>> before = posts(opened.window);

        perform(Action.OPEN_FILE);
        eventually(() -> window() != opened.window && cards(window()).size() == CLIENTS);
        PlaygroundWindow visit = window();
        eventually(() -> cards(visit).stream().allMatch(card -> card.status() == Status.LIVE));

        assertThat(posts(visit)).isEqualTo(before);
        assertThat(text("#origin-text")).contains("6 clients");
        eventually(() -> visit.world().watch().pins().stream()
                .map(Pin::expectation)
                .map(expectation -> expectation.text())
                .toList()
                .equals(List.of("no leaks")));
        FxThread.run(() -> visit.actions().perform(Action.TOGGLE_TIMELINE));
        WaitForAsyncUtils.waitForFxEvents(10);
        Pictures.take(opened.stage.getScene(), "world-opened-" + theme.keyword());
        assertThat(Pictures.cutOff(opened.stage.getScene().getRoot())).isEmpty();
        FxThread.run(() -> visit.actions().perform(Action.STEP_BACK));
        eventually(() -> !text("#past-text").isEmpty());
        FxThread.run(() -> visit.actions().perform(Action.TOGGLE_TIMELINE));

        opened.person.click("origin-leave");
        eventually(() -> window() == opened.window);
    }

    @ParameterizedTest
    @EnumSource(
            value = ThemeChoice.class,
            names = {"LIGHT", "DARK"})
    void aRecordingShowsWhatClientsHeldAndSaysWhatIsNotKnown(ThemeChoice theme) {
        opened.resize(theme, 1280, 800);
        save(Action.EXPORT_RECORDING, "looked-at-" + theme + ".jsonl");
        List<List<Long>> before = posts(opened.window);

        perform(Action.OPEN_FILE);
        eventually(() -> window() != opened.window && cards(window()).size() == CLIENTS);
        PlaygroundWindow visit = window();

        assertThat(posts(visit)).isEqualTo(before);
        assertThat(text("#past-text")).contains("What clients held at");
        assertThat(text("#origin-text")).contains("is unknown");
        assertThat(text("#status-unknown")).isEqualTo("A recording: what should be held is not known");
        assertThat(opened.stage.getScene().lookup("#count-leaks")).isNull();
        FxThread.run(() -> visit.actions().perform(Action.TOGGLE_TRAFFIC));
        assertThat(visit.world().traffic().isRunning()).isFalse();
        Pictures.take(opened.stage.getScene(), "recording-" + theme.keyword());
        assertThat(Pictures.cutOff(opened.stage.getScene().getRoot())).isEmpty();
        for (int step = 0; step < 500; step++) {
            FxThread.run(() -> visit.actions().perform(Action.STEP_BACK));
        }
        eventually(() ->
                cards(visit).stream().mapToInt(card -> card.posts().size()).sum()
                        < before.stream().mapToInt(List::size).sum());
        FxThread.run(() -> visit.actions().perform(Action.BACK_TO_LIVE));
        eventually(() -> posts(visit).equals(before));
    }

    @Test
    void aDamagedRecordingIsNamedWithItsPlaceAndWhatStandsBeforeCanBeOpened() throws IOException {
        opened.resize(ThemeChoice.LIGHT, 1280, 800);
        save(Action.EXPORT_RECORDING, "damaged.jsonl");
        List<String> lines = Files.readAllLines(chosen.file);
        int broken = lines.size() - 5;
        lines.set(broken, lines.get(broken).substring(0, 30));
        Files.write(chosen.file, lines);

        perform(Action.OPEN_FILE);
        eventually(() -> notice().contains("damaged.jsonl, line " + (broken + 1) + ", column 31: "));
        Pictures.take(opened.stage.getScene(), "recording-damaged");
        assertThat(window()).isSameAs(opened.window);
        String offer = FxThread.call(() -> opened.stage.getScene().getRoot().lookupAll("#notice .button").stream()
                .map(node -> ((Button) node).getText())
                .filter(label -> label != null && label.startsWith("Open the first"))
                .findFirst()
                .orElseThrow());
        opened.person.clickText(offer);

        eventually(() -> window() != opened.window && !cards(window()).isEmpty());
        assertThat(text("#origin-text")).contains("moments");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                  | line 1, column
            PK                                 | it is no world saved by this program
            scenario: x                        | line 1, column 1
            {"type":"parallax-world"}          | this is no recording
            """)
    void whatIsNoWorldIsSaid(String content, String sentence) throws IOException {
        chosen.file = Files.writeString(folder.resolve("other.parallax"), content);

        perform(Action.OPEN_FILE);

        eventually(() -> notice().contains(sentence));
        assertThat(window()).isSameAs(opened.window);
    }

    private PlaygroundWindow window() {
        return FxThread.call(() -> opened.playground.window().orElseThrow());
    }

    private void perform(Action action) {
        FxThread.run(() -> opened.window.actions().perform(action));
    }

    private void save(Action action, String name) {
        FxThread.run(() -> opened.window.strips().dismiss());
        chosen.file = folder.resolve(name);
        perform(action);
        eventually(() -> notice().contains("saved as"));
    }

    private String notice() {
        Node strip = FxThread.call(() -> opened.stage.getScene().lookup("#notice"));
        return strip == null || strip.getAccessibleText() == null ? "" : strip.getAccessibleText();
    }

    private String text(String selector) {
        return FxThread.call(
                () -> opened.stage.getScene().lookup(selector) instanceof Label label ? label.getText() : "");
    }

    private static List<CardView> cards(PlaygroundWindow window) {
        return FxThread.call(() -> window.tableau().frame().cards());
    }

    private static List<List<Long>> posts(PlaygroundWindow window) {
        return cards(window).stream()
                .map(card -> card.posts().stream().map(row -> row.id()).toList())
                .toList();
    }
}
