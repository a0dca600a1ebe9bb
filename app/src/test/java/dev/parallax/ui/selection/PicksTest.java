package dev.parallax.ui.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PicksTest {
    @Test
    void whatIsAddedLeadsAndWhatLedBeforeStaysSelected() {
        assertThat(Picks.of(2, 12).togglePost(15).toggleClient(4))
                .isEqualTo(new Picks(4, 15, Set.of(2, 4), Set.of(12L, 15L)));
    }

    @Test
    void withoutItsLeadTheLastOneLeads() {
        Picks three = new Picks(2, 15, Set.of(2), Set.of(12L, 15L, 20L));

        assertThat(three.togglePost(15)).isEqualTo(new Picks(2, 20, Set.of(2), Set.of(12L, 20L)));
        assertThat(three.togglePost(12).post()).as("the lead stays where it is").isEqualTo(15);
        assertThat(Picks.of(2, 12).togglePost(12)).isEqualTo(Picks.of(2, 0));
        assertThat(Picks.of(2, 12).toggleClient(2)).isEqualTo(Picks.of(0, 12));
    }

    @Test
    void whatIsGoneLeavesButWhatLeadsStays() {
        Picks picks = new Picks(2, 15, Set.of(1, 2, 3), Set.of(12L, 15L));

        assertThat(picks.retain(number -> number == 3, id -> false))
                .isEqualTo(new Picks(2, 15, Set.of(2, 3), Set.of(15L)));
    }

    @Test
    void aSelectedClientOnlyTakesTheLead() {
        Picks picks = Picks.of(1, 0).withClients(List.of(1, 2), 1);

        assertThat(picks.leadClient(2).clients()).containsExactly(1, 2);
        assertThat(picks.leadClient(3).clients()).containsExactly(3);
        assertThat(picks.isMany()).isTrue();
        assertThat(picks.leads()).isEqualTo(Picks.of(1, 0));
    }

    @Test
    void onlyOneThatIsSelectedCanLead() {
        assertThatThrownBy(() -> new Picks(5, 0, Set.of(1), Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Picks(0, 5, Set.of(), Set.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
