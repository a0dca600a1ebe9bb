package dev.parallax.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program's entry. It is no JavaFX Application, so that it starts from a plain class path and decides itself
/// whether there will be a window.
@Command(
        name = "parallax",
        description = "A permission-scoped sync playground: the same data as every client sees it.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {
            RunCommand.class,
            ServeCommand.class,
            ScenarioCommand.class,
            SoakCommand.class,
            BreakCommand.class,
            BenchCommand.class
        })
public final class Parallax {
    private static final List<String> OWN_OPTIONS = List.of("-h", "--help", "-V", "--version");

    /// Runs the command and exits the process with its code.
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// Runs the command line and returns its exit code: 0 fine, 1 something is wrong with what was found, 2 it
    /// could not be started.
    static int execute(String... arguments) {
        return commandLine().execute(withCommand(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Parallax())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::onBadArguments)
                .setExecutionExceptionHandler(Failures::onFailure);
    }

    /// `run` is what is meant when no command is named.
    private static String[] withCommand(String[] arguments) {
        boolean named = arguments.length > 0 && (!arguments[0].startsWith("-") || OWN_OPTIONS.contains(arguments[0]));
        if (named) {
            return arguments;
        }
        List<String> all = new ArrayList<>();
        all.add("run");
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
