package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server alone until the process is told to stop.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Runs the sync server alone; prints the address when it is ready.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Mixin
    private final LogOptions log = new LogOptions();

    @Mixin
    private final StreamOptions streams = new StreamOptions();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to bind (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on, 0 for any free one (default: 7070).")
    private @Nullable Integer port;

    @Option(names = "--empty", description = "Leave a fresh database empty.")
    private boolean empty;

    @Option(
            names = "--admin-secret",
            paramLabel = "S",
            description = "What `Parallax-Admin` must hold for sign-in and /admin; needed beyond loopback.")
    private @Nullable String adminSecret;

    @Option(
            names = "--allow-origin",
            paramLabel = "O",
            description = "An origin that may call besides the server's own; may be repeated.")
    private List<String> allowedOrigins = List.of();

    @Override
    public Integer call() throws InterruptedException {
        SyncServer server = SyncServer.start(config());
        // A process that a signal ends would exit with 143 or 130 after its hooks; this one has done what it was told.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-server"));
        PrintWriter out = out();
        out.println("listening on " + server.uri());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(SyncServer server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }

    private ServerConfig config() {
        ServerConfig config = streams.apply(log.apply(world.apply(ServerConfig.defaults())));
        config = host == null ? config : config.withHost(host);
        config = port == null ? config : config.withPort(port);
        config = empty ? config.withSeed(null) : config;
        return config.withAdminSecret(adminSecret).withAllowedOrigins(allowedOrigins);
    }

    private PrintWriter out() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("picocli injects the specification");
        }
        return known.commandLine().getOut();
    }
}
