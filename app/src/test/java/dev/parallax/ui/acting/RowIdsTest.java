package dev.parallax.ui.acting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowIdsTest {
    @Test
    void aRowIsFoundHoweverOftenItWasMadeAgain() {
        RowIds ids = new RowIds();
        ids.renamed(12, 61);
        ids.renamed(12, 62);

        assertThat(ids.now(12)).isEqualTo(62);
        assertThat(ids.now(61)).isEqualTo(62);
        assertThat(ids.now(13)).isEqualTo(13);
    }
}
