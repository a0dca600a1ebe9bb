package dev.parallax.cli;

import dev.parallax.client.StorageException;
import dev.parallax.language.SchemaException;
import dev.parallax.scenario.file.ScenarioException;
import dev.parallax.server.ServerStartException;
import java.io.PrintWriter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a person reads on stderr when a command cannot do its work: a sentence, never a stack trace. Stateless.
final class Failures {
    /// The arguments, the schema or the machine do not allow it.
    static final int NOT_STARTED = 2;
    /// It ran and something went wrong that should not.
    static final int WENT_WRONG = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static int onBadArguments(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(sentence(String.valueOf(failure.getMessage())));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("`" + command.getCommandSpec().qualifiedName() + " --help` lists the options.");
        return NOT_STARTED;
    }

    static int onFailure(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof SchemaException || failure instanceof ScenarioException) {
            err.println(failure.getMessage());
            return NOT_STARTED;
        }
        if (isExpected(failure)) {
            err.println(sentence(String.valueOf(failure.getMessage())));
            return NOT_STARTED;
        }
        LOG.error("The command failed", failure);
        err.println("Parallax stopped because of an error in itself; the log above says more.");
        return WENT_WRONG;
    }

    /// Refusals by the options' own checks, which speak to the person who typed them.
    private static boolean isExpected(Exception failure) {
        return failure instanceof ServerStartException
                || failure instanceof StorageException
                || failure instanceof IllegalArgumentException;
    }

    /// Starts with a capital and ends with a full stop.
    private static String sentence(String message) {
        if (message.isEmpty()) {
            return "That did not work.";
        }
        String start = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return start.endsWith(".") || start.endsWith("!") ? start : start + ".";
    }
}
