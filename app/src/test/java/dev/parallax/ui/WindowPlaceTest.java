package dev.parallax.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPlaceTest {
    private static final List<Rectangle2D> SCREENS =
            List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(1920, 0, 1280, 1024));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100 100 1440 900   | 100 100 1440 900
            2000 50 1200 800   | 2000 50 1200 800
            2900 50 1200 800   | 2000 50 1200 800
            -300 -40 1440 900  | 0 0 1440 900
            10 10 4000 3000    | 0 0 1920 1080
            """)
    void aWindowOpensWhereItWasAsFarAsThereIsAScreen(String remembered, String place) {
        assertThat(WindowPlace.parse(remembered).flatMap(wanted -> WindowPlace.fit(wanted, SCREENS)))
                .isEqualTo(WindowPlace.parse(place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5000 100 1440 900", "100 1060 1440 900", "-1400 0 1440 900"})
    void aWindowOfAScreenThatIsGoneOpensAnywhere(String remembered) {
        assertThat(WindowPlace.parse(remembered).flatMap(wanted -> WindowPlace.fit(wanted, SCREENS)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "a b c d", "1 2 -3 4", "1.5 2 3 4", "99999999999 0 1 1"})
    void whatIsNoPlaceIsLeftAlone(String remembered) {
        assertThat(WindowPlace.parse(remembered)).isEqualTo(Optional.empty());
    }
}
