package dev.parallax.ui.acting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.FxThread;
import dev.parallax.ui.strip.StripStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final List<String> log = new ArrayList<>();
    private StripStack strips;
    private Ledger ledger;

    /// Its outcomes are decided by the test.
    private final class Deed implements Done {
        private final String what;
        private CompletableFuture<Optional<String>> outcome = CompletableFuture.completedFuture(Optional.empty());

        Deed(String what) {
            this.what = what;
            ledger.add(this);
        }

        @Override
        public String what() {
            return what;
        }

        @Override
        public CompletableFuture<Optional<String>> undo() {
            log.add("undo " + what);
            return outcome;
        }

        @Override
        public CompletableFuture<Optional<String>> redo() {
            log.add("redo " + what);
            return outcome;
        }
    }

    @BeforeEach
    void open() {
        strips = FxThread.call(StripStack::new);
        ledger = new Ledger(strips);
    }

    @Test
    void whatCouldNotBeUndoneCanBeTriedAgain() {
        FxThread.run(() -> {
            Deed deed = new Deed("create");
            deed.outcome = CompletableFuture.completedFuture(Optional.of("it waits"));
            ledger.undo();
            assertThat(said()).contains("it waits");
            deed.outcome = CompletableFuture.completedFuture(Optional.empty());
            ledger.undo();
            ledger.redo();
        });
        assertThat(log).containsExactly("undo create", "undo create", "redo create");
    }

    @Test
    void whatCouldNotBeDoneAgainCanBeTriedAgain() {
        FxThread.run(() -> {
            Deed deed = new Deed("edit");
            ledger.undo();
            deed.outcome = CompletableFuture.completedFuture(Optional.of("refused"));
            ledger.redo();
            deed.outcome = CompletableFuture.failedFuture(new IllegalStateException("broken"));
            ledger.redo();
            assertThat(said()).contains("broken");
            deed.outcome = CompletableFuture.completedFuture(Optional.empty());
            ledger.redo();
            ledger.undo();
        });
        assertThat(log).containsExactly("undo edit", "redo edit", "redo edit", "redo edit", "undo edit");
    }

    @Test
    void aLateFailureGoesBackToItsPlace() {
        FxThread.run(() -> {
            Deed first = new Deed("first");
            Deed second = new Deed("second");
            first.outcome = new CompletableFuture<>();
            second.outcome = new CompletableFuture<>();
            ledger.undo();
            ledger.undo();
            first.outcome.complete(Optional.of("refused"));
            second.outcome.complete(Optional.of("refused"));
            second.outcome = CompletableFuture.completedFuture(Optional.empty());
            ledger.undo();
            ledger.undo();
        });
        assertThat(log).containsExactly("undo second", "undo first", "undo second", "undo first");
    }

    @Test
    void answersOutOfOrderAreDoneAgainInOrder() {
        FxThread.run(() -> {
            Deed first = new Deed("first");
            Deed second = new Deed("second");
            first.outcome = new CompletableFuture<>();
            second.outcome = new CompletableFuture<>();
            ledger.undo();
            ledger.undo();
            first.outcome.complete(Optional.empty());
            second.outcome.complete(Optional.empty());
            ledger.redo();
            ledger.redo();
        });
        assertThat(log).containsExactly("undo second", "undo first", "redo first", "redo second");
    }

    private String said() {
        return strips.getChildren().stream()
                .map(Node::getAccessibleText)
                .findFirst()
                .orElseThrow();
    }
}
