package dev.parallax.ui;

import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauView;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// A person at a window: what tests know of the robot library. Every method returns when the window has taken
/// it in.
final class Person {
    /// Smaller than every cell at the zoom that tests use.
    private static final int SCAN_STEP = 2;

    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private Point2D last = Point2D.ZERO;

    Person(Stage stage) {
        this.stage = stage;
        robot.targetWindow(stage);
    }

    void press(KeyCode... keys) {
        robot.push(keys);
        settle();
    }

    void type(String text) {
        robot.write(text, 0);
        settle();
    }

    /// Clicks the node with this id.
    void click(String id) {
        robot.clickOn(node(id), MouseButton.PRIMARY);
        settle();
    }

    /// Clicks the button with this text.
    void clickText(String text) {
        robot.clickOn(text, MouseButton.PRIMARY);
        settle();
    }

    /// Clicks a post's place on a client's card.
    void clickCell(TableauView tableau, int clientNumber, long postId) {
        Point2D point = FxThread.call(() -> tableau.localToScreen(place(tableau, clientNumber, postId)));
        robot.clickOn(point, MouseButton.PRIMARY);
        settle();
    }

    /// The same with a key held down. The headless platform's own clicks have no modifiers, and it does not tell of
    /// moves while a button is down, so these events are made here.
    void clickCellWith(KeyCode modifier, TableauView tableau, int clientNumber, long postId) {
        FxThread.run(() -> {
            Point2D at = place(tableau, clientNumber, postId);
            fire(tableau, MouseEvent.MOUSE_PRESSED, at, modifier);
            fire(tableau, MouseEvent.MOUSE_RELEASED, at, modifier);
        });
        settle();
    }

    /// Presses a post's place on one card and moves the pointer to another's; [#letGo] ends it.
    void dragCell(TableauView tableau, int client, long post, int otherClient, long otherPost) {
        drag(tableau, () -> place(tableau, client, post), () -> place(tableau, otherClient, otherPost));
    }

    /// Presses the pointer at one point of the tableau and moves it to another; [#letGo] ends it.
    void drag(TableauView tableau, Supplier<Point2D> start, Supplier<Point2D> end) {
        FxThread.run(() -> {
            Point2D from = start.get();
            Point2D to = end.get();
            fire(tableau, MouseEvent.MOUSE_PRESSED, from, KeyCode.UNDEFINED);
            fire(tableau, MouseEvent.MOUSE_DRAGGED, from.midpoint(to), KeyCode.UNDEFINED);
            fire(tableau, MouseEvent.MOUSE_DRAGGED, to, KeyCode.UNDEFINED);
            last = to;
        });
        settle();
    }

    /// Lets go of what is being dragged.
    void letGo(TableauView tableau) {
        FxThread.run(() -> fire(tableau, MouseEvent.MOUSE_RELEASED, last, KeyCode.UNDEFINED));
        settle();
    }

    private static void fire(Node node, EventType<MouseEvent> type, Point2D local, KeyCode modifier) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Point2D at = node.localToScene(local);
        Event.fireEvent(
                node,
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        modifier == KeyCode.SHIFT,
                        modifier == KeyCode.CONTROL,
                        false,
                        false,
                        down,
                        false,
                        false,
                        true,
                        false,
                        true,
                        new PickResult(node, at.getX(), at.getY())));
    }

    /// Clicks a point of the screen.
    void click(Point2D point) {
        robot.clickOn(point, MouseButton.PRIMARY);
        settle();
    }

    /// Rests the pointer on a point of the screen.
    void moveTo(Point2D point) {
        robot.moveTo(point);
        settle();
    }

    Node node(String id) {
        return FxThread.call(() -> {
            Node node = stage.getScene().lookup("#" + id);
            if (node == null) {
                throw new AssertionError("there is no node with the id " + id);
            }
            return node;
        });
    }

    boolean sees(String id) {
        return FxThread.call(() -> {
            Node node = stage.getScene().lookup("#" + id);
            return node != null && node.isVisible();
        });
    }

    /// Whether keys go into a text field.
    boolean writes() {
        return FxThread.call(() -> stage.getScene().getFocusOwner() instanceof TextInputControl);
    }

    /// What the tableau shows as held, by client number.
    static Map<Integer, Set<Long>> heldCells(TableauView tableau) {
        return FxThread.call(() -> {
            Map<Integer, Set<Long>> held = new TreeMap<>();
            for (double y = 0; y < tableau.getHeight(); y += SCAN_STEP) {
                for (double x = 0; x < tableau.getWidth(); x += SCAN_STEP) {
                    switch (tableau.hitAt(x, y)) {
                        case Hit.Cell cell -> {
                            Set<Long> posts = held.computeIfAbsent(cell.clientNumber(), number -> new TreeSet<>());
                            if (cell.held()) {
                                posts.add(cell.postId());
                            }
                        }
                        case Hit.Card card -> held.computeIfAbsent(card.clientNumber(), number -> new TreeSet<>());
                        case Hit.Nothing ignored -> {}
                    }
                }
            }
            return held;
        });
    }

    static Point2D place(TableauView tableau, int clientNumber, long postId) {
        for (double y = 0; y < tableau.getHeight(); y += SCAN_STEP) {
            for (double x = 0; x < tableau.getWidth(); x += SCAN_STEP) {
                if (tableau.hitAt(x, y) instanceof Hit.Cell cell
                        && cell.clientNumber() == clientNumber
                        && cell.postId() == postId) {
                    // Not at the very edge, where rounding decides which cell is meant.
                    return new Point2D(x + SCAN_STEP, y + SCAN_STEP);
                }
            }
        }
        throw new AssertionError("the card of client " + clientNumber + " has no place for post " + postId);
    }

    static void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }
}
