package dev.parallax.ui.tableau;

import dev.parallax.ui.theme.Icons;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Carries a post, or all selected posts, to another card. A label follows the pointer and says what would happen; the
/// card under it is framed. FX thread only.
final class CellDrag implements Gesture {
    private static final double POINTER_SPACE = 14;
    private static final double FRAME_SPACE = 3;

    private final TableauView view;
    private final TableauModel model;
    private final int from;
    private final List<Long> posts;
    private final Label label = new Label("", Icons.of(Feather.AT_SIGN));
    private final Rectangle frame = new Rectangle();

    /// @param cell where it begins; its post is held there
    CellDrag(TableauView view, TableauModel model, Hit.Cell cell) {
        this.view = view;
        this.model = model;
        from = cell.clientNumber();
        Set<Long> picked = view.picksProperty().get().posts();
        posts = picked.contains(cell.postId()) ? List.copyOf(picked) : List.of(cell.postId());
        label.setId("drag-label");
        label.getStyleClass().add("drag-label");
        label.setManaged(false);
        label.setMouseTransparent(true);
        frame.setId("drop-target");
        frame.getStyleClass().add("drop-target");
        frame.setManaged(false);
        frame.setMouseTransparent(true);
        view.lay(frame);
        view.lay(label);
    }

    @Override
    public void moveTo(double x, double y) {
        CardView onto = target(x, y);
        label.setText(words(onto));
        label.applyCss();
        label.autosize();
        double rightmost = Math.max(0, view.getWidth() - label.getWidth());
        double lowest = Math.max(0, view.getHeight() - label.getHeight());
        label.relocate(Math.clamp(x + POINTER_SPACE, 0, rightmost), Math.clamp(y + POINTER_SPACE, 0, lowest));
        frame.setVisible(onto != null);
        if (onto != null) {
            int index = model.indexOf(onto.number());
            double scale = view.renderScale();
            Grid grid = model.layout().grid();
            frame.setX((model.layout().cardX(index) - grid.gutter()) / scale - FRAME_SPACE);
            frame.setY((model.layout().cardY(index) - model.scroll()) / scale - FRAME_SPACE);
            frame.setWidth((grid.gutter() + grid.cardWidth()) / scale + 2 * FRAME_SPACE);
            frame.setHeight(grid.cardHeight() / scale + 2 * FRAME_SPACE);
        }
    }

    private String words(@Nullable CardView onto) {
        String what = posts.size() == 1
                ? TableauWords.text("drag.post", posts.getFirst())
                : TableauWords.text("drag.posts", posts.size());
        return onto == null ? TableauWords.text("drag.nowhere", what) : TableauWords.text("drag.to", what, onto.name());
    }

    /// The card under the pointer, if it is another than the one that the posts come from.
    private @Nullable CardView target(double x, double y) {
        int number = switch (view.hitAt(x, y)) {
            case Hit.Cell cell -> cell.clientNumber();
            case Hit.Card card -> card.clientNumber();
            case Hit.Nothing ignored -> from;
        };
        CardState card = number == from ? null : model.state(number);
        return card == null ? null : card.view;
    }

    @Override
    public void finish(double x, double y) {
        CardView onto = target(x, y);
        cancel();
        if (onto != null) {
            view.dropped(new Drop(posts, from, onto.number()));
        }
    }

    @Override
    public void cancel() {
        view.take(label);
        view.take(frame);
    }
}
