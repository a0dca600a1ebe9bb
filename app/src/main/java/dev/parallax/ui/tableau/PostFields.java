package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import org.jspecify.annotations.Nullable;

/// Reads what a cell shows from a post's row, and looks names up once per shape. Not thread-safe.
public final class PostFields {
    private @Nullable RowShape shape;
    private int title = -1;
    private int author = -1;
    private int published = -1;

    /// The title; the number if there is none.
    public String title(Row row) {
        use(row);
        return title >= 0 && row.get(title) instanceof String text ? text : "#" + row.id();
    }

    /// The author's user id, or -1.
    long author(Row row) {
        use(row);
        return author >= 0 && row.get(author) instanceof Long id ? id : -1;
    }

    boolean published(Row row) {
        use(row);
        return published >= 0 && Boolean.TRUE.equals(row.get(published));
    }

    @SuppressWarnings("ReferenceEquality") // an equal shape only costs the look-up again
    private void use(Row row) {
        if (row.shape() != shape) {
            shape = row.shape();
            title = shape.indexOf("title");
            author = shape.indexOf("authorUserId");
            published = shape.indexOf("published");
        }
    }
}
