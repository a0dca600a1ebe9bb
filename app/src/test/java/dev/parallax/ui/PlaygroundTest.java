package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The first minute and everything a person does in it, at the real window over a real server with 24
/// real clients.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaygroundTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENTS = 24;

    private final MemoryPreferences preferences = new MemoryPreferences();
    private final CompletableFuture<LiveWorld> started = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private LiveWorld world;
    private PlaygroundStage playground;
    private PlaygroundWindow window;
    private TableauView tableau;
    private Person person;

    @BeforeAll
    void open() {
        WorldPlan plan =
                new WorldPlan(ServerConfig.defaults().withPort(0), 7, List.of(Dialect.CURSOR), CLIENTS, 20, false);
        Stage stage = FxThread.call(Stage::new);
        playground = FxThread.call(() -> new PlaygroundStage(
                stage,
                preferences,
                Optional.of(ThemeChoice.LIGHT),
                () -> {
                    LiveWorld live = LiveWorld.start(plan);
                    started.complete(live);
                    return live;
                },
                CLIENTS));
        FxThread.run(() -> {
            stage.setX(0);
            stage.setY(0);
            playground.onClosed(closed::countDown);
            playground.open();
        });
        world = started.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        eventually(() -> world.clients().size() == CLIENTS && allLive());
        window = FxThread.call(() -> playground.window().orElseThrow());
        tableau = window.tableau();
        person = new Person(stage);
        eventually(() -> FxThread.call(() -> window.selection().hasPost()));
    }

    @AfterAll
    void close() throws InterruptedException {
        FxThread.run(playground::close);
        closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @BeforeEach
    void focusOnTheCards() {
        while (person.sees("notice") || person.sees("editor")) {
            person.press(KeyCode.ESCAPE);
        }
        FxThread.run(tableau::requestFocus);
        world.clients().forEach(FleetClient::goOnline);
        eventually(this::allLive);
    }

    @Test
    void startsWithLiveClientsWhoseCardsShowWhatTheyHold() {
        assertThat(world.clients()).hasSize(CLIENTS);
        assertThat(world.checkNow().clean()).isTrue();
        eventually(() -> ((Labeled) person.node("live-count")).getText().startsWith("24/24"));
        assertCardsShowWhatClientsHold();
    }

    @Test
    void publishingShowsAPostOnEveryCardAndUnpublishingTakesItAwayAgain() {
        FleetClient author = user();
        long post = draftOf(author);
        Set<Integer> before = holders(post);
        assertThat(before).isEqualTo(numbers(client -> mayAlwaysSee(client, author)));

        clickPost(author, post);
        person.press(KeyCode.P);
        eventually(() -> holders(post).size() == CLIENTS);
        assertCardsShowWhatClientsHold();

        person.press(KeyCode.P);
        eventually(() -> holders(post).equals(before));
        assertCardsShowWhatClientsHold();
        assertThat(world.checkNow().leaks()).isEmpty();
    }

    @Test
    void aNewRoleBringsDraftsAndTheOldOneTakesThemAway() {
        FleetClient client = user();
        select(client, 0);
        Set<Long> asUser = held(client);

        changeRole("admin");
        eventually(() -> client.role().equals("admin") && held(client).size() > asUser.size());
        assertThat(held(client))
                .isEqualTo(held(any(other -> other.role().equals("admin") && other.number() != client.number())));
        assertCardsShowWhatClientsHold();

        changeRole("user");
        eventually(() -> held(client).equals(asUser));
        assertCardsShowWhatClientsHold();
    }

    @Test
    void anEditMadeOfflineWaitsAndArrivesWhenTheClientIsBack() {
        FleetClient author = user();
        long post = draftOf(author);
        clickPost(author, post);
        person.press(KeyCode.O);
        eventually(() -> author.snapshot().status() == Status.OFFLINE);

        openEditor(KeyCode.ENTER);
        person.press(KeyCode.CONTROL, KeyCode.A);
        person.type("Written offline");
        person.press(KeyCode.ENTER);
        eventually(() -> author.snapshot().table(World.POST).isPending(post));
        assertThat(title(author, post)).isEqualTo("Written offline");
        assertThat(title(any(client -> client.role().equals("admin")), post)).isNotEqualTo("Written offline");

        person.press(KeyCode.O);
        eventually(() -> !author.snapshot().table(World.POST).isPending(post));
        eventually(() ->
                title(any(client -> client.role().equals("admin")), post).equals("Written offline"));
    }

    @Test
    void aDeniedEditSaysWhyAndTheOperatorCanDoIt() {
        FleetClient client = user();
        Row other = rows(client).stream()
                .filter(row -> !Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .orElseThrow();
        clickPost(client, other.id());
        openEditor(KeyCode.E);
        person.press(KeyCode.CONTROL, KeyCode.A);
        person.type("Not mine");
        person.press(KeyCode.ENTER);
        eventually(() -> person.sees("notice"));
        assertThat(FxThread.call(() -> person.node("notice").getAccessibleText()))
                .contains(client.name())
                .contains("authorUserId is " + other.get("authorUserId"));
        assertThat(title(client, other.id())).isEqualTo(other.get("title"));

        person.clickText("Do it as the operator");
        eventually(() -> title(client, other.id()).equals("Not mine"));
    }

    @Test
    void anEmptyPlaceSaysWhyItIsEmptyAndWhatWouldFillIt() {
        FleetClient author = user();
        long draft = draftOf(author);
        FleetClient other = any(client -> client.role().equals("user") && client.userId() != author.userId());
        clickPost(other, draft);
        eventually(() -> words("why-sentence")
                .equals(other.name() + " does not hold post " + draft + ": the policy denies it."));
        assertThat(words("why-flips")).startsWith("Publish post " + draft + "; Do it; Make user " + other.userId());

        person.clickText("Do it");
        eventually(() -> held(other).contains(draft));
        eventually(() -> words("why-sentence").equals(other.name() + " holds post " + draft + ", as it may."));
        assertThat(words("why-flips")).startsWith("Unpublish post " + draft);
        person.clickText("Do it");
        eventually(() -> !held(other).contains(draft));
        person.press(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> held(other).contains(draft));
        person.press(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> !held(other).contains(draft));
    }

    @Test
    void anyPostCanBeAskedAboutByItsNumber() {
        FleetClient client = user();
        select(client, 0);
        person.press(KeyCode.W);
        eventually(person::writes);
        person.type("987654");
        person.press(KeyCode.ENTER);
        eventually(() -> words("why-sentence").equals("There is no post 987654, so nobody can hold it."));
    }

    @Test
    void whatIsHeldUpByAFaultIsSaid() {
        FleetClient author = user();
        long draft = draftOf(author);
        FleetClient late = any(client -> client.role().equals("user") && client.userId() != author.userId());
        late.setFaults(LinkFaults.NONE.withLatency(20_000));
        try {
            clickPost(late, draft);
            world.operate("updatePost", Json.object().put("id", draft).put("published", true))
                    .join();
            eventually(() -> words("why-sentence")
                    .equals(late.name() + " may see post " + draft
                            + " but does not have it yet: frames are held for 20,000 ms by the latency fault."));
            assertThat(words("why-sync")).contains("Permitted as of ").contains("this client is complete up to ");
        } finally {
            late.setFaults(LinkFaults.NONE);
            late.cut();
        }
        eventually(() -> words("why-sentence").endsWith("as it may."));
        world.operate("updatePost", Json.object().put("id", draft).put("published", false))
                .join();
    }

    /// The words of a node and of what is in it.
    private String words(String id) {
        return FxThread.call(() -> {
            Node node = window.root().lookup("#" + id);
            return node instanceof Labeled labeled ? labeled.getText() : String.join("; ", Words.of(node));
        });
    }

    @Test
    void everythingWorksWithKeysAlone() {
        FleetClient client = user();
        select(client, 0);
        openEditor(KeyCode.N);
        person.type("Made with keys");
        person.press(KeyCode.ENTER);
        eventually(() -> find(client, "Made with keys").isPresent());
        long post = find(client, "Made with keys").orElseThrow().id();
        eventually(() -> FxThread.call(() -> window.selection().postId()) == post);
        assertThat(FxThread.call(tableau::isFocused)).isTrue();

        person.press(KeyCode.DELETE);
        eventually(() -> find(client, "Made with keys").isEmpty());
        person.press(KeyCode.CONTROL, KeyCode.Z);
        eventually(() -> find(client, "Made with keys").isPresent());

        person.press(KeyCode.SPACE);
        eventually(() -> world.traffic().counts().accepted() > 5);
        person.press(KeyCode.SPACE);
        assertThat(world.traffic().isRunning()).isFalse();

        person.press(KeyCode.CONTROL, KeyCode.F);
        person.type("admin");
        assertThat(FxThread.call(() -> tableau.filterProperty().get())).isEqualTo("admin");
        FxThread.run(() -> ((TextField) person.node("filter")).clear());
        assertThat(world.convergence(PATIENCE).join().unconverged()).isEmpty();
    }

    @Test
    void panelsFoldAndTheTableauCanStandAlone() {
        person.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(inScene("policy-panel")).isFalse();
        assertThat(preferences.flag("policy.open", true)).isFalse();
        person.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(inScene("policy-panel")).isTrue();

        person.press(KeyCode.F11);
        assertThat(inScene("toolbar") || inScene("inspector") || inScene("status-bar"))
                .isFalse();
        person.press(KeyCode.ESCAPE);
        assertThat(inScene("toolbar") && inScene("inspector") && inScene("status-bar"))
                .isTrue();
    }

    @Test
    void theThemeChangesAndIsRemembered() {
        person.press(KeyCode.T);
        assertThat(FxThread.call(() -> window.root().getPseudoClassStates()))
                .contains(PseudoClass.getPseudoClass("dark"));
        assertThat(FxThread.call(() -> tableau.darkProperty().get())).isTrue();
        assertThat(preferences.get("theme")).contains("dark");
        person.press(KeyCode.T);
        person.press(KeyCode.T);
        assertThat(preferences.get("theme")).contains("light");
    }

    @Test
    void theFirstStepsStayClosedOnceClosed() {
        person.click("start-here-close");
        assertThat(person.sees("start-here")).isFalse();
        assertThat(FxThread.call(() -> new StartHere(preferences, () -> {}).isVisible()))
                .isFalse();
    }

    @Test
    void everyPlaceThatTakesTheFocusHasAName() {
        select(user(), 0);
        assertThat(FxThread.call(() -> Names.missing(window.root()))).isEmpty();
        openEditor(KeyCode.N);
        assertThat(FxThread.call(() -> Names.missing(window.root()))).isEmpty();
        person.press(KeyCode.ESCAPE);
        person.type("?");
        assertThat(person.sees("shortcut-sheet")).isTrue();
        assertThat(FxThread.call(() -> Names.missing(window.root()))).isEmpty();
        person.press(KeyCode.ESCAPE);
    }

    private void changeRole(String role) {
        person.press(KeyCode.R);
        FxThread.run(
                () -> ((ComboBox<?>) person.node("session-role")).getEditor().requestFocus());
        person.press(KeyCode.CONTROL, KeyCode.A);
        person.type(role);
        person.click("form-done");
    }

    /// Cards may still be moving to their places; then a person clicks again.
    private void clickPost(FleetClient client, long post) {
        eventually(() -> {
            person.clickCell(tableau, client.number(), post);
            return FxThread.call(() -> window.selection().clientNumber() == client.number()
                    && window.selection().postId() == post);
        });
    }

    /// Presses a key that opens an editor, and waits until what is typed goes there.
    private void openEditor(KeyCode key) {
        person.press(key);
        eventually(person::writes);
    }

    private void select(FleetClient client, long post) {
        FxThread.run(() -> window.selection().select(client.number(), post));
    }

    private FleetClient user() {
        return any(
                client -> client.role().equals("user") && rows(client).stream().anyMatch(row -> isDraft(client, row)));
    }

    private FleetClient any(Predicate<FleetClient> condition) {
        return world.clients().stream().filter(condition).findFirst().orElseThrow();
    }

    private static long draftOf(FleetClient author) {
        return rows(author).stream()
                .filter(row -> isDraft(author, row))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static boolean isDraft(FleetClient author, Row row) {
        return Boolean.FALSE.equals(row.get("published"))
                && Long.valueOf(author.userId()).equals(row.get("authorUserId"));
    }

    private static boolean mayAlwaysSee(FleetClient client, FleetClient author) {
        return client.userId() == author.userId() || client.role().equals("admin");
    }

    private static List<Row> rows(FleetClient client) {
        return client.snapshot().table(World.POST).shown();
    }

    private static Set<Long> held(FleetClient client) {
        return rows(client).stream().map(Row::id).collect(Collectors.toSet());
    }

    private static Optional<Row> find(FleetClient client, String title) {
        return rows(client).stream()
                .filter(row -> title.equals(row.get("title")))
                .findFirst();
    }

    private static String title(FleetClient client, long post) {
        return rows(client).stream()
                .filter(row -> row.id() == post)
                .map(row -> String.valueOf(row.get("title")))
                .findFirst()
                .orElse("");
    }

    private Set<Integer> holders(long post) {
        return numbers(client -> held(client).contains(post));
    }

    private Set<Integer> numbers(Predicate<FleetClient> condition) {
        return world.clients().stream()
                .filter(condition)
                .map(FleetClient::number)
                .collect(Collectors.toSet());
    }

    private void assertCardsShowWhatClientsHold() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<Integer, Set<Long>> clients = new TreeMap<>();
            world.clients().forEach(client -> clients.put(client.number(), held(client)));
            assertThat(Person.heldCells(tableau)).isEqualTo(clients);
        });
    }

    private boolean allLive() {
        return world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE);
    }

    private boolean inScene(String id) {
        return FxThread.call(() -> window.root().lookup("#" + id) != null);
    }

    private static void eventually(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
