package dev.parallax.ui.tableau;

import dev.parallax.client.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which cards show, in which order, under which headings. Immutable.
///
/// @param filter words that must all be found; empty shows everything
public record Arrangement(GroupBy groupBy, SortBy sortBy, String filter) {
    private static final Pattern USER = Pattern.compile("user (\\d{1,19})", Pattern.CASE_INSENSITIVE);

    /// As the clients came.
    public static final Arrangement DEFAULT = new Arrangement(GroupBy.NONE, SortBy.NUMBER, "");

    private static final List<Status> NEEDS_A_LOOK_FIRST = List.of(
            Status.SYNC_ERROR,
            Status.AUTH_ERROR,
            Status.CONNECTION_ERROR,
            Status.OFFLINE,
            Status.CONNECTING,
            Status.SYNCING,
            Status.LIVE);

    /// A heading and the cards below it; without grouping there is one with an empty label.
    ///
    /// @param <C> what stands for a card
    public record Group<C>(String label, List<C> cards) {}

    /// The cards by group, and whether the filter's words were found in posts instead of clients.
    public record Result<C>(List<Group<C>> groups, boolean dimsPosts) {}

    /// The filter looks for clients by name, role, number, workspace, dialect and status, and shows only these.
    /// If there is none, all cards stay and posts with other titles are dimmed.
    ///
    /// @param view what a card shows
    public <C> Result<C> arrange(List<C> cards, Function<C, CardView> view) {
        List<C> shown = cards;
        boolean dimsPosts = false;
        if (!words().isEmpty()) {
            List<C> found =
                    cards.stream().filter(card -> isMeant(view.apply(card))).toList();
            dimsPosts = found.isEmpty();
            shown = dimsPosts ? cards : found;
        }
        List<C> sorted = new ArrayList<>(shown);
        sorted.sort(Comparator.comparing(view, order()));
        if (groupBy == GroupBy.NONE) {
            return new Result<>(sorted.isEmpty() ? List.of() : List.of(new Group<>("", sorted)), dimsPosts);
        }
        Map<String, List<C>> groups = groupBy == GroupBy.STATUS ? new LinkedHashMap<>() : new TreeMap<>();
        if (groupBy == GroupBy.STATUS) {
            NEEDS_A_LOOK_FIRST.forEach(status -> groups.put(TableauWords.status(status), new ArrayList<>()));
        }
        Function<CardView, String> label = label();
        for (C card : sorted) {
            groups.computeIfAbsent(label.apply(view.apply(card)), any -> new ArrayList<>())
                    .add(card);
        }
        return new Result<>(
                groups.entrySet().stream()
                        .filter(group -> !group.getValue().isEmpty())
                        .map(group -> new Group<>(group.getKey(), group.getValue()))
                        .toList(),
                dimsPosts);
    }

    /// Whether `text` holds all the words of the filter, in any case.
    public boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words().stream().allMatch(lower::contains);
    }

    /// Whether a card may have to move when its client changed from one view to the other.
    public boolean dependsOn(CardView before, CardView after) {
        return !filter.isBlank()
                || before.status() != after.status()
                || !before.role().equals(after.role())
                || !before.name().equals(after.name())
                || !before.workspaces().equals(after.workspaces());
    }

    /// `user 3` is the one user, not whoever has these words about.
    private boolean isMeant(CardView card) {
        Matcher user = USER.matcher(filter.strip());
        return user.matches() ? user.group(1).equals(Long.toString(card.userId())) : matches(describe(card));
    }

    private List<String> words() {
        return filter.isBlank()
                ? List.of()
                : List.of(filter.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
    }

    private Function<CardView, String> label() {
        return switch (groupBy) {
            case NONE -> ignored -> "";
            case USER -> CardView::name;
            case ROLE -> CardView::role;
            case WORKSPACE -> Arrangement::workspaces;
            case DIALECT -> CardView::dialect;
            case STATUS -> view -> TableauWords.status(view.status());
        };
    }

    private Comparator<CardView> order() {
        Comparator<CardView> byNumber = Comparator.comparingInt(CardView::number);
        return switch (sortBy) {
            case NUMBER -> byNumber;
            case USER -> Comparator.comparing(CardView::name).thenComparing(byNumber);
            case ROLE -> Comparator.comparing(CardView::role).thenComparing(byNumber);
            case WORKSPACE -> Comparator.comparing(Arrangement::workspaces).thenComparing(byNumber);
            case DIALECT -> Comparator.comparing(CardView::dialect).thenComparing(byNumber);
            case STATUS ->
                Comparator.<CardView>comparingInt(view -> NEEDS_A_LOOK_FIRST.indexOf(view.status()))
                        .thenComparing(byNumber);
        };
    }

    private static String workspaces(CardView view) {
        return view.workspaces().isEmpty()
                ? TableauWords.text("group.noWorkspace")
                : String.join(" · ", view.workspaces());
    }

    private static String describe(CardView view) {
        return "#" + view.number() + " " + view.name() + " " + view.role() + " " + String.join(" ", view.workspaces())
                + " " + view.dialect() + " " + TableauWords.status(view.status());
    }
}
