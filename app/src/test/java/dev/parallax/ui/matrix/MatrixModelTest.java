package dev.parallax.ui.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.Topic;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.Visibility;
import dev.parallax.ui.tableau.Arrangement;
import dev.parallax.ui.tableau.CardMarks;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.tableau.SortBy;
import dev.parallax.ui.tableau.TableauFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatrixModelTest {
    private static final RowShape SHAPE =
            new RowShape("Post", List.of("id", "title", "workspaceId", "updatedAt"), "id");
    private static final SessionValues ANN = new SessionValues(Map.of("userId", 1L));
    private static final SessionValues BOB = new SessionValues(Map.of("userId", 2L));
    private static final long ASKED = 100;

    private final MatrixModel model = new MatrixModel();

    private static Row post(long id, long version) {
        return new Row(SHAPE, List.of(id, "Title " + id, id % 2, version));
    }

    private static CardView card(int number, String name, CardMarks marks, Row... posts) {
        return new CardView(
                number, name, number, "user", List.of(), "cursor", Status.LIVE, "", 50, Arrays.asList(posts), marks);
    }

    private static CardMarks marks(Set<Long> leaked, Set<Long> missing) {
        return new CardMarks(Set.of(), Set.of(), leaked, missing, Set.of());
    }

    private static ReplicaSnapshot snapshot(SessionValues session, Coverage coverage) {
        return new ReplicaSnapshot(1, Status.LIVE, "", session, 50, coverage, Map.of(), List.of(), List.of());
    }

    private void show(CardView... cards) {
        model.show(TableauFrame.of(Arrays.asList(cards), Map.of()));
    }

    /// Posts 1 to 5 are there; Ann may see 1 and 2.
    private static Visibility visibility() {
        return new Visibility(
                ASKED,
                List.of(post(1, 10), post(2, 10), post(3, 10), post(4, 10), post(5, 10)),
                Map.of(ANN, Set.of(1L, 2L), BOB, Set.of(1L)),
                false);
    }

    private Map<Long, CellState> states(CardView card) {
        Map<Long, CellState> states = new TreeMap<>();
        model.columns().forEach(post -> states.put(post, model.state(card, post)));
        return states;
    }

    @Test
    void everyDifferenceIsOnItsWayUnlessTheOracleSaysOtherwise() {
        CardView ann = card(1, "Ann", marks(Set.of(4L), Set.of()), post(1, 10), post(3, 10), post(4, 10));
        CardView bob = card(2, "Bob", marks(Set.of(), Set.of(1L)));
        show(ann, bob);
        assertThat(states(ann).values()).containsOnly(CellState.HELD, CellState.LEAK);
        model.permit(Permits.of(visibility(), Map.of(1, snapshot(ANN, Coverage.ALL), 2, snapshot(BOB, Coverage.ALL))));
        assertThat(states(ann))
                .isEqualTo(Map.of(
                        1L, CellState.BOTH,
                        2L, CellState.COMING,
                        3L, CellState.GOING,
                        4L, CellState.LEAK,
                        5L, CellState.NEITHER));
        assertThat(model.state(bob, 1L)).isEqualTo(CellState.MISSING);
        assertThat(model.permitted(ann)).isEqualTo(2);
        assertThat(model.holding(1L)).isEqualTo(1);
        assertThat(model.permittedTo(1L)).isEqualTo(2);
        assertThat(model.permittedTo(5L)).isZero();
    }

    @Test
    void whatIsNewerThanTheAnswerIsNotJudgedByIt() {
        CardView ann = card(1, "Ann", CardMarks.NONE, post(-3, 0), post(6, ASKED + 1));
        show(ann);
        model.permit(Permits.of(visibility(), Map.of(1, snapshot(ANN, Coverage.ALL))));
        assertThat(model.state(ann, 6L)).isEqualTo(CellState.HELD);
        assertThat(model.state(ann, -3L)).isEqualTo(CellState.HELD);
        // What the server does not know yet comes last.
        assertThat(model.columns()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, -3L);
    }

    @Test
    void aClientThatFollowsSpacesDoesNotWaitForOthers() {
        CardView ann = card(1, "Ann", CardMarks.NONE);
        show(ann);
        Coverage spaces = Coverage.ofSpaces(new Topic("Post", "workspaceId", "Workspace", "User"), Map.of(0L, 50L));
        model.permit(Permits.of(visibility(), Map.of(1, snapshot(ANN, spaces))));
        assertThat(model.state(ann, 1L)).isEqualTo(CellState.UNFOLLOWED);
        assertThat(model.state(ann, 2L)).isEqualTo(CellState.COMING);
        assertThat(model.permitted(ann)).isEqualTo(1);
    }

    @Test
    void countsFollowWhatComesAndGoes() {
        show(card(1, "Ann", CardMarks.NONE, post(1, 10), post(2, 10)), card(2, "Bob", CardMarks.NONE, post(2, 10)));
        assertThat(model.columns()).containsExactly(1L, 2L);
        assertThat(model.holding(2L)).isEqualTo(2);
        show(card(1, "Ann", CardMarks.NONE, post(2, 11)), card(2, "Bob", CardMarks.NONE, post(2, 10)));
        assertThat(model.columns()).containsExactly(2L);
        assertThat(model.holding(1L)).isZero();
        show(card(2, "Bob", CardMarks.NONE));
        assertThat(model.columns()).isEmpty();
        assertThat(model.order()).hasSize(1);
    }

    @Test
    void ghostsAndPostsThatNobodyHoldsHaveColumns() {
        show(card(1, "Ann", CardMarks.NONE));
        model.permit(Permits.of(visibility(), Map.of(1, snapshot(BOB, Coverage.ALL))));
        model.ghosts(new Ghosts(Map.of(1, new Ghosts.OfCard(Set.of(9L), Set.of()))));
        assertThat(model.columns()).containsExactly(1L, 2L, 3L, 4L, 5L, 9L);
        model.ghosts(Ghosts.NONE);
        assertThat(model.columns()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void theFilterLooksForClientsAndElseForPosts() {
        show(card(1, "Ann", CardMarks.NONE, post(1, 10)), card(2, "Bob", CardMarks.NONE, post(2, 10)));
        model.arrange(new Arrangement(GroupBy.NONE, SortBy.NUMBER, "bob"));
        assertThat(model.order()).extracting(line -> line.card().name()).containsExactly("Bob");
        assertThat(model.columns()).hasSize(2);
        model.arrange(new Arrangement(GroupBy.NONE, SortBy.NUMBER, "title 1"));
        assertThat(model.order()).hasSize(2);
        assertThat(model.columns()).containsExactly(1L);
        model.arrange(new Arrangement(GroupBy.USER, SortBy.NUMBER, ""));
        assertThat(model.groups()).extracting(Arrangement.Group::label).containsExactly("Ann", "Bob");
    }
}
