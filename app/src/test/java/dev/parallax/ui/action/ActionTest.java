package dev.parallax.ui.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

class ActionTest {
    @Test
    void noTwoActionsShareAKey() {
        List<KeyCombination> keys = Arrays.stream(Action.values())
                .map(Action::shortcut)
                .flatMap(Optional::stream)
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void everyHintNamesTheKey() {
        assertThat(Action.PUBLISH_POST.hint())
                .contains(Action.PUBLISH_POST.title())
                .endsWith("(P)");
    }
}
