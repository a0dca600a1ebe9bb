package dev.parallax.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The H2 database in a file or in memory: one connection that writes, a pool of connections that read snapshots.
/// Thread-safe; the writing connection is the writer's.
final class Database implements AutoCloseable {
    /// Reads are short and burn processor time; more at once only wait for each other.
    private static final int READERS_LIMIT = 16;
    /// How long a read waits for its turn before it is refused, in milliseconds.
    private static final int READER_WAIT_MILLIS = 10_000;

    /// Acknowledged means on disk, after a kill too: no write is delayed, and freed space is not used again
    /// before the database is closed. See docs/decisions/0008-durability.md for what was measured.
    private static final String FILE_OPTIONS = ";WRITE_DELAY=0;RETENTION_TIME=" + Integer.MAX_VALUE;

    private static final String MEMORY_OPTIONS = ";DB_CLOSE_DELAY=-1";
    private static final String OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";

    private static final String SNAPSHOT = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT";

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private static final AtomicLong MEMORY_COUNT = new AtomicLong();
    /// H2 keeps other processes away from a file, but lets this one open it twice.
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final @Nullable Path file;

    private final JdbcDataSource source;
    private final Connection writing;
    private final HikariDataSource reading;

    private Database(@Nullable Path file, JdbcDataSource source, Connection writing, HikariDataSource reading) {
        this.file = file;
        this.source = source;
        this.writing = writing;
        this.reading = reading;
    }

    static Database open(Place place) {
        Path path = place instanceof Place.File known ? known.path() : null;
        Path file = path == null ? null : path.toAbsolutePath().normalize();
        if (file != null && !OPEN.add(file)) {
            throw new DatabaseException("the database `" + path + "` cannot be opened: another server uses it");
        }
        JdbcDataSource source = new JdbcDataSource();
        try {
            source.setUrl(url(place, file));
            source.setUser("parallax");
            source.setPassword("");
            Connection writing = source.getConnection();
            writing.setAutoCommit(false);
            return new Database(file, source, writing, pool(source));
        } catch (SQLException | RuntimeException e) {
            release(file);
            throw e instanceof DatabaseException known ? known : new DatabaseException(sentence(e, path), e);
        }
    }

    /// A connection whose transaction sees one state, from its first statement on.
    ///
    /// @throws SQLException if every reader is busy for too long
    Connection read() throws SQLException {
        return reading.getConnection();
    }

    Connection writing() {
        return writing;
    }

    static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.H2);
    }

    /// Closes for good, memory included; a file gives back the space that was freed while it was open.
    @Override
    public void close() {
        reading.close();
        try (Connection last = writing.isClosed() ? source.getConnection() : writing;
                Statement statement = last.createStatement()) {
            statement.execute(file == null ? "SHUTDOWN" : "SHUTDOWN COMPACT");
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be closed cleanly", e);
        } finally {
            release(file);
        }
    }

    /// Leaves the database as a killed process would: what is not committed is undone, and nothing is shut down.
    void abandon() {
        try (writing) {
            reading.close();
            writing.rollback();
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be left", e);
        } finally {
            release(file);
        }
    }

    private static void release(@Nullable Path file) {
        if (file != null) {
            OPEN.remove(file);
        }
    }

    private static HikariDataSource pool(JdbcDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("parallax-read");
        config.setDataSource(source);
        config.setAutoCommit(false);
        config.setConnectionInitSql(SNAPSHOT);
        config.setMaximumPoolSize(READERS_LIMIT);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(READER_WAIT_MILLIS);
        return new HikariDataSource(config);
    }

    private static String url(Place place, @Nullable Path file) {
        if (file != null) {
            return fileUrl(file);
        }
        // A new one has a name of its own, as every database of this process is found by its name.
        String name = place instanceof Place.NamedMemory known
                ? "kept" + known.name()
                : "new" + MEMORY_COUNT.incrementAndGet();
        return "jdbc:h2:mem:parallax-" + name + MEMORY_OPTIONS + OPTIONS;
    }

    /// Through asynchronous channels: a plain one closes for everybody when one reader is interrupted.
    private static String fileUrl(Path file) {
        String path = file.toString();
        if (path.contains(";")) {
            throw new DatabaseException("the database's path must not contain `;`");
        }
        return "jdbc:h2:async:" + path + FILE_OPTIONS + OPTIONS;
    }

    private static String sentence(Exception e, @Nullable Path path) {
        boolean inUse = e instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
        return "the database `" + (path == null ? "memory" : path) + "` cannot be opened"
                + (inUse ? ": another server uses it" : "");
    }
}
