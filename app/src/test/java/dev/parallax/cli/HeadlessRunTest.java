package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class HeadlessRunTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    Path folder;

    @Test
    void playsConvergesAndLeavesAPictureAndAReport() throws Exception {
        Path picture = folder.resolve("pictures/tableau.png");
        Path report = folder.resolve("report.json");
        StringWriter out = new StringWriter();
        int code = Parallax.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "run",
                        "--headless",
                        "--port",
                        "0",
                        "--clients",
                        "6",
                        "--seconds",
                        "1",
                        "--rate",
                        "50",
                        "--seed",
                        "3",
                        "--snapshot",
                        picture.toString(),
                        "--report",
                        report.toString());

        ObjectNode found = Json.parseObject(Files.readAllBytes(report));
        assertThat(code).as(found.toString()).isZero();
        assertThat(Files.readAllBytes(picture)).startsWith(PNG);
        assertThat(found.path("converged").asBoolean()).isTrue();
        assertThat(found.path("clients").path("live").asInt()).isEqualTo(6);
        assertThat(found.path("writes").path("accepted").asInt()).isPositive();
        assertThat(found.path("oracle").path("leaks").isEmpty()).isTrue();
        assertThat(out.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.endsWith(picture.toString()))
                .anyMatch(line -> line.endsWith(report.toString()));
    }
}
