package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.ui.FxThread;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableauViewTest {
    private final World world = new World(5, 20, 60, 24);
    private TableauView view;

    TableauViewTest() {
        view = FxThread.call(TableauView::new);
    }

    @BeforeEach
    void show() {
        FxThread.run(() -> {
            new Scene(view, 900, 700);
            view.resize(900, 700);
            view.layout();
            view.show(world.frame());
            view.onPulse(1);
        });
    }

    @Test
    void clickOnACellSelectsClientAndPost() {
        FxThread.run(() -> mouse(MouseEvent.MOUSE_PRESSED, pointOf(7, 13)));

        assertThat(view.selectedClientProperty().get()).isEqualTo(7);
        assertThat(view.selectedPostProperty().get()).isEqualTo(13);
    }

    @Test
    void clickBesideTheCellsSelectsTheClientAndKeepsThePost() {
        FxThread.run(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, pointOf(7, 13));
            double[] cell = pointOf(9, 1);
            mouse(MouseEvent.MOUSE_PRESSED, new double[] {cell[0] - 40, cell[1]});
        });

        assertThat(view.selectedClientProperty().get()).isEqualTo(9);
        assertThat(view.selectedPostProperty().get()).isEqualTo(13);
    }

    @Test
    void hoverTellsThePostAndHowManySeeIt() {
        long everyone = world.ids().stream()
                .filter(id -> Boolean.TRUE.equals(world.post(id).get("published")))
                .findFirst()
                .orElseThrow();

        FxThread.run(() -> mouse(MouseEvent.MOUSE_MOVED, pointOf(3, everyone)));
        assertThat(view.hoveredPostProperty().get()).isEqualTo(everyone);
        assertThat(view.hoverTextProperty().get()).isEqualTo("Seen by 24 of 24");

        FxThread.run(() -> mouse(MouseEvent.MOUSE_EXITED, new double[] {-5, -5}));
        assertThat(view.hoveredPostProperty().get()).isNull();
        assertThat(view.hoverTextProperty().get()).isEmpty();
    }

    @Test
    void arrowsMoveAlongPostsAndOverTheEdgeToTheNextCard() {
        FxThread.run(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, pointOf(1, 1));
            key(KeyCode.RIGHT);
        });
        assertThat(view.selectedPostProperty().get()).isEqualTo(2);

        FxThread.run(() -> {
            key(KeyCode.LEFT);
            key(KeyCode.LEFT);
        });
        assertThat(view.selectedClientProperty().get())
                .as("the first card has none before it")
                .isEqualTo(1);

        FxThread.run(() -> {
            for (int press = 0;
                    press < 60
                            && Integer.valueOf(1)
                                    .equals(view.selectedClientProperty().get());
                    press++) {
                key(KeyCode.RIGHT);
            }
        });
        assertThat(view.selectedClientProperty().get()).isEqualTo(2);
        assertThat(view.selectedPostProperty().get()).isEqualTo(1);
    }

    @Test
    void anArrowSelectsTheFirstClientWhenNoneIs() {
        FxThread.run(() -> key(KeyCode.DOWN));

        assertThat(view.selectedClientProperty().get()).isEqualTo(1);
    }

    @Test
    void escapeClearsTheSelection() {
        FxThread.run(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, pointOf(7, 13));
            key(KeyCode.ESCAPE);
        });

        assertThat(view.selectedClientProperty().get()).isNull();
        assertThat(view.selectedPostProperty().get()).isNull();
    }

    @Test
    void plusMinusAndZeroZoom() {
        List<ZoomLevel> levels = new ArrayList<>();

        FxThread.run(() -> {
            for (KeyCode code : List.of(KeyCode.PLUS, KeyCode.PLUS, KeyCode.MINUS)) {
                key(code);
                levels.add(view.zoomProperty().get());
            }
            key(KeyCode.DIGIT0);
        });

        assertThat(levels).containsExactly(ZoomLevel.TITLES_SMALL, ZoomLevel.TITLES, ZoomLevel.TITLES_SMALL);
        assertThat(view.zoomProperty().get()).as("fits again").isNull();
    }

    @Test
    void wheelWithControlZoomsAndWithoutScrolls() {
        FxThread.run(() -> {
            wheel(1, true);
            wheel(1, true);
        });
        assertThat(view.zoomProperty().get()).isEqualTo(ZoomLevel.TITLES);

        double before = FxThread.call(() -> pointOf(5, 40)[1]);
        FxThread.run(() -> wheel(-100, false));
        assertThat(FxThread.call(() -> pointOf(5, 40)[1])).isCloseTo(before - 100, within(2.0));
    }

    @Test
    void selectingFromOutsideScrollsTheCardIntoView() {
        FxThread.run(() -> {
            view.zoomProperty().set(ZoomLevel.READABLE);
            view.selectedClientProperty().set(24);
        });

        assertThat(FxThread.call(() -> pointOf(24, 60)[1])).isBetween(600.0, 700.0);
    }

    @Test
    void saysInWordsWhatItShowsAndWhatIsSelected() {
        FxThread.run(() -> mouse(MouseEvent.MOUSE_PRESSED, pointOf(7, 13)));

        assertThat(view.getAccessibleText())
                .startsWith("Tableau of 24 clients and 60 posts; 24 clients are live. Selected: Goran ")
                .contains("guest, Live, holds ");
    }

    @Test
    void coloursComeFromTheStyleSheet() {
        FxThread.run(() -> {
            view.getScene().getStylesheets().add("data:text/css,.tableau{-tableau-dark:true;-tableau-own:%23abcdef;}");
            view.applyCss();
        });

        assertThat(view.paletteProperty().get().get(Tint.OWN)).isEqualTo(0xFFABCDEF);
        assertThat(view.paletteProperty().get().get(Tint.CARD)).isEqualTo(Palette.DARK.get(Tint.CARD));
    }

    @Test
    void contextMenuIsAskedForWhatWasClickedAndSelectsIt() {
        List<Hit> asked = new ArrayList<>();
        FxThread.run(() -> {
            view.setContextMenu(hit -> {
                asked.add(hit);
                return (ContextMenu) null;
            });
            double[] point = pointOf(4, 20);
            Event.fireEvent(
                    view,
                    new javafx.scene.input.ContextMenuEvent(
                            javafx.scene.input.ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                            point[0],
                            point[1],
                            point[0],
                            point[1],
                            false,
                            new PickResult(view, point[0], point[1])));
        });

        assertThat(asked)
                .singleElement()
                .isInstanceOfSatisfying(
                        Hit.Cell.class, cell -> assertThat(cell.postId()).isEqualTo(20));
        assertThat(view.selectedClientProperty().get()).isEqualTo(4);
    }

    @Test
    void paintsOnceForAFrameAndNotAgainWithoutAChange() {
        List<Long> paints = new ArrayList<>();
        FxThread.run(() -> {
            view.setPaintListener(paints::add);
            view.onPulse(2);
            view.onPulse(3);
        });
        assertThat(paints).isEmpty();

        FxThread.run(() -> {
            world.stir(1);
            view.show(world.frame());
            view.show(world.frame());
            view.onPulse(4);
        });
        assertThat(paints).hasSize(1);
    }

    /// The middle of a post's cell on a client's card, found by looking everywhere.
    private double[] pointOf(int client, long post) {
        for (int y = 0; y < 700; y += 2) {
            for (int x = 0; x < 900; x += 2) {
                if (view.hitAt(x, y) instanceof Hit.Cell cell
                        && cell.clientNumber() == client
                        && cell.postId() == post) {
                    return new double[] {x + 1, y + 1};
                }
            }
        }
        throw new AssertionError("no cell of client " + client + " and post " + post);
    }

    private void mouse(javafx.event.EventType<MouseEvent> type, double[] at) {
        boolean down = type == MouseEvent.MOUSE_PRESSED;
        Event.fireEvent(
                view,
                new MouseEvent(
                        type,
                        at[0],
                        at[1],
                        at[0],
                        at[1],
                        down ? MouseButton.PRIMARY : MouseButton.NONE,
                        down ? 1 : 0,
                        false,
                        false,
                        false,
                        false,
                        down,
                        false,
                        false,
                        true,
                        false,
                        true,
                        new PickResult(view, at[0], at[1])));
    }

    private void key(KeyCode code) {
        Event.fireEvent(view, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private void wheel(double delta, boolean control) {
        Event.fireEvent(
                view,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        450,
                        350,
                        450,
                        350,
                        false,
                        control,
                        false,
                        false,
                        false,
                        false,
                        0,
                        delta,
                        0,
                        delta,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        new PickResult(view, 450, 350)));
    }
}
