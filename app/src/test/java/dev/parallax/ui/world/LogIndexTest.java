package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogIndexTest {
    private static final RowShape SHAPE = new RowShape("Post", List.of("id", "updatedAt"), "id");

    private final List<Change> log = new ArrayList<>();
    private final List<Long> questions = new ArrayList<>();
    private final LogIndex index = new LogIndex();

    @Test
    void answersTheChangesOfOneRowNewestFirst() {
        write(1, 10);
        write(2, 11);
        write(1, 12);
        assertThat(history(1)).extracting(Change::version).containsExactly(12L, 10L);
    }

    @Test
    void readsOnlyWhatIsNew() {
        write(1, 10);
        history(1);
        write(1, 11);
        assertThat(history(1)).hasSize(2);
        assertThat(questions).containsExactly(0L, 10L);
    }

    @Test
    void keepsABoundedNumberOfChanges() {
        for (int version = 1; version <= LogIndex.CHANGES_OF_ROW_LIMIT + 10; version++) {
            write(1, version);
        }
        assertThat(history(1)).hasSize(LogIndex.CHANGES_OF_ROW_LIMIT);
        assertThat(history(1).getFirst().version()).isEqualTo(LogIndex.CHANGES_OF_ROW_LIMIT + 10L);
    }

    private List<Change> history(long id) {
        return index.history("Post", id, (after, limit) -> {
            questions.add(after);
            return log.stream()
                    .filter(change -> change.version() > after)
                    .limit(limit)
                    .toList();
        });
    }

    private void write(long id, long version) {
        log.add(new Change(version, version, "Post", id, null, new Row(SHAPE, List.of(id, version)), "somebody"));
    }
}
