package dev.parallax.ui.palette;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # typed,  better,                        worse
            'zi',     'Zoom in',                     'Show the size'
            'filter', 'Filter clients',              'Find a letter in the river'
            '12',     '#12  Notes',                  '#312  Notes'
            '12',     '#12  Notes',                  '#123  Notes'
            'pub',    'Publish, or unpublish',       'Pause for lunch break'
            'pub',    'Publish, or unpublish',       'Unpublish'
            'ann 7',  'Client 7, Ann',               'Client 17, Ann'
            'THEME',  'Theme: system, light, dark',  'The middle name'
            """)
    void putsTheBetterMatchFirst(String typed, String better, String worse) {
        assertThat(best(typed, worse, better)).startsWith(better);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # typed,     text,              found
            'zmn',       'Zoom in',         true
            'nz',        'Zoom in',         false
            'in zoom',   'Zoom in',         true
            'zoom out',  'Zoom in',         false
            'zz',        'Zoom in',         false
            'é',         'Résumé',          true
            'É',         'Résumé',          true
            '',          'Zoom in',         true
            '   ',       'Zoom in',         true
            """)
    void findsWordsAsSubsequencesInAnyOrder(String typed, String text, boolean found) {
        assertThat(best(typed, text)).hasSize(found ? 1 : 0);
    }

    @Test
    void equalMatchesKeepTheirOrder() {
        assertThat(best("post", "Post b", "Post a", "Post c")).containsExactly("Post b", "Post a", "Post c");
        assertThat(best("", "b", "a")).containsExactly("b", "a");
    }

    @Test
    void listsNoMoreThanTheLimit() {
        assertThat(Ranking.best("a", List.of("xa", "a", "ya"), Function.identity(), text -> "", 2))
                .containsExactly("a", "xa");
    }

    @Test
    void longTextsAndQueriesAreBounded() {
        String text = "x".repeat(Ranking.TEXT_LIMIT) + "needle";
        assertThat(best("needle", text)).isEmpty();
        assertThat(best("x".repeat(10_000), text)).containsExactly(text);
    }

    @Test
    void aTitleCountsMoreThanAKindAndAKindMoreThanScatteredLetters() {
        record Thing(String title, String kind) {}
        List<Thing> things = List.of(
                new Thing("Zoom in", "Timeline"),
                new Thing("Show the timeline", "Window"),
                new Thing("Documents are stored", "Post"),
                new Thing("Client 4", "user cursor"));

        assertThat(Ranking.best("timeline", things, Thing::title, Thing::kind, 9))
                .extracting(Thing::title)
                .containsExactly("Show the timeline", "Zoom in");
        assertThat(Ranking.best("cursor", things, Thing::title, Thing::kind, 9))
                .extracting(Thing::title)
                .first()
                .isEqualTo("Client 4");
    }

    private static List<String> best(String typed, String... texts) {
        return Ranking.best(typed, List.of(texts), Function.identity(), text -> "", 10);
    }
}
