package dev.parallax.ui;

import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauView;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
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

    private static Point2D place(TableauView tableau, int clientNumber, long postId) {
        for (double y = 0; y < tableau.getHeight(); y += SCAN_STEP) {
            for (double x = 0; x < tableau.getWidth(); x += SCAN_STEP) {
                if (tableau.hitAt(x, y) instanceof Hit.Cell cell
                        && cell.clientNumber() == clientNumber
                        && cell.postId() == postId) {
                    return new Point2D(x, y);
                }
            }
        }
        throw new AssertionError("the card of client " + clientNumber + " has no place for post " + postId);
    }

    private static void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }
}
