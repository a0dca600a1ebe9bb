package dev.parallax.ui.matrix;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.Ghosts;
import org.jspecify.annotations.Nullable;

/// What a matrix says in words.
final class MatrixWords {
    private MatrixWords() {}

    /// What a client and a post have to do with each other, and how many have it.
    static String sentence(MatrixModel model, CardView card, Long post) {
        CellState state = model.state(card, post);
        String who = text("matrix.who", card.name(), card.number());
        String what = text("matrix.what", model.title(post), post);
        boolean deleting = !state.isHeld() && card.marks().pending().contains(post);
        Ghosts.OfCard ghosts = model.ghosts().of(card.number());
        String ghost = ghosts.gained().contains(post)
                ? " " + text("matrix.ghost.gained")
                : ghosts.lost().contains(post) ? " " + text("matrix.ghost.lost") : "";
        return (deleting ? text("matrix.cell.deleting", who, what) : cell(state, who, what)) + ghost;
    }

    private static String cell(CellState state, String who, String what) {
        return switch (state) {
            case BOTH -> text("matrix.cell.both", who, what);
            case GOING -> text("matrix.cell.going", who, what);
            case LEAK -> text("matrix.cell.leak", who, what);
            case COMING -> text("matrix.cell.coming", who, what);
            case MISSING -> text("matrix.cell.missing", who, what);
            case UNFOLLOWED -> text("matrix.cell.unfollowed", who, what);
            case NEITHER -> text("matrix.cell.neither", who, what);
            case HELD -> text("matrix.cell.held", who, what);
            case NOT_HELD -> text("matrix.cell.notheld", who, what);
        };
    }

    /// A client's line.
    static String client(MatrixModel model, CardView card) {
        int permitted = model.permitted(card);
        String who = text("matrix.who", card.name(), card.number());
        return permitted < 0
                ? text("matrix.client.holds", who, card.posts().size())
                : text("matrix.client", who, card.posts().size(), permitted);
    }

    /// A post's column.
    static String post(MatrixModel model, Long post) {
        int permitted = model.permittedTo(post);
        String what = text("matrix.what", model.title(post), post);
        int clients = model.order().size();
        return permitted < 0
                ? text("matrix.post.held", what, model.holding(post), clients)
                : text("matrix.post", what, model.holding(post), clients, permitted);
    }

    /// What the pointer is on.
    static String hover(MatrixModel model, @Nullable CardView card, @Nullable Long post) {
        if (card != null && post != null) {
            return sentence(model, card, post);
        }
        return card != null ? client(model, card) : post != null ? post(model, post) : "";
    }

    /// What the figures beside the lines (or over the columns) are.
    static String corner(boolean known, boolean columns) {
        if (columns) {
            return known ? text("matrix.corner.posts") : text("matrix.corner.posts.held");
        }
        return known ? text("matrix.corner.clients") : text("matrix.corner.clients.held");
    }

    /// The whole of it, and what is selected.
    static String accessible(MatrixModel model, @Nullable CardView card, @Nullable Long post) {
        String whole =
                text("matrix.accessible", model.order().size(), model.columns().size());
        String selected = hover(model, card, post);
        return selected.isEmpty() ? whole : whole + " " + selected;
    }
}
