package dev.parallax.cli;

import dev.parallax.client.Dialect;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.PlaygroundApp;
import dev.parallax.ui.ToolkitException;
import dev.parallax.ui.preferences.FilePreferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.RecordedWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Opens the playground, or plays it without a display.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Opens the playground; without a display plays traffic, writes a picture and a report, and exits.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A world or a recording that was saved, to go on with instead of a new world.")
    private @Nullable Path file;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Option(names = "--headless", description = "Play without a window (also when there is no display).")
    private boolean headless;

    @Option(names = "--clients", paramLabel = "N", description = "Clients at the start (default: 24).")
    private int clients = WorldPlan.CLIENTS_DEFAULT;

    @Option(
            names = "--dialects",
            paramLabel = "NAME,…",
            split = ",",
            description = "How the clients talk to the server, in turn: ${COMPLETION-CANDIDATES} (default: all).",
            completionCandidates = DialectNames.class,
            converter = DialectNames.class)
    private List<Dialect> dialects = WorldPlan.DIALECTS_DEFAULT;

    @Option(names = "--rate", paramLabel = "R", description = "Writes per second of the traffic (default: 20).")
    private double rate = WorldPlan.RATE_DEFAULT;

    @Option(names = "--seconds", paramLabel = "S", description = "How long to play headless (default: 10).")
    private double seconds = 10;

    @Option(names = "--snapshot", paramLabel = "FILE.png", description = "Where the headless picture goes.")
    private Path snapshot = Path.of("parallax-tableau.png");

    @Option(names = "--report", paramLabel = "FILE.json", description = "Where the headless report goes.")
    private Path report = Path.of("parallax-report.json");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The server's port, 0 for any free one (default: 7070, or any free one if that is taken).")
    private @Nullable Integer port;

    @Option(
            names = "--local-data",
            paramLabel = "DIR",
            description = "Where the clients keep edits and rows over runs (default: until this run ends).")
    private @Nullable Path localData;

    @Option(names = "--theme", paramLabel = "light|dark|system", description = "The theme of this run.")
    private @Nullable ThemeChoice theme;

    @Option(names = "--reset-preferences", description = "Forget the remembered theme, layout and closed strips.")
    private boolean resetPreferences;

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        ServerConfig server = world.apply(ServerConfig.defaults());
        server = port == null ? server : server.withPort(port);
        WorldPlan plan = new WorldPlan(server, world.seed(), dialects, clients, rate, port == null, localData);
        if (headless || !Display.isThere(System.getProperty("os.name"), System.getenv())) {
            return play(plan);
        }
        Path preferences = FilePreferences.usualPlace(
                System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
        try {
            PlaygroundApp.run(new PlaygroundApp.Settings(
                    starter(plan), clients, Optional.ofNullable(theme), preferences, resetPreferences));
            return 0;
        } catch (ToolkitException e) {
            throw new IllegalArgumentException(e.getMessage() + "; `--headless` runs without a window", e);
        }
    }

    private int play(WorldPlan plan) throws IOException {
        if (!headless) {
            err().println("There is no display, so this runs without a window.");
            err().flush();
        }
        Display.useHeadless();
        Duration duration = Duration.ofMillis(Math.round(seconds * 1_000));
        HeadlessRun run = new HeadlessRun(
                new HeadlessRun.Settings(plan, file, duration, snapshot, report, theme == ThemeChoice.DARK),
                out(),
                InstantSource.system());
        return run.play();
    }

    /// The saved world, or a new one of which everything that is done is written down.
    private Supplier<World> starter(WorldPlan plan) {
        Path saved = file;
        return saved == null ? () -> RecordedWorld.of(LiveWorld.start(plan), plan) : () -> SavedWorlds.open(saved);
    }

    private void check() {
        require(
                file == null || Files.isRegularFile(file),
                "`" + file + "` is no file; a world is saved in the window, under Files");
        require(clients >= 1, "`--clients` is at least 1, but it is " + clients);
        require(rate > 0 && rate <= 2_000, "`--rate` is above 0 and at most 2000, but it is " + rate);
        require(seconds >= 0 && seconds <= 86_400, "`--seconds` is from 0 to 86400, but it is " + seconds);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private PrintWriter out() {
        return known().commandLine().getOut();
    }

    private PrintWriter err() {
        return known().commandLine().getErr();
    }

    private CommandSpec known() {
        CommandSpec injected = spec;
        if (injected == null) {
            throw new IllegalStateException("picocli injects the specification");
        }
        return injected;
    }
}
