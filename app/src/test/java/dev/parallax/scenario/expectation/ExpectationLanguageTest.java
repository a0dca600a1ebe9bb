package dev.parallax.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.scenario.expectation.Expectation.Tense;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationLanguageTest {
    private static final Vocabulary VOCABULARY = new Vocabulary(
            Map.of(
                    "Post", Set.of("id", "title", "published", "authorUserId", "updatedAt"),
                    "Membership", Set.of("id", "userId")),
            Set.of("Ann", "Ben"),
            Map.of("draft", 61L));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user 3 never holds post 12                              | LASTING
            user 3 always shows post 12                             | LASTING
            nobody ever holds post 12                               | LASTING
            nobody except user 3 ever holds post 12                 | LASTING
            nobody holds a revoked row longer than 200 ms           | LASTING
            no leaks                                                | LASTING
            no missing rows                                         | LASTING
            no stale rows                                           | LASTING
            user 3 holds post 12                                    | STATE
            user 3 holds post $draft                                | STATE
            User 3 does not hold Post 12                            | STATE
            everyone with role guest holds 0 drafts                 | STATE
            everyone with role guest on changelog holds no drafts   | STATE
            someone on space shows at least 2 memberships           | STATE
            nobody with role user except user 3 holds at most 1 post | STATE
            user 3 holds post 12 where title is "New" and published is not False | STATE
            user 3 holds exactly 4 posts where authorUserId is 3    | STATE
            client "Ann" status is offline                          | STATE
            client Ann status is not auth-error                     | STATE
            client 4 has 1 rejected edit                            | STATE
            client 4 has at most 2 overwriting edits                | STATE
            client 4 has no pending edits                           | STATE
            user 3 cannot update post 12                            | STATE
            user 3 can read post 12 within 1.5 s                    | WITHIN
            all converge                                            | STATE
            all converge within 2 s                                 | WITHIN
            """)
    void understandsEverySentenceOfTheGrammar(String sentence, Tense tense) {
        Expectation expectation = ExpectationLanguage.parse(sentence, VOCABULARY);
        assertThat(expectation.tense()).isEqualTo(tense);
        assertThat(expectation.text()).isEqualTo(sentence);
        assertThat(expectation.limit() != null).isEqualTo(tense == Tense.WITHIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user 3 neverr holds post 12           | 8  | did you mean `never`?
            user 3 holds pots 12                  | 14 | did you mean `post`?
            user 3 holds post                     | 18 | expected `$draft`, a number, not the end
            user 3 holds post $draf               | 19 | did you mean `draft`?
            user x holds post 12                  | 6  | expected `$draft`, a number, not `x`
            everyone with roll guest holds 1 post | 15 | did you mean `role`?
            everyone on changlog holds 1 post     | 13 | did you mean `changelog`?
            client "Ann" status is ofline         | 24 | did you mean `offline`?
            user 3 holds 2 drfts                  | 16 | did you mean `drafts`?
            user 3 holds post 12 where titel is 1 | 28 | did you mean `title`?
            user 3 holds post 12 within 2 sec     | 31 | expected `ms`, `s`, `min`, not `sec`
            user 3 holds post 12 within 99 min    | 29 | a duration is from 0 to 10 min
            user 3 holds post 12 often            | 22 | expected `where`, `within`, the end, not `often`
            someone never holds post 12           | 1  | did you mean `everyone never`?
            nobody never holds post 12            | 1  | did you mean `nobody ever`?
            user 3 ever holds post 12             | 1  | `ever` goes with `nobody`
            user 3 holds post 99999999999999999999 | 19 | is not a whole number
            client "Ann status is offline         | 8  | not `"Ann status is offline`
            ''                                    | 1  | not the end
            """)
    void saysWhereASentenceIsWrongAndWhatMayHaveBeenMeant(String sentence, int column, String part) {
        ExpectationException error =
                catchThrowableOfType(ExpectationException.class, () -> ExpectationLanguage.parse(sentence, VOCABULARY));
        assertThat(error.getMessage()).startsWith("column " + column + ": ").contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | no,all,user,client,everyone,nobody,someone
            us                          | user
            user 3 c                    | can,cannot
            everyone on c               | cursor,collection,changelog
            client                      | client
            nobody                      | nobody
            user 3 holds p              | post
            user 3 holds 2 p            | posts
            all                         | all
            no                          | no,nobody
            zebra x                     | ''
            """)
    void completesTheWordThatWasBegun(String begun, String words) {
        assertThat(String.join(",", ExpectationLanguage.completions(begun, VOCABULARY)))
                .isEqualTo(words);
    }

    @Test
    void completesWhatComesNext() {
        assertThat(ExpectationLanguage.completions("client ", VOCABULARY)).containsExactly("\"Ann\"", "\"Ben\"");
        assertThat(ExpectationLanguage.completions("user 3 holds post ", VOCABULARY))
                .containsExactly("$draft");
        assertThat(ExpectationLanguage.completions("no ", VOCABULARY)).containsExactly("leaks", "missing", "stale");
        assertThat(ExpectationLanguage.completions("user 3 holds post 12 where ", VOCABULARY))
                .isEqualTo(List.of("authorUserId", "id", "published", "title", "updatedAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 ms", "2 s", "1.5 s", "1 min", "2s"})
    void readsDurations(String text) {
        assertThat(Durations.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "-1 s", "2 h", "11 min", "1e9 s", "٢ s"})
    void refusesWhatIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void writesDurationsShortly() {
        assertThat(Durations.text(Duration.ofMillis(200))).isEqualTo("200 ms");
        assertThat(Durations.text(Duration.ofSeconds(2))).isEqualTo("2 s");
        assertThat(Durations.text(Duration.ofMillis(1_500))).isEqualTo("1500 ms");
    }

    @Test
    void refusesLongSentences() {
        ExpectationException error = catchThrowableOfType(
                ExpectationException.class, () -> ExpectationLanguage.parse("no ".repeat(300), VOCABULARY));
        assertThat(error.sentence()).contains("at most 500 characters");
    }
}
