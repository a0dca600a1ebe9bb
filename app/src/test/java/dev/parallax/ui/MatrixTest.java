package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.matrix.MatrixView;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The matrix as a person meets it: who holds what, who may see it, and how cells are reached.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
    private static final int CLIENTS = 15;

    private final MemoryPreferences preferences = new MemoryPreferences();
    private OpenPlayground opened;
    private Stage stage;
    private LiveWorld world;
    private PlaygroundWindow window;
    private MatrixView matrix;

    @BeforeAll
    void open() {
        opened = new OpenPlayground(preferences, List.of(Dialect.values()), CLIENTS);
        stage = opened.stage;
        world = opened.world;
        window = opened.window;
        opened.resize(ThemeChoice.LIGHT, 1440, 900);
        perform(Action.VIEW_MATRIX);
        matrix = (MatrixView) opened.person.node("matrix");
    }

    @BeforeEach
    void showMatrix() {
        perform(Action.VIEW_MATRIX);
    }

    @AfterEach
    void fitAgain() {
        perform(Action.ZOOM_FIT);
        perform(Action.BACK_TO_LIVE);
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    private void perform(Action action) {
        FxThread.run(() -> window.actions().perform(action));
    }

    private FleetClient cursorUser() {
        return world.clients().stream()
                .filter(each -> each.dialect().equals("cursor") && each.role().equals("user"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isBy(FleetClient client, Row post) {
        return Long.valueOf(client.userId()).equals(post.get("authorUserId"));
    }

    /// A post that everybody sees, but not for being its author.
    private long publicPost(FleetClient reader) {
        return reader.snapshot().table(World.POST).synced().stream()
                .filter(row -> Boolean.TRUE.equals(row.get("published")) && !isBy(reader, row))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long draftOfAnother(FleetClient reader) {
        return world.clients().stream()
                .flatMap(other -> other.snapshot().table(World.POST).synced().stream())
                .filter(row -> Boolean.FALSE.equals(row.get("published")) && !isBy(reader, row))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void publish(long post, boolean published) {
        world.operate("updatePost", Json.object().put("id", post).put("published", published))
                .join();
    }

    private String sentence(FleetClient client, long post) {
        return FxThread.call(() -> matrix.sentence(client.number(), post));
    }

    private void says(FleetClient client, long post, String words) {
        eventually(() -> sentence(client, post).contains(words));
    }

    private void click(FleetClient client, long post) {
        Point2D point = FxThread.call(() -> matrix.localToScreen(matrix.middleOf(client.number(), post)));
        opened.person.click(point);
    }

    @Test
    void everyCellSaysWhatTheDatabaseSays() {
        for (FleetClient client : world.clients()) {
            List<Long> visible =
                    world
                            .archive()
                            .truth(client.snapshot().session())
                            .tables()
                            .getOrDefault(World.POST, List.of())
                            .stream()
                            .map(Row::id)
                            .toList();
            for (long post = 1; post <= 60; post++) {
                String expected = visible.contains(post) ? "may see " : "may not see it.";
                long asked = post;
                eventually(() -> sentence(client, asked).contains(expected));
            }
        }
    }

    @Test
    void whatIsOnItsWayIsNotCalledALeak() {
        FleetClient reader = cursorUser();
        long post = publicPost(reader);
        says(reader, post, "holds “");
        reader.goOffline();
        eventually(() -> reader.snapshot().status() == Status.OFFLINE);
        publish(post, false);
        says(reader, post, "still holds");
        assertThat(sentence(reader, post)).doesNotContain("leak");
        publish(post, true);
        reader.goOnline();
        says(reader, post, " and may see it.");
        long draft = draftOfAnother(reader);
        says(reader, draft, "may not see it.");
        reader.goOffline();
        eventually(() -> reader.snapshot().status() == Status.OFFLINE);
        publish(draft, true);
        says(reader, draft, "on its way");
        publish(draft, false);
        reader.goOnline();
        says(reader, draft, "may not see it.");
    }

    /// It tells no later version either, so nobody claims to be up to date.
    @Test
    void whatAServerKeepsToItselfIsNotCalledALeak() {
        FleetClient reader = cursorUser();
        long post = publicPost(reader);
        says(reader, post, " and may see it.");
        broadcasting(false);
        try {
            publish(post, false);
            says(reader, post, "still holds");
            assertThat(world.checkNow().leaks()).isEmpty();
            assertThat(sentence(reader, post)).doesNotContain("leak");
        } finally {
            broadcasting(true);
        }
        says(reader, post, "does not hold");
        publish(post, true);
        says(reader, post, " and may see it.");
    }

    private void broadcasting(boolean on) {
        world.fault(Json.object().put("fault", "stop-broadcasting").put("on", !on))
                .join();
    }

    @Test
    void aClickSelectsAndTheArrowsMove() {
        FleetClient client = cursorUser();
        long post = publicPost(client);
        click(client, post);
        assertThat(window.selection().clientNumber()).isEqualTo(client.number());
        assertThat(window.selection().postId()).isEqualTo(post);
        opened.person.press(KeyCode.RIGHT);
        assertThat(window.selection().postId()).isEqualTo(post + 1);
        opened.person.press(KeyCode.LEFT);
        opened.person.press(KeyCode.DOWN);
        assertThat(window.selection().postId()).isEqualTo(post);
        assertThat(window.selection().clientNumber()).isNotEqualTo(client.number());
        assertThat(FxThread.call(matrix::getAccessibleText)).contains("Matrix of 15 clients and 60 posts.", "post");
        // An empty place asks why it is empty.
        long draft = draftOfAnother(client);
        click(client, draft);
        eventually(() -> FxThread.call(
                () -> ((Labeled) opened.person.node("why-sentence")).getText().contains("does not hold")));
        opened.person.press(KeyCode.ENTER);
        assertThat(opened.person.writes()).isTrue();
        perform(Action.DISMISS);
        opened.person.press(KeyCode.ESCAPE);
        eventually(() -> FxThread.call(() -> !window.selection().hasPost()));
    }

    @Test
    void severalCanBeSelectedHereToo() {
        FleetClient client = cursorUser();
        long post = publicPost(client);
        click(client, post);
        FxThread.run(() -> window.selection()
                .pick(window.selection().picks().togglePost(post + 1).toggleClient(client.number() + 1)));
        eventually(() -> FxThread.call(
                () -> ((Label) opened.person.node("selection-count")).getText().equals("2 posts, 2 clients selected")));
        Person.settle();
        Pictures.take(stage.getScene(), "matrix-many");
        // What is among the selected takes the lead, and the rest stays selected.
        click(client, post);
        assertThat(window.selection().clientNumber()).isEqualTo(client.number());
        assertThat(window.selection().posts()).containsExactly(post, post + 1);
        opened.person.press(KeyCode.ESCAPE);
        assertThat(window.selection().picks().isMany()).isFalse();
    }

    @Test
    void thePointerLightsUpLineAndColumnAndSaysTheSentence() {
        FleetClient client = cursorUser();
        long post = publicPost(client);
        says(client, post, " and may see it.");
        Point2D point = FxThread.call(() -> matrix.localToScreen(matrix.middleOf(client.number(), post)));
        opened.person.moveTo(point);
        Label hover = (Label) opened.person.node("matrix-hover");
        eventually(() -> FxThread.call(hover::getText).startsWith(client.name() + " (client " + client.number()));
    }

    @Test
    void theViewIsRememberedAndTheTableauComesBack() {
        assertThat(preferences.get("view")).contains("matrix");
        opened.person.press(KeyCode.DIGIT1);
        assertThat(preferences.get("view")).contains("cards");
        assertThat(opened.person.sees("tableau")).isTrue();
        assertThat(FxThread.call(() -> matrix.getScene() == null)).isTrue();
        opened.person.click("view-matrix");
        assertThat(FxThread.call(() -> window.tableau().isVisible())).isFalse();
        assertThat(FxThread.call(matrix::isFocused)).isTrue();
    }

    @Test
    void theFilterAndTheGroupsOfTheTableauHoldHereToo() {
        FleetClient client = cursorUser();
        FxThread.run(() -> window.tableau().filterProperty().set(client.name()));
        eventually(() -> FxThread.call(() -> matrix.getAccessibleText().startsWith("Matrix of 1 clients")));
        FxThread.run(() -> window.tableau().filterProperty().set(""));
        FxThread.run(() -> window.tableau().groupByProperty().set(GroupBy.DIALECT));
        eventually(() -> FxThread.call(() -> matrix.getAccessibleText().startsWith("Matrix of 15 clients")));
        Person.settle();
        Pictures.take(stage.getScene(), "matrix-grouped");
        FxThread.run(() -> window.tableau().groupByProperty().set(GroupBy.NONE));
    }

    @Test
    void thePastSaysThatPermissionsAreNotKnown() {
        FleetClient client = cursorUser();
        long post = publicPost(client);
        publish(post, false);
        eventually(() -> !sentence(client, post).contains(" holds “"));
        publish(post, true);
        says(client, post, " and may see it.");
        publish(post, false);
        eventually(() -> !sentence(client, post).contains(" holds “"));
        // The timeline reads the log at its own pace; until the last change is there, the step goes elsewhere.
        eventually(() -> {
            if (sentence(client, post).contains(" holds “")) {
                return true;
            }
            perform(Action.BACK_TO_LIVE);
            perform(Action.STEP_BACK);
            return false;
        });
        assertThat(sentence(client, post)).contains("not known for this moment");
        assertThat(FxThread.call(() -> ((Label) opened.person.node("matrix-notice")).getText()))
                .startsWith("This is the past");
        Person.settle();
        Pictures.take(stage.getScene(), "matrix-past");
        perform(Action.BACK_TO_LIVE);
        publish(post, true);
        says(client, post, " and may see it.");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 1280, 800", "DARK, 1280, 800"})
    void nothingIsCutOff(ThemeChoice theme, double width, double height) {
        opened.resize(theme, width, height);
        FleetClient client = cursorUser();
        FxThread.run(() -> window.selection().select(client.number(), publicPost(client)));
        says(client, publicPost(client), " and may see it.");
        picture("matrix-" + theme.keyword() + "-" + (int) width);
        for (int zoom = 0; zoom < 4; zoom++) {
            perform(Action.ZOOM_IN);
        }
        picture("matrix-near-" + theme.keyword() + "-" + (int) width);
        perform(Action.ZOOM_FIT);
    }

    private void picture(String name) {
        Person.settle();
        Pictures.take(stage.getScene(), name);
        assertThat(Pictures.cutOff(stage.getScene().getRoot())).as(name).isEmpty();
    }
}
