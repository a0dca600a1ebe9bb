package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.Place;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What an engine is opened with. Immutable.
///
/// @param place of the database
/// @param secrets makes session secrets and the database's id: a SecureRandom wherever it matters
/// @param merge what becomes of a pushed change that was made on an older version of its row
/// @param retention how much of the log is kept
/// @param contents what a new database begins with; null for nothing
public record EngineSettings(
        Schema schema,
        Place place,
        InstantSource clock,
        RandomGenerator secrets,
        MergeRule merge,
        LogRetention retention,
        @Nullable Contents contents) {
    /// A new database begins with nothing.
    ///
    /// @param database the database file without its ending, or null for memory
    public EngineSettings(
            Schema schema,
            @Nullable Path database,
            InstantSource clock,
            RandomGenerator secrets,
            MergeRule merge,
            LogRetention retention) {
        this(schema, Place.of(database), clock, secrets, merge, retention, null);
    }

    /// The last write wins, and the log is kept for as long as usual.
    ///
    /// @param database the database file without its ending, or null for memory
    public EngineSettings(Schema schema, @Nullable Path database, InstantSource clock, RandomGenerator secrets) {
        this(schema, database, clock, secrets, MergeRule.LAST_WRITE_WINS, LogRetention.DEFAULT);
    }
}
