package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.TrafficActors;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.tableau.ZoomLevel;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Selecting many posts and clients, acting on all of them, dragging, and undoing, at the real window.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionTest {
    private static final int CLIENTS = 12;

    private OpenPlayground open;
    private LiveWorld world;
    private PlaygroundWindow window;
    private TableauView tableau;
    private Person person;

    @BeforeAll
    void open() {
        open = new OpenPlayground(new MemoryPreferences(), List.of(Dialect.CURSOR), CLIENTS);
        world = open.world;
        window = open.window;
        tableau = window.tableau();
        person = open.person;
    }

    @AfterAll
    void close() throws InterruptedException {
        open.close();
    }

    @BeforeEach
    void startOver() {
        while (person.sees("notice") || person.sees("editor")) {
            person.press(KeyCode.ESCAPE);
        }
        world.clients().forEach(FleetClient::goOnline);
        OpenPlayground.eventually(() ->
                world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE));
        FxThread.run(() -> {
            tableau.requestFocus();
            window.selection().select(1, 0);
        });
    }

    @Test
    void controlAddsAndTakesAwayAndEscapeGoesBackToOne() {
        FleetClient author = author();
        List<Long> own = own(author);
        person.clickCellWith(KeyCode.UNDEFINED, tableau, author.number(), own.get(0));
        person.clickCellWith(KeyCode.CONTROL, tableau, author.number(), own.get(1));
        person.clickCellWith(KeyCode.CONTROL, tableau, author.number(), own.get(2));
        assertThat(posts()).containsExactlyInAnyOrder(own.get(0), own.get(1), own.get(2));
        assertThat(clients()).containsExactly(author.number());
        assertThat(text("selection-count")).isEqualTo("3 posts, 1 client selected");
        assertThat(FxThread.call(tableau::getAccessibleText)).contains("3 posts and 1 client are selected.");

        person.clickCellWith(KeyCode.CONTROL, tableau, author.number(), own.get(1));
        assertThat(posts()).containsExactlyInAnyOrder(own.get(0), own.get(2));

        person.press(KeyCode.ESCAPE);
        assertThat(posts()).containsExactly(own.get(2));
        assertThat(person.sees("selection-bar")).isFalse();
    }

    @Test
    void shiftAndTheArrowsExtendInDrawingOrder() {
        FleetClient author = author();
        List<Long> held = held(author);
        person.clickCellWith(KeyCode.UNDEFINED, tableau, author.number(), held.get(0));
        person.press(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(posts()).hasSizeBetween(1, 2).contains(held.get(0));
        person.press(KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(posts()).containsExactly(held.get(0));
    }

    @Test
    void aBandFromEmptyGroundSelectsTheClientsInIt() {
        FleetClient last = world.clients().getLast();
        person.drag(
                tableau,
                () -> new Point2D(1, 1),
                () -> Person.place(tableau, 2, held(last).getFirst()));
        assertThat(person.sees("rubber-band")).isTrue();
        assertThat(clients()).contains(1, 2).hasSizeLessThan(CLIENTS);
        person.press(KeyCode.ESCAPE);
        assertThat(clients()).containsExactly(1);
        person.letGo(tableau);
        assertThat(person.sees("rubber-band")).isFalse();
    }

    @Test
    void selectAllTakesThePostsFirstAndThenTheClients() {
        FleetClient author = author();
        person.clickCellWith(
                KeyCode.UNDEFINED, tableau, author.number(), own(author).getFirst());
        person.press(KeyCode.CONTROL, KeyCode.A);
        assertThat(posts()).containsExactlyInAnyOrderElementsOf(held(author));
        assertThat(clients()).containsExactly(author.number());
        person.press(KeyCode.CONTROL, KeyCode.A);
        assertThat(clients()).hasSize(CLIENTS);
    }

    @Test
    void whatIsDoneToManyPostsIsUndoneAtOnce() {
        FleetClient author = author();
        List<Long> own = own(author).subList(0, 3);
        boolean anyDraft = own.stream().anyMatch(id -> !published(author, id));
        select(author, own);
        person.press(KeyCode.P);
        OpenPlayground.eventually(() -> own.stream().allMatch(id -> published(author, id) == anyDraft));
        OpenPlayground.eventually(
                () -> notice().contains("Undo") || notice().startsWith("P") || notice().startsWith("U"));
        Set<Long> before = Set.copyOf(held(author));

        person.press(KeyCode.DELETE);
        OpenPlayground.eventually(() -> notice().equals("Deleted 3 posts."));
        assertThat(held(author)).doesNotContainAnyElementsOf(own);

        person.press(KeyCode.CONTROL, KeyCode.Z);
        OpenPlayground.eventually(() -> notice().equals("Undone: delete 3 posts."));
        assertThat(held(author)).hasSameSizeAs(before);

        person.press(KeyCode.CONTROL, KeyCode.Z);
        OpenPlayground.eventually(() -> notice().matches("Undone: (un)?publish .*"));
        person.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        OpenPlayground.eventually(() -> notice().matches("Done again: (un)?publish .*"));
    }

    @Test
    void partOfWhatIsAskedForMayBeDeniedAndTheRestIsDone() {
        FleetClient author = author();
        long own = own(author).getFirst();
        long other = held(author).stream()
                .filter(id -> !own(author).contains(id))
                .findFirst()
                .orElseThrow();
        select(author, List.of(own, other));
        person.press(KeyCode.DELETE);
        OpenPlayground.eventually(() -> notice().startsWith(author.name() + ": 1 of 2 were denied. Post " + other));
        assertThat(notice()).contains("authorUserId is ");
        assertThat(held(author)).doesNotContain(own).contains(other);
        person.clickText("Undo");
        OpenPlayground.eventually(() -> notice().startsWith("Undone: delete 2 posts"));
    }

    @Test
    void manyClientsGoOfflineAndComeBackByUndo() {
        List<Integer> three = List.of(2, 3, 4);
        FxThread.run(() -> window.selection().pick(window.selection().picks().withClients(three, 3)));
        person.press(KeyCode.O);
        OpenPlayground.eventually(() -> three.stream().allMatch(number -> status(number) == Status.OFFLINE));
        assertThat(status(5)).isEqualTo(Status.LIVE);
        person.press(KeyCode.CONTROL, KeyCode.Z);
        OpenPlayground.eventually(() -> three.stream().allMatch(number -> status(number) == Status.LIVE));
        assertThat(notice()).isEqualTo("Undone: take 3 clients offline.");
    }

    @Test
    void theInspectorSaysWhatSeveralClientsHaveInCommon() {
        FxThread.run(() -> window.selection().pick(window.selection().picks().withClients(List.of(2, 3, 4), 3)));
        assertThat(person.sees("selected-clients")).isTrue();
        assertThat(text("selected-common"))
                .startsWith("3 clients are selected. In common: ")
                .contains("dialect cursor");
        person.clickText(client(4).name());
        assertThat(FxThread.call(() -> window.selection().clientNumber())).isEqualTo(4);
        assertThat(clients()).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void trafficWritesAsTheSelectedFromASeed() {
        FxThread.run(() -> window.selection().pick(window.selection().picks().withClients(List.of(2, 3), 2)));
        MenuButton mix = (MenuButton) person.node("mix");
        FxThread.run(mix::show);
        OpenPlayground.eventually(mix::isShowing);
        Parent popup = FxThread.call(
                () -> mix.getItems().getFirst().getParentPopup().getScene().getRoot());
        FxThread.run(() -> {
            ((ComboBox<?>) popup.lookup("#traffic-actors")).getSelectionModel().select(1);
            ((TextField) popup.lookup("#traffic-seed")).setText("4711");
            ((Button) popup.lookup("#traffic-begin")).fire();
        });
        assertThat(world.traffic().actors()).isEqualTo(TrafficActors.of(Set.of(2, 3)));
        assertThat(world.traffic().seed()).isEqualTo(4711);
        FxThread.run(() -> {
            ((TextField) popup.lookup("#traffic-seed")).setText("many");
            ((Button) popup.lookup("#traffic-begin")).fire();
        });
        assertThat(FxThread.call(() -> popup.lookup("#traffic-problem").isVisible()))
                .isTrue();
        Pictures.take(popup.getScene(), "traffic");
        assertThat(Pictures.cutOff(popup)).isEmpty();
        FxThread.run(mix::hide);
        world.traffic().setActors(TrafficActors.EVERYONE);
    }

    @Test
    void manySessionsChangeAtOnceAndGoBackEachToItsOwn() {
        List<Integer> three = List.of(2, 3, 4);
        List<String> roles = three.stream().map(number -> client(number).role()).toList();
        FxThread.run(() -> window.selection().pick(window.selection().picks().withClients(three, 3)));
        person.press(KeyCode.R);
        FxThread.run(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<String> role = (ComboBox<String>) person.node("session-role");
            role.getEditor().setText("admin");
        });
        person.click("form-done");
        OpenPlayground.eventually(
                () -> three.stream().allMatch(number -> client(number).role().equals("admin")));
        person.press(KeyCode.CONTROL, KeyCode.Z);
        OpenPlayground.eventually(() ->
                three.stream().map(number -> client(number).role()).toList().equals(roles));
    }

    @Test
    void whatCannotBeUndoneSaysSo() {
        FxThread.run(() -> window.selection().select(2, 0));
        person.press(KeyCode.X);
        person.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(notice())
                .isEqualTo("“cut the connection of " + client(2).name()
                        + "” cannot be undone. Undo once more takes back what was done before it.");
    }

    @Test
    void aPostDraggedToAnotherCardIsDeniedByThePolicyAndGivenByTheOperator() {
        FleetClient author = author();
        FleetClient other = world.clients().stream()
                .filter(client -> client.userId() != author.userId())
                .findFirst()
                .orElseThrow();
        long post = own(author).getFirst();
        long theirs = held(other).getFirst();
        person.dragCell(tableau, author.number(), post, other.number(), theirs);
        person.letGo(tableau);
        OpenPlayground.eventually(() -> notice().startsWith(author.name() + " was denied: "));
        assertThat(notice()).contains("authorUserId is " + other.userId());

        person.clickText("Do it as the operator");
        OpenPlayground.eventually(() -> authorOf(post) == other.userId());
        person.press(KeyCode.CONTROL, KeyCode.Z);
        OpenPlayground.eventually(() -> authorOf(post) == author.userId());
    }

    @Test
    void escapeDropsWhatIsDraggedWhereItCameFrom() {
        FleetClient author = author();
        long post = own(author).getFirst();
        int other = author.number() == 1 ? 2 : 1;
        person.dragCell(
                tableau, author.number(), post, other, held(client(other)).getFirst());
        assertThat(person.sees("drag-label")).isTrue();
        assertThat(person.sees("drop-target")).isTrue();
        person.press(KeyCode.ESCAPE);
        assertThat(person.sees("drag-label")).isFalse();
        person.letGo(tableau);
        assertThat(person.sees("notice")).isFalse();
        assertThat(authorOf(post)).isEqualTo(author.userId());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1280, 800"})
    void theSetIsClearToSee(ThemeChoice theme, double width, double height) {
        open.resize(theme, width, height);
        FleetClient author = author();
        FxThread.run(() -> {
            window.selection().select(author.number(), own(author).getFirst());
            window.selection()
                    .pick(window.selection()
                            .picks()
                            .withPosts(own(author), own(author).getFirst())
                            .withClients(List.of(author.number(), 2, 3, 4, 7), author.number()));
        });
        Person.settle();
        Pictures.take(open.stage.getScene(), "selection-" + theme.keyword() + "-" + (int) width);
        assertThat(Pictures.cutOff(open.stage.getScene().getRoot())).isEmpty();
        person.dragCell(
                tableau,
                author.number(),
                own(author).getFirst(),
                2,
                held(client(2)).getFirst());
        Pictures.take(open.stage.getScene(), "drag-" + theme.keyword());
        person.press(KeyCode.ESCAPE);
        person.letGo(tableau);
        FxThread.run(() -> {
            world.client(3).orElseThrow().setFaults(LinkFaults.NONE.withLatency(100));
            tableau.zoomProperty().set(ZoomLevel.HEAT_LARGE);
        });
        OpenPlayground.eventually(() -> FxThread.call(() ->
                tableau.frame().cards().stream().anyMatch(card -> !card.faults().isEmpty())));
        Person.settle();
        Pictures.take(open.stage.getScene(), "selection-heat-" + theme.keyword());
        FxThread.run(() -> {
            world.client(3).orElseThrow().setFaults(LinkFaults.NONE);
            window.actions().perform(Action.ZOOM_FIT);
        });
    }

    private void select(FleetClient client, List<Long> posts) {
        FxThread.run(() -> {
            tableau.requestFocus();
            window.selection().select(client.number(), posts.getFirst());
            window.selection().pick(window.selection().picks().withPosts(posts, posts.getFirst()));
        });
    }

    /// The user with the most posts.
    private FleetClient author() {
        return world.clients().stream()
                .filter(client -> client.role().equals("user"))
                .max(Comparator.comparingInt(client -> own(client).size()))
                .orElseThrow();
    }

    private static List<Long> own(FleetClient client) {
        return client.snapshot().table(World.POST).shown().stream()
                .filter(row -> Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .map(Row::id)
                .toList();
    }

    private static List<Long> held(FleetClient client) {
        return client.snapshot().table(World.POST).shown().stream().map(Row::id).toList();
    }

    private static boolean published(FleetClient client, long post) {
        return client.snapshot()
                .table(World.POST)
                .findShown(post)
                .map(row -> Boolean.TRUE.equals(row.get("published")))
                .orElse(false);
    }

    private long authorOf(long post) {
        return world.clients().stream()
                .flatMap(client -> client.snapshot().table(World.POST).findSynced(post).stream())
                .max(Comparator.comparingLong(Row::version))
                .map(row -> (Long) row.get("authorUserId"))
                .orElse(0L);
    }

    private FleetClient client(int number) {
        return world.client(number).orElseThrow();
    }

    private Status status(int number) {
        return client(number).snapshot().status();
    }

    private Set<Long> posts() {
        return FxThread.call(() -> Set.copyOf(window.selection().posts()));
    }

    private Set<Integer> clients() {
        return FxThread.call(() -> Set.copyOf(window.selection().clients()));
    }

    private String text(String id) {
        return FxThread.call(() -> ((Label) person.node(id)).getText());
    }

    private String notice() {
        return FxThread.call(() -> {
            Parent strip = (Parent) open.stage.getScene().lookup("#notice");
            return strip == null ? "" : strip.getAccessibleText();
        });
    }
}
