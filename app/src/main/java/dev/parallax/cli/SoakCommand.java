package dev.parallax.cli;

import dev.parallax.soak.Soak;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lets a server and many clients run under faults for minutes, and says whether all ended right.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Runs a server on a file database and clients of all dialects under traffic and faults, then ends the"
                    + " faults and waits until everybody holds exactly what they may see.",
            "Exits with 0 if they do, nothing leaked, the log verifies and memory did not grow; with 1 if not."
        })
final class SoakCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "M", description = "How long the faults go on (default: 10).")
    private double minutes = 10;

    @Option(names = "--clients", paramLabel = "N", description = "Clients, of all dialects in turn (default: 500).")
    private int clients = 500;

    @Option(names = "--rate", paramLabel = "R", description = "Writes asked for per second (default: 50).")
    private double rate = 50;

    @Option(names = "--seed", paramLabel = "N", description = "Decides who writes what and what fails (default: 1).")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write the samples and the outcome as JSON.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        require(minutes > 0 && minutes <= 1_440, "`--minutes` is above 0 and at most 1,440, but it is " + minutes);
        require(clients >= 1 && clients <= 5_000, "`--clients` is from 1 to 5,000, but it is " + clients);
        require(rate > 0 && rate <= 2_000, "`--rate` is above 0 and at most 2,000, but it is " + rate);
        Duration duration = Duration.ofMillis(Math.round(minutes * 60_000));
        Duration sampleEvery = Duration.ofMillis(Math.clamp(duration.toMillis() / 20, 1_000, 60_000));
        Path folder = Files.createTempDirectory("parallax-soak-");
        try {
            Soak.Plan plan = new Soak.Plan(seed, clients, rate, duration, sampleEvery, folder.resolve("world"));
            Soak.Result result = new Soak(plan, out()).run();
            if (report != null) {
                Files.writeString(
                        report,
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result.toJson()) + "\n");
            }
            return print(result);
        } finally {
            delete(folder);
        }
    }

    private int print(Soak.Result result) {
        out().println();
        out().println("Faults: " + Json.text(result.faults()));
        List<String> failures = result.failures();
        failures.forEach(failure -> out().println("FAILED: " + failure));
        if (failures.isEmpty()) {
            out().println("Everybody ended with exactly what they may see; nothing leaked, and the log verifies.");
        }
        out().flush();
        return failures.isEmpty() ? 0 : Failures.WENT_WRONG;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private PrintWriter out() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("picocli injects the specification");
        }
        return known.commandLine().getOut();
    }
}
