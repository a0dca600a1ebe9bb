package dev.parallax.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.FxThread;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FontsTest {
    @Test
    void bundledFacesComeInTheAskedSize() {
        List<String> faces = FxThread.call(() -> Stream.of(Fonts.values())
                .map(face -> face.at(11).getName() + " " + face.at(11).getSize())
                .toList());

        assertThat(faces).containsExactly("Inter Regular 11.0", "Inter Semi Bold 11.0", "JetBrains Mono Regular 11.0");
    }

    @Test
    void familiesAreKnownByTheNamesThatStyleSheetsUse() {
        List<String> families = FxThread.call(() -> {
            Fonts.load();
            return javafx.scene.text.Font.getFamilies();
        });

        assertThat(families).contains(Fonts.TEXT_FAMILY, Fonts.CODE_FAMILY);
    }
}
