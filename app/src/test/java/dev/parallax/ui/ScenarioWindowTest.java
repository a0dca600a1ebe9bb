package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.scenario.Arena;
import dev.parallax.scenario.Gallery;
import dev.parallax.scenario.Pace;
import dev.parallax.scenario.Progress;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.RecordedWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/// Scenarios, expectations and recording, at the real window over real servers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioWindowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENTS = 4;

    private final MemoryPreferences preferences = new MemoryPreferences();
    private final CompletableFuture<World> started = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ChosenFile chosen = new ChosenFile();
    private Stage stage;
    private World world;
    private PlaygroundStage playground;
    private Person person;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        preferences.put("scenario.readingMillis", "0");
        preferences.put("expectations", "no leaks\nuser 1 holds nothing");
        WorldPlan plan = new WorldPlan(
                ServerConfig.defaults().withPort(0).withSeed(new SeedPlan(7, 6, 2, 12)),
                7,
                WorldPlan.DIALECTS_DEFAULT,
                CLIENTS,
                20,
                false);
        stage = FxThread.call(Stage::new);
        playground = FxThread.call(() -> new PlaygroundStage(
                stage,
                preferences,
                Optional.of(ThemeChoice.LIGHT),
                () -> {
                    World made = RecordedWorld.of(LiveWorld.start(plan), plan);
                    started.complete(made);
                    return made;
                },
                CLIENTS,
                chosen));
        FxThread.run(() -> {
            stage.setX(0);
            stage.setY(0);
            playground.onClosed(closed::countDown);
            playground.open();
        });
        world = started.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        eventually(() -> world.clients().size() == CLIENTS
                && world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE));
        person = new Person(stage);
        eventually(() -> FxThread.call(() -> window().selection().hasPost()));
    }

    @AfterAll
    void close() throws InterruptedException {
        FxThread.run(playground::close);
        closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @BeforeEach
    void atHomeWithNothingOpen() {
        FxThread.run(playground::leave);
        while (person.sees("notice") || person.sees("editor") || person.sees("gallery")) {
            person.press(KeyCode.ESCAPE);
        }
        FxThread.run(window().tableau()::requestFocus);
    }

    @Test
    void whatWasPinnedLastTimeIsPinnedAgainAndWhatMakesNoSenseIsSaid() {
        eventually(() -> pinned("no leaks") == Verdict.HOLDS);
        perform(Action.EXPECT);
        assertThat(world.watch().pins())
                .noneMatch(pin -> pin.expectation().text().contains("nothing"));
        assertThat(text("count-expectations")).contains("expectation");
    }

    @Test
    void aLessonIsPlayedInAWorldOfItsOwnAndTheOwnWorldIsThereAfterwards() {
        person.press(KeyCode.G);
        assertThat(person.sees("gallery")).isTrue();
        Gallery.names()
                .forEach(name -> assertThat(person.sees("scenario-" + name)).isTrue());
        person.click("scenario-handing-over");
        eventually(() -> person.sees("scenario-bar"));
        eventually(() -> text("scenario-counter").equals("Everything was as expected"));
        assertThat(FxThread.call(() -> Names.missing(window().root()))).isEmpty();
        assertThat(text("count-expectations")).isEqualTo("1 expectation");
        eventually(() -> Person.heldCells(window().tableau()).size() == 2);

        person.click("scenario-leave");
        assertThat(person.sees("scenario-bar")).isFalse();
        eventually(() -> Person.heldCells(window().tableau()).size() == CLIENTS);
    }

    @Test
    void aLessonCanBePausedPlayedStepByStepAndStopped() throws IOException {
        play("  - say: One.\n  - say: Two.\n    wait: 200 ms\n  - say: Three.\n    wait: 5 min\n  - say: Four.\n");
        eventually(() -> text("scenario-say").equals("Three."));
        person.click("scenario-stop");
        eventually(() -> text("scenario-counter").equals("Stopped"));
        FxThread.run(playground::leave);

        preferences.put("scenario.readingMillis", "300000");
        play("  - say: One.\n  - say: Two.\n  - say: Three.\n");
        eventually(() -> text("scenario-say").equals("One."));
        person.click("scenario-pause");
        person.click("scenario-step");
        eventually(() -> text("scenario-say").equals("Two."));
        person.click("scenario-step");
        eventually(() -> text("scenario-say").equals("Three."));
        preferences.put("scenario.readingMillis", "0");
        person.click("scenario-pause");
        eventually(() -> text("scenario-counter").equals("Everything was as expected"));
    }

    @Test
    void aFailedExpectationIsShownWithItsLine() throws IOException {
        play("  - say: Look.\n    expect: { now: everyone holds 99 posts }\n");
        eventually(() -> text("scenario-counter").equals("1 thing was not as expected"));
        assertThat(text("scenario-deed")).startsWith("Line 5, Now: everyone holds 99 posts: Not so:");
        Pictures.take(stage.getScene(), "scenario-failed");

        assertThat(person.sees("scenario-steps")).isFalse();
        person.click("scenario-list");
        assertThat(FxThread.call(
                        () -> steps().getItems().stream().map(Object::toString).toList()))
                .last()
                .asString()
                .contains("FAILED", "Now: everyone holds 99 posts", "Not so:");
        Pictures.take(stage.getScene(), "scenario-steps");
        FxThread.run(() -> playground.choose(ThemeChoice.DARK));
        Pictures.take(stage.getScene(), "scenario-steps-dark");
        FxThread.run(() -> playground.choose(ThemeChoice.LIGHT));
        person.click("scenario-list");
        assertThat(person.sees("scenario-steps")).isFalse();
    }

    @Test
    void aFileWithErrorsSaysLineAndColumnAndNothingElseHappens() throws IOException {
        chosen.file = folder.resolve("wrong.yaml");
        Files.writeString(chosen.file, "scenario: A\nteaches: B\nsteps:\n  - expct: no leaks\n  - wait: soon\n");
        person.press(KeyCode.G);
        person.click("open-scenario");
        eventually(() -> person.sees("notice"));
        assertThat(FxThread.call(() -> person.node("notice").getAccessibleText()))
                .isEqualTo("wrong.yaml:4:5: `expct` is no step; did you mean `expect`? And 1 more error.");
        assertThat(person.sees("scenario-bar")).isFalse();
    }

    @Test
    void anExpectationIsTypedWithCompletionPinnedBrokenAndTakenOff() {
        FleetClient client = world.clients().getFirst();
        perform(Action.EXPECT);
        eventually(person::writes);
        person.type("use");
        person.press(KeyCode.TAB);
        person.type(client.userId() + " nevr holds post 12");
        person.press(KeyCode.ENTER);
        assertThat(text("expectation-problem")).startsWith("Column 8: ").endsWith("did you mean `never`?");
        FxThread.run(() -> ((TextField) person.node("expectation")).setText("user " + client.userId() + " never h"));
        FxThread.run(() -> ((TextField) person.node("expectation")).end());
        person.press(KeyCode.TAB);
        long post = world.operate(
                        "createPost",
                        Json.object()
                                .put("workspaceId", 1)
                                .put("authorUserId", someoneElse(client))
                                .put("title", "Secret")
                                .put("content", "x")
                                .put("published", false))
                .join()
                .path("row")
                .path("id")
                .longValue();
        person.type("post " + post);
        person.press(KeyCode.ENTER);
        String sentence = "user " + client.userId() + " never holds post " + post;
        eventually(() -> pinned(sentence) == Verdict.HOLDS);
        assertThat(preferences.get("expectations").orElse("")).contains(sentence);

        publish(post, true);
        eventually(() -> pinned(sentence) == Verdict.FAILS);
        publish(post, false);
        eventually(() -> text("count-expectations").contains("broken"));
        FxThread.run(() -> window().selection().select(world.clients().getLast().number(), 1));
        person.click("count-expectations");
        eventually(() -> FxThread.call(() -> window().selection().postId() == post
                && client(window().selection().clientNumber()).userId() == client.userId()));

        int number = world.watch().pins().stream()
                .filter(pin -> pin.expectation().text().equals(sentence))
                .findFirst()
                .orElseThrow()
                .number();
        world.watch().again(number);
        eventually(() -> pinned(sentence) == Verdict.HOLDS);
        FxThread.run(() -> person.node("pin-" + number)
                .lookupAll(".button-icon")
                .forEach(node -> ((javafx.scene.control.Button) node).fire()));
        eventually(() -> world.watch().pins().stream()
                .noneMatch(pin -> pin.expectation().text().equals(sentence)));
        assertThat(preferences.get("expectations").orElse("")).doesNotContain(sentence);
    }

    @Test
    void aPostIsPinnedFromItsMenu() {
        FleetClient client = world.clients().getFirst();
        FxThread.run(() -> window().selection().select(client.number(), 999));
        perform(Action.EXPECT_NEVER);
        String sentence = "user " + client.userId() + " never holds post 999";
        eventually(() -> pinned(sentence) == Verdict.HOLDS);
        assertThat(FxThread.call(() -> person.node("notice").getAccessibleText()))
                .isEqualTo("Pinned: " + sentence + ".");
    }

    @Test
    void whatAPersonDoesIsRecordedAndPlaysAgain() throws IOException {
        FleetClient author = world.clients().stream()
                .filter(client -> client.role().equals("user"))
                .findFirst()
                .orElseThrow();
        long post = author.create(
                        World.POST,
                        Map.of("workspaceId", 1, "authorUserId", author.userId(), "title", "Recorded", "content", "x"))
                .join()
                .id();
        author.update(World.POST, post, Map.of("published", true)).join();
        author.goOffline();
        var _ = author.update(World.POST, post, Map.of("title", "Written offline"));
        author.goOnline();
        eventually(() -> author.snapshot().pending().isEmpty());
        world.remove(java.util.List.of(world.clients().getLast()));
        var _ = world.add(1);
        eventually(() -> world.clients().size() == CLIENTS);

        chosen.file = folder.resolve("recorded.yaml");
        person.press(KeyCode.G);
        person.click("save-scenario");
        eventually(() -> person.sees("notice"));
        String text = Files.readString(chosen.file);
        assertThat(text).contains("call: row", "update: post $row", "offline: true", "result: waits", "disconnect: ");
        Scenario scenario = ScenarioReader.read(
                "recorded.yaml",
                text
                        + "  - wait: convergence\n  - expect: 'someone holds 1 post where title is \"Written offline\"'\n");
        assertThat(scenario.setting().clients()).hasSize(CLIENTS);
        try (Arena arena = Arena.start(scenario.setting())) {
            Progress end = new ScenarioRun(scenario, arena, Pace.quick(), progress -> {}).play();
            assertThat(end.results()).allMatch(result -> result.sentence() != null);
            assertThat(end.passed()).as(end.results().toString()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 1280, 800", "DARK, 1280, 800"})
    void nothingIsCutOff(ThemeChoice theme, double width, double height) {
        String suffix = "-" + theme.keyword() + "-" + (int) width;
        FxThread.run(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            playground.choose(theme);
        });
        picture("home" + suffix);
        person.press(KeyCode.G);
        picture("gallery" + suffix);
        preferences.put("scenario.readingMillis", "300000");
        person.click("scenario-publishing-a-draft");
        eventually(() -> person.sees("scenario-bar"));
        for (int step = 0; step < 10; step++) {
            person.click("scenario-step");
        }
        eventually(() -> text("scenario-say").startsWith("While Ann"));
        perform(Action.EXPECT);
        eventually(() -> world(window()) >= 2);
        picture("scenario" + suffix);
        preferences.put("scenario.readingMillis", "0");
        person.click("scenario-pause");
        eventually(() -> text("scenario-counter").equals("Everything was as expected"));
        picture("scenario-passed" + suffix);
    }

    private static int world(PlaygroundWindow shown) {
        return FxThread.call(() -> shown.root().lookupAll(".pin-row").size());
    }

    private void play(String steps) throws IOException {
        chosen.file = folder.resolve("lesson.yaml");
        Files.writeString(
                chosen.file, "scenario: Lesson\nteaches: Something.\nclients: { Ann: { user: 1 } }\nsteps:\n" + steps);
        person.press(KeyCode.G);
        person.click("open-scenario");
        eventually(() -> person.sees("scenario-bar"));
    }

    private FleetClient client(int number) {
        return world.client(number).orElseThrow();
    }

    private long someoneElse(FleetClient client) {
        return client.userId() == 1 ? 2 : 1;
    }

    private void publish(long post, boolean published) {
        world.operate("updatePost", Json.object().put("id", post).put("published", published))
                .join();
    }

    private Verdict pinned(String sentence) {
        return world.watch().pins().stream()
                .filter(pin -> pin.expectation().text().equals(sentence))
                .map(pin -> pin.standing().verdict())
                .findFirst()
                .orElse(Verdict.UNDECIDED);
    }

    private void perform(Action action) {
        FxThread.run(() -> window().actions().perform(action));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private PlaygroundWindow window() {
        return FxThread.call(() -> playground.window().orElseThrow());
    }

    private ListView<?> steps() {
        return (ListView<?>) person.node("scenario-steps");
    }

    private String text(String id) {
        return FxThread.call(() -> ((Labeled) person.node(id)).getText());
    }

    private void picture(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        Pictures.take(stage.getScene(), name);
        assertThat(Pictures.cutOff(stage.getScene().getRoot())).as(name).isEmpty();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
