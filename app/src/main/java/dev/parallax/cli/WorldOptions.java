package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.seed.SeedPlan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that `run` and `serve` share: the schema, where the rows live, and what a fresh database is
/// filled with.
final class WorldOptions {
    private static final String MEMORY = "memory";

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "The schema to serve (default: the one with posts that comes along).")
    private @Nullable Path schema;

    @Option(
            names = "--db",
            paramLabel = "FILE|memory",
            defaultValue = MEMORY,
            description = "The database file without its ending, or `memory` (default).")
    private String database = MEMORY;

    @Option(names = "--seed", paramLabel = "N", description = "Decides names, titles, users and traffic.")
    private @Nullable Long seed;

    @Option(names = "--users", paramLabel = "N", description = "Users in a fresh database.")
    private @Nullable Integer users;

    @Option(names = "--workspaces", paramLabel = "N", description = "Workspaces in a fresh database.")
    private @Nullable Integer workspaces;

    @Option(names = "--posts", paramLabel = "N", description = "Posts in a fresh database.")
    private @Nullable Integer posts;

    /// `config` with these options applied.
    ///
    /// @throws IllegalArgumentException with a sentence if one of them cannot be used
    ServerConfig apply(ServerConfig config) {
        ServerConfig result = config.withSeed(plan()).withDatabase(databaseFile());
        Path file = schema;
        return file == null ? result : result.withSchema(file.toString(), read(file));
    }

    long seed() {
        return seed == null ? SeedPlan.DEFAULT.seed() : seed;
    }

    private SeedPlan plan() {
        return new SeedPlan(
                seed(),
                users == null ? SeedPlan.DEFAULT.users() : users,
                workspaces == null ? SeedPlan.DEFAULT.workspaces() : workspaces,
                posts == null ? SeedPlan.DEFAULT.posts() : posts);
    }

    private @Nullable Path databaseFile() {
        try {
            return database.equals(MEMORY) ? null : Path.of(database).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("`" + database + "` is not a file name", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the schema file `" + file + "` is not UTF-8 text", e);
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read" : "does not exist";
            throw new IllegalArgumentException("the schema file `" + file + "` " + why, e);
        }
    }
}
