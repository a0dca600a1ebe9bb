package dev.parallax.cli;

import dev.parallax.bench.DialectBench;
import dev.parallax.bench.FanoutBench;
import dev.parallax.bench.LinkScopingBench;
import dev.parallax.bench.ScopingBench;
import dev.parallax.bench.UiBench;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import javafx.application.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench`: figures with their baselines, taken in the same run.
@Command(
        name = "bench",
        description = "Measures the server against baselines taken in the same run, and prints ratios.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class BenchCommand {
    /// Set by picocli before the command runs.
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "fanout",
            description = "Deliveries per second against a bare Jetty WebSocket broadcast, and the cost of scoping one"
                    + " change beside 100, 1,000 and 10,000 sessions.",
            mixinStandardHelpOptions = true)
    int fanout(
            @Option(
                            names = "--clients",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Connections (${DEFAULT-VALUE}).")
                    int clients,
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Messages to each connection in a round, at most 900 (${DEFAULT-VALUE}).")
                    int messages,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Rounds that count (${DEFAULT-VALUE}).")
                    int rounds)
            throws Exception {
        require(clients >= 1 && clients <= 9_000, "`--clients` is from 1 to 9,000, but it is " + clients);
        require(messages >= 1 && messages <= 900, "`--messages` is from 1 to 900, but it is " + messages);
        require(rounds >= 1 && rounds <= 100, "`--rounds` is from 1 to 100, but it is " + rounds);
        PrintWriter out = spec.commandLine().getOut();
        new FanoutBench(clients, messages, rounds, out).run();
        out.println();
        new ScopingBench(out).run();
        out.println();
        new LinkScopingBench(out).run();
        return 0;
    }

    @Command(
            name = "dialects",
            description =
                    "The five dialects on the same work: messages, bytes, time to visible, and bytes against sending"
                            + " the whole list on each change, as a table.",
            mixinStandardHelpOptions = true)
    int dialects(
            @Option(
                            names = "--users",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Users, each connected in every dialect (${DEFAULT-VALUE}).")
                    int users,
            @Option(
                            names = "--writes",
                            paramLabel = "N",
                            defaultValue = "400",
                            description = "Writes (${DEFAULT-VALUE}).")
                    int writes,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "40",
                            description = "Writes a second (${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--posts",
                            paramLabel = "N",
                            defaultValue = "60",
                            description = "Posts that are there before (${DEFAULT-VALUE}): the list's length.")
                    int posts)
            throws Exception {
        require(users >= 1 && users <= 20, "`--users` is from 1 to 20, but it is " + users);
        require(writes >= 1 && writes <= 100_000, "`--writes` is from 1 to 100,000, but it is " + writes);
        require(rate >= 1 && rate <= 1_000, "`--rate` is from 1 to 1,000, but it is " + rate);
        require(posts >= 1 && posts <= 10_000, "`--posts` is from 1 to 10,000, but it is " + posts);
        new DialectBench(users, posts, writes, rate, 1, spec.commandLine().getOut()).run();
        return 0;
    }

    @Command(
            name = "ui",
            description = "Frame times of the window, and from a click to the frame that shows it, while posts change.",
            mixinStandardHelpOptions = true)
    int ui(
            @Option(
                            names = "--clients",
                            paramLabel = "N,…",
                            split = ",",
                            defaultValue = "100,1000,10000",
                            description = "How many cards, one run each (${DEFAULT-VALUE}).")
                    List<Integer> clients,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Changes a second (${DEFAULT-VALUE}).")
                    double rate,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How long each is measured (${DEFAULT-VALUE}).")
                    int seconds,
            @Option(
                            names = "--all-connected",
                            description = "Give every client a connection, instead of showing 20 many times over"
                                    + " (at most 2,000).")
                    boolean allConnected) {
        int most = allConnected ? 2_000 : 100_000;
        require(
                clients.stream().allMatch(count -> count >= 1 && count <= most),
                "`--clients` is from 1 to %,d, but it is %s".formatted(most, clients));
        require(rate > 0 && rate <= 2_000, "`--rate` is above 0 and at most 2,000, but it is " + rate);
        require(seconds >= 1 && seconds <= 3_600, "`--seconds` is from 1 to 3,600, but it is " + seconds);
        if (!Display.isThere(System.getProperty("os.name"), System.getenv())) {
            Display.useHeadless();
        }
        PrintWriter out = spec.commandLine().getOut();
        new UiBench(clients, rate, Duration.ofSeconds(seconds), allConnected, out).run();
        Platform.exit();
        return 0;
    }

    private static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
