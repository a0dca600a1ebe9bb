package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// Everything a person does in the policy editor, at the real window over a real server with clients of
/// all dialects.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyEditorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 15;
    private static final String RULE = "Session.role == \"admin\",";

    private OpenPlayground opened;
    private Stage stage;
    private LiveWorld world;
    private PlaygroundStage playground;
    private PlaygroundWindow window;
    private Person person;
    private String original;

    @TempDir
    Path folder;

    @BeforeAll
    void open() {
        opened = new OpenPlayground(new MemoryPreferences(), List.of(Dialect.values()), CLIENTS);
        stage = opened.stage;
        world = opened.world;
        playground = opened.playground;
        window = opened.window;
        person = opened.person;
        original = world.schema().source();
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    @BeforeEach
    void startFromTheDefault() {
        while (person.sees("notice") || person.sees("editor")) {
            FxThread.run(window.tableau()::requestFocus);
            person.press(KeyCode.ESCAPE);
        }
        write(original);
        world.putSchema(SchemaLanguage.parseOrThrow("original", original), true).join();
        eventually(() -> world.schema().source().equals(original) && allLive());
        eventually(() -> words("policy-state").contains("in force")
                || words("policy-state").contains("In force"));
        assertThat(world.convergence(PATIENCE).join().unconverged()).isEmpty();
    }

    @Test
    void aPreviewTellsWhoGainsAndAfterwardsWhetherThatWasRight() {
        FleetClient user = user();
        Set<Long> before = held(user);
        write(original.replace(RULE, RULE + " published == False,"));
        eventually(() -> words("impact-sentence").matches("\\d+ clients gain \\d+ rows\\."));
        assertThat(held(user)).isEqualTo(before);
        assertThat(FxThread.call(() -> ((ListView<?>) node("impact-clients")).getItems()))
                .isNotEmpty();
        String predicted = words("impact-sentence");

        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> notice().contains("Actual"));
        assertThat(notice()).isEqualTo("Predicted: " + predicted + " Actual: the same ✓");
        assertThat(held(user)).hasSizeGreaterThan(before.size());
        assertThat(world.checkNow().leaks()).isEmpty();
    }

    @Test
    void aRuleThatIsTakenAwayTakesItsRowsAway() {
        FleetClient user = user();
        Set<Long> before = held(user);
        preset("Owner only");
        eventually(() -> words("impact-sentence").matches("\\d+ clients lose \\d+ rows\\."));
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> notice().contains("Actual: the same ✓"));
        assertThat(before).containsAll(held(user));
        assertThat(held(user)).hasSizeLessThan(before.size());
    }

    @Test
    void errorsShowWhileTypingAndNothingIsApplied() {
        write(original.replace("authorUserId == Session.userId,", "autorUserId == Session.userId,"));
        eventually(() ->
                person.sees("policy-errors") && words("policy-state").equals("1 error: nothing can be applied yet."));
        String error = FxThread.call(() ->
                ((ListView<?>) node("policy-errors")).getItems().getFirst().toString());
        assertThat(error).contains("autorUserId").contains("did you mean `authorUserId`?");
        assertThat(FxThread.call(() -> {
                    int at = area().getText().indexOf("autorUserId");
                    return area().getStyleOfChar(at);
                }))
                .contains("schema-error");
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> notice().contains("was not applied"));
        assertThat(world.schema().source()).isEqualTo(original);
        assertThat(FxThread.call(() -> area().getCaretPosition()))
                .isEqualTo(FxThread.call(() -> area().getText().indexOf("autorUserId")));
    }

    @Test
    void proposalsOpenAfterADotAndTakeTheirPlace() {
        write(original.replace(RULE, ""));
        int at = FxThread.call(() -> area().getText().indexOf("published == True,"));
        FxThread.run(() -> {
            area().requestFocus();
            area().moveTo(at);
        });
        person.type("Session.");
        eventually(() -> FxThread.call(() -> !area().getScene().getWindow().equals(focusedPopup())));
        person.press(KeyCode.DOWN);
        person.press(KeyCode.ENTER);
        eventually(() -> FxThread.call(() -> area().getText()).contains("Session.rolepublished"));
        person.type(" == \"guest\", ");
        eventually(() -> person.sees("impact"));
        assertThat(FxThread.call(() -> area().getText())).contains("Session.role == \"guest\", published == True");
        assertThat(world.traffic().isRunning()).isFalse();
    }

    @Test
    void undoIsTheTextsOwnWhileItIsTyped() {
        FxThread.run(() -> {
            area().requestFocus();
            area().moveTo(0);
        });
        person.type("p n c ");
        assertThat(FxThread.call(() -> area().getText())).startsWith("p n c session");
        assertThat(person.sees("editor")).isFalse();
        // What is typed slowly is undone in several steps.
        for (int step = 0; step < 4 && !FxThread.call(() -> area().getText()).equals(original); step++) {
            person.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(FxThread.call(() -> area().getText())).isEqualTo(original);
        assertThat(person.sees("notice")).isFalse();
        assertThat(world.clients()).hasSize(CLIENTS);
    }

    @Test
    void whatWasInForceComesBackWithOneClick() {
        preset("Public");
        eventually(() -> person.sees("impact"));
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> !world.schema().source().equals(original) && notice().contains("Actual"));
        MenuButton history = (MenuButton) node("policy-history");
        FxThread.run(history::show);
        FxThread.run(() -> history.getItems().get(1).fire());
        FxThread.run(history::hide);
        eventually(() -> world.schema().source().equals(original));
        eventually(() -> FxThread.call(() -> area().getText()).equals(original));
    }

    @Test
    void whatWouldBeLostIsSaidAndAskedFor() {
        write(original.replace("    content      String\n", ""));
        eventually(() -> words("impact-losses").contains("drop the field `Post.content` with 60 values"));
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> notice().startsWith("Applying this loses data"));
        assertThat(world.schema().source()).isEqualTo(original);
        person.clickText("Keep editing");
        assertThat(world.schema().source()).isEqualTo(original);
        assertThat(FxThread.call(() -> area().getText())).doesNotContain("content      String");
    }

    @Test
    void aNewRecordMigratesAndTheInspectorKnowsIt() {
        write(original + "\nrecord Note {\n    @public\n    id Int @id\n    words String\n}\n");
        eventually(() -> words("impact-detail").startsWith("New: Note."));
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> world.schema().record("Note").isPresent());
        FleetClient user = user();
        FxThread.run(() -> window.selection().select(user.number(), 0));
        eventually(() -> person.sees("cache-Note"));
    }

    @Test
    void aFileWithErrorsIsNamedAndLosesNothing() throws IOException {
        Path broken = Files.writeString(
                folder.resolve("broken.parallax"), original.replace("published == True", "publshed == True"));
        String mine = original.replace(RULE, "");
        write(mine);
        FxThread.run(() -> window.policy().open(broken));
        eventually(() -> notice().contains("broken.parallax has 1 error; at line "));
        assertThat(FxThread.call(() -> area().getText())).isEqualTo(mine);

        Path saved = folder.resolve("mine.parallax");
        FxThread.run(() -> window.policy().save(saved));
        eventually(() -> notice().equals("Saved as mine.parallax."));
        write(original);
        FxThread.run(() -> window.policy().open(saved));
        eventually(() -> FxThread.call(() -> area().getText()).equals(mine));
    }

    @Test
    void aPolicyFromElsewhereShowsUnlessSomebodyTypes() {
        String other = original.replace(RULE, "");
        world.putSchema(SchemaLanguage.parseOrThrow("other", other), false).join();
        eventually(() -> FxThread.call(() -> area().getText()).equals(other));
        write(other + "// mine\n");
        world.putSchema(SchemaLanguage.parseOrThrow("original", original), false)
                .join();
        eventually(() -> notice().contains("Your text is still here"));
        assertThat(FxThread.call(() -> area().getText())).isEqualTo(other + "// mine\n");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 1280, 800", "DARK, 1280, 800"})
    void looksWell(ThemeChoice theme, double width, double height) {
        FxThread.run(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            playground.choose(theme);
        });
        String suffix = "-" + theme.keyword() + "-" + (int) width;
        picture("editor-clean" + suffix);
        write(original.replace("authorUserId == Session.userId,\n", "workspaceId == 1,\n"));
        eventually(() -> words("impact-sentence").contains("gain"));
        picture("editor-impact" + suffix);
        write(original.replace("published == True", "publshed == Truee").replace("id          Int @id", "id Itn @id"));
        eventually(() -> person.sees("policy-errors"));
        picture("editor-errors" + suffix);
        popup("history" + suffix, "policy-history");
        popup("presets" + suffix, "presets");
        completion("completion" + suffix);
        FxThread.run(window.tableau()::requestFocus);
        person.type("?");
        picture("shortcuts" + suffix);
        person.press(KeyCode.ESCAPE);
        write(original.replace("    content      String\n", "    note String?\n"));
        eventually(() -> person.sees("impact-losses"));
        type(KeyCode.CONTROL, KeyCode.ENTER);
        eventually(() -> notice().startsWith("Applying this loses data"));
        picture("editor-loss" + suffix);
    }

    private void picture(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        Pictures.take(stage.getScene(), name);
        assertThat(Pictures.cutOff(stage.getScene().getRoot())).as(name).isEmpty();
    }

    private void popup(String name, String id) {
        MenuButton menu = (MenuButton) node(id);
        FxThread.run(menu::show);
        eventually(menu::isShowing);
        Scene popup =
                FxThread.call(() -> menu.getItems().getFirst().getParentPopup().getScene());
        Pictures.take(popup, name);
        FxThread.run(menu::hide);
    }

    private void completion(String name) {
        write(original.replace("published == True", "Session. == 1"));
        FxThread.run(() -> area().moveTo(area().getText().indexOf("Session. == 1") + "Session.".length()));
        person.press(KeyCode.CONTROL, KeyCode.SPACE);
        eventually(() -> FxThread.call(() -> !area().getScene().getWindow().equals(focusedPopup())));
        Pictures.take(FxThread.call(() -> focusedPopup().getScene()), name);
        person.press(KeyCode.ESCAPE);
    }

    private Window focusedPopup() {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Popup && each.isShowing())
                .findFirst()
                .orElse(area().getScene().getWindow());
    }

    private void preset(String title) {
        MenuButton presets = (MenuButton) node("presets");
        FxThread.run(() -> presets.getItems().stream()
                .filter(item -> item.getText().equals(title))
                .forEach(item -> item.fire()));
    }

    private void write(String source) {
        FxThread.run(() -> {
            area().replaceText(source);
            area().requestFocus();
        });
    }

    private void type(KeyCode... keys) {
        FxThread.run(area()::requestFocus);
        person.press(keys);
    }

    private CodeArea area() {
        return (CodeArea) stage.getScene().lookup("#schema");
    }

    private Node node(String id) {
        return person.node(id);
    }

    private String words(String id) {
        return FxThread.call(() -> {
            Node node = stage.getScene().lookup("#" + id);
            return node instanceof Labeled labeled && visible(labeled) ? labeled.getText() : "";
        });
    }

    private static boolean visible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private String notice() {
        return FxThread.call(() -> {
            Node notice = stage.getScene().lookup("#notice");
            return notice == null ? "" : notice.getAccessibleText();
        });
    }

    private FleetClient user() {
        return world.clients().stream()
                .filter(client ->
                        client.role().equals("user") && client.dialect().equals("cursor"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Long> held(FleetClient client) {
        return client.snapshot().table(World.POST).synced().stream()
                .map(Row::id)
                .collect(Collectors.toSet());
    }

    private boolean allLive() {
        return world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
