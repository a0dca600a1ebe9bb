package dev.parallax.cli;

import dev.parallax.scenario.Arena;
import dev.parallax.scenario.Gallery;
import dev.parallax.scenario.Pace;
import dev.parallax.scenario.Progress;
import dev.parallax.scenario.Reports;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.file.ScenarioText;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays scenarios without a window, and says what came out as expected.
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Plays scenarios over a real server and real clients, and prints each step and expectation.",
            "Exits with 0 if everything was as expected, 1 if not, 2 if a file cannot be read."
        })
final class ScenarioCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Scenario files, or names from the gallery.")
    private List<String> files = List.of();

    @Option(names = "--list", description = "List the gallery.")
    private boolean list;

    @Option(names = "--all", description = "Play the whole gallery.")
    private boolean all;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
    private @Nullable Path junit;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the results as JSON.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        if (list) {
            Gallery.names()
                    .forEach(name -> out().printf(
                                    "%-22s %s%n", name, Gallery.scenario(name).teaches()));
            out().flush();
            return 0;
        }
        List<String> names = new ArrayList<>(all ? Gallery.names() : List.of());
        names.addAll(files);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("name a scenario file, or say `--all` or `--list`");
        }
        // All of them are read before the first is played: a wrong file is found at once.
        List<Scenario> scenarios = names.stream().map(ScenarioCommand::read).toList();
        List<Progress> runs = scenarios.stream().map(this::play).toList();
        write(junit, Reports.junit(runs));
        write(report, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Reports.json(runs)) + "\n");
        boolean passed = runs.stream().allMatch(Progress::passed);
        if (runs.size() > 1) {
            long failed = runs.stream().filter(run -> !run.passed()).count();
            out().println(failed == 0 ? "All " + runs.size() + " scenarios passed." : failed + " scenarios failed.");
            out().flush();
        }
        return passed ? 0 : Failures.WENT_WRONG;
    }

    private Progress play(Scenario scenario) {
        ScenarioPrinter printer = new ScenarioPrinter(out(), scenario);
        printer.begin();
        try (Arena arena = Arena.start(scenario.setting())) {
            Progress end = new ScenarioRun(scenario, arena, Pace.quick(), printer::show).play();
            printer.end(end);
            return end;
        }
    }

    private static Scenario read(String name) {
        return Gallery.names().contains(name) ? Gallery.scenario(name) : ScenarioReader.read(name, text(name));
    }

    private static String text(String file) {
        Path path = Path.of(file);
        try {
            return ScenarioText.read(path);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the scenario file `" + file + "` is not UTF-8 text", e);
        } catch (IOException e) {
            boolean there = Files.exists(path);
            throw new IllegalArgumentException(
                    "the scenario file `" + file + "` "
                            + (there ? "cannot be read" : "does not exist; `--list` names those that come along"),
                    e);
        }
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }

    private PrintWriter out() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("picocli injects the specification");
        }
        return known.commandLine().getOut();
    }
}
