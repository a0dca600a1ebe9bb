package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import org.jspecify.annotations.Nullable;

/// Sentences about what a model shows, for tooltips, the hover line and screen readers.
final class TableauSummary {
    private TableauSummary() {}

    /// `Seen by 7 of 24`.
    static String seenBy(TableauModel model, long post) {
        return TableauWords.text(
                "hover.seenBy",
                model.holders().holding(post),
                model.frame().cards().size());
    }

    /// What the whole tableau shows and what is selected.
    static String accessible(TableauModel model) {
        long live = model.frame().cards().stream()
                .filter(card -> card.status() == Status.LIVE)
                .count();
        String whole = TableauWords.text(
                "accessible.all",
                model.frame().cards().size(),
                model.holders().known().size(),
                live);
        CardState state = model.state(model.selectedClient());
        if (state == null) {
            return whole;
        }
        CardView card = state.view;
        String client = TableauWords.text(
                        "accessible.client",
                        card.name(),
                        card.role(),
                        TableauWords.status(card.status()),
                        card.posts().size())
                + (card.faults().isEmpty() ? "" : " " + TableauWords.text("tip.faults", card.faults()));
        Long post = model.selectedPost();
        String many = model.picks().isMany()
                ? " "
                        + TableauWords.text(
                                "accessible.many",
                                model.picks().posts().size(),
                                model.picks().clients().size())
                : "";
        return whole + many + " " + client + (post == null ? "" : " " + cell(model, state, post));
    }

    /// What a pointer rests on; null for nothing.
    static @Nullable String tip(TableauModel model, Hit hit) {
        return switch (hit) {
            case Hit.Cell cell -> {
                CardState state = model.state(cell.clientNumber());
                yield state == null
                        ? null
                        : cell(model, state, cell.postId()) + "\n" + seenBy(model, cell.postId()) + "\n"
                                + client(state.view);
            }
            case Hit.Card card -> {
                CardState state = model.state(card.clientNumber());
                yield state == null ? null : client(state.view);
            }
            case Hit.Nothing ignored -> null;
        };
    }

    private static String client(CardView card) {
        String faults = card.faults().isEmpty() ? "" : "\n" + TableauWords.text("tip.faults", card.faults());
        return TableauWords.text(
                        "tip.client",
                        card.number(),
                        card.name(),
                        card.role(),
                        card.dialect(),
                        TableauWords.status(card.status()),
                        card.message())
                + faults;
    }

    private static String cell(TableauModel model, CardState state, long post) {
        int slot = model.slots().slotOf(post);
        Row row = slot < 0 ? null : state.held(slot);
        CardMarks marks = state.view.marks();
        Ghosts.OfCard ghosts = model.ghosts().of(state.view.number());
        if (row == null) {
            StringBuilder result = new StringBuilder(
                    TableauWords.text(marks.missing().contains(post) ? "cell.missing" : "cell.absent", post));
            append(result, ghosts.gained().contains(post), "cell.gained");
            return result.toString();
        }
        PostFields fields = model.fields();
        long author = fields.author(row);
        String text = TableauWords.text(
                "cell.held",
                fields.title(row),
                post,
                author == state.view.userId()
                        ? TableauWords.text("cell.own")
                        : TableauWords.text("cell.by", model.frame().userNames().getOrDefault(author, "#" + author)),
                TableauWords.text(fields.published(row) ? "cell.published" : "cell.draft"));
        StringBuilder result = new StringBuilder(text);
        append(result, marks.pending().contains(post), "cell.pending");
        append(result, marks.overwritten().contains(post), "cell.overwritten");
        append(result, marks.leaked().contains(post), "cell.leaked");
        append(result, marks.stale().contains(post), "cell.stale");
        append(result, ghosts.lost().contains(post), "cell.lost");
        return result.toString();
    }

    private static void append(StringBuilder text, boolean applies, String key) {
        if (applies) {
            text.append(' ').append(TableauWords.text(key));
        }
    }
}
