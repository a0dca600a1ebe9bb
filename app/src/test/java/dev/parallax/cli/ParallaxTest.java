package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    serve --port x              | Invalid value for option '--port': 'x' is not an int.
                    serve --port 99999          | The port is from 0 to 65535, but it is 99999.
                    serve --schema no/such/file | The schema file `no/such/file` does not exist.
                    serve --heartbeat-ms 1      | The heartbeat comes every 10 to 60000 milliseconds, but it is 1.
                    serve --merge both          | --merge is `lww` or `reject`, but it is `both`
                    run --clients 0             | `--clients` is at least 1, but it is 0.
                    run --rate -1               | `--rate` is above 0 and at most 2000, but it is -1.0.
                    run --theme blue            | Invalid value for option '--theme'
                    serve --prot 3              | Unknown options: '--prot', '3'.
                    """)
    void saysInASentenceWhatIsWrongAndEndsWithTwo(String line, String sentence) {
        StringWriter err = new StringWriter();
        int code = Parallax.commandLine().setErr(new PrintWriter(err, true)).execute(line.split(" "));
        assertThat(err.toString()).startsWith(sentence).doesNotContain("\tat ");
        assertThat(code).isEqualTo(Failures.NOT_STARTED);
    }

    @Test
    void hasNoDisplayOnLinuxUnlessOneIsNamed() {
        assertThat(Display.isThere("Linux", Map.of())).isFalse();
        assertThat(Display.isThere("Linux", Map.of("DISPLAY", ""))).isFalse();
        assertThat(Display.isThere("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .isTrue();
        assertThat(Display.isThere("Mac OS X", Map.of())).isTrue();
    }
}
