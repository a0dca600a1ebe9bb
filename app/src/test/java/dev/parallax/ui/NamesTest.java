package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void findsAButtonWithoutATextAndPassesOneWithAnAccessibleText() {
        List<String> missing = FxThread.call(() -> {
            Button nameless = new Button();
            nameless.setId("nameless");
            Button named = new Button();
            named.setAccessibleText("Close");
            return Names.missing(new VBox(nameless, named, new Button("Cancel")));
        });
        assertThat(missing).singleElement().asString().contains("nameless");
    }
}
