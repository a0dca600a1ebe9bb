package dev.parallax.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalJsonTest {
    /// The bits and texts of RFC 8785, appendix B, and the edges of ECMAScript's layouts.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0000000000000000 | 0
                    8000000000000000 | 0
                    0000000000000001 | 5e-324
                    8000000000000001 | -5e-324
                    7fefffffffffffff | 1.7976931348623157e+308
                    ffefffffffffffff | -1.7976931348623157e+308
                    4340000000000000 | 9007199254740992
                    c340000000000000 | -9007199254740992
                    4430000000000000 | 295147905179352830000
                    44b52d02c7e14af5 | 9.999999999999997e+22
                    44b52d02c7e14af6 | 1e+23
                    44b52d02c7e14af7 | 1.0000000000000001e+23
                    444b1ae4d6e2ef4e | 999999999999999700000
                    444b1ae4d6e2ef4f | 999999999999999900000
                    444b1ae4d6e2ef50 | 1e+21
                    3eb0c6f7a0b5ed8c | 9.999999999999997e-7
                    3eb0c6f7a0b5ed8d | 0.000001
                    41b3de4355555553 | 333333333.3333332
                    41b3de4355555554 | 333333333.33333325
                    41b3de4355555555 | 333333333.3333333
                    41b3de4355555556 | 333333333.3333334
                    41b3de4355555557 | 333333333.33333343
                    becbf647612f3696 | -0.0000033333333333333333
                    43143ff3c1cb0959 | 1424953923781206.2
                    """)
    void writesNumbersAsEcmaScriptDoes(String bits, String text) {
        assertThat(CanonicalJson.write(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(text);
    }

    @Test
    void sortsMembersByUtf16UnitsAndEscapesOnlyWhatItMust() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            map.put(name, true);
        }

        assertThat(CanonicalJson.write(map))
                .isEqualTo("{\"\\r\":true,\"1\":true,\"\u0080\":true,\"\u00f6\":true,\"\u20ac\":true,"
                        + "\"\ud83d\ude00\":true,\"\ufb33\":true}");
        assertThat(CanonicalJson.write("\b\t\n\f\r\"\\/\u0001\u007f\ud800"))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\u007f\\ud800\"");
    }

    @Test
    void writesNestedValuesWithoutBlanks() {
        assertThat(CanonicalJson.write(Arrays.asList(1L, 2.0, null, false, List.of(), Map.of("a", Map.of()))))
                .isEqualTo("[1,2,null,false,[],{\"a\":{}}]");
    }

    @Test
    void refusesWhatJsonCannotHold() {
        assertThatThrownBy(() -> CanonicalJson.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
