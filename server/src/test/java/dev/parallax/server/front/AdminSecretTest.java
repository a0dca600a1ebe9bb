package dev.parallax.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminSecretTest {
    @ParameterizedTest
    @CsvSource({"s3cret, true", "S3cret, false", "s3cre, false", "'', false", ", false"})
    void mustBeExact(@Nullable String given, boolean allowed) {
        assertThat(new AdminSecret("s3cret").allows(given)).isEqualTo(allowed);
        assertThat(new AdminSecret(null).allows(given)).isTrue();
    }
}
