package dev.parallax.storage;

import dev.parallax.client.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of a local database, with the one connection to it. Confined to whoever opened it.
final class LocalFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFile.class);
    private static final String NAME = "devices";
    private static final String ENDING = ".mv.db";
    private static final String OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";
    /// Saved means on disk, after a kill of the process too; see docs/decisions/0008-durability.md.
    private static final String DURABLE = ";WRITE_DELAY=0;RETENTION_TIME=" + Integer.MAX_VALUE;
    /// The file goes with the process, so all that counts is that it stays small. Not at once: with a retention of 0,
    /// H2 has dropped the newest chunk while its background writer was still reading it, and closed itself.
    private static final String FLEETING = ";WRITE_DELAY=500;RETENTION_TIME=2000";

    private final Path folder;
    private final boolean temporary;
    private final Connection connection;

    private LocalFile(Path folder, boolean temporary, Connection connection) {
        this.folder = folder;
        this.temporary = temporary;
        this.connection = connection;
    }

    static LocalFile keptIn(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("The folder `" + folder + "` for the clients' storage cannot be made.", e);
        }
        return open(folder.toAbsolutePath().normalize(), false);
    }

    static LocalFile temporary() {
        try {
            return open(Files.createTempDirectory("parallax-devices-"), true);
        } catch (IOException e) {
            throw new StorageException("There is no room for the clients' storage among the temporary files.", e);
        }
    }

    Connection connection() {
        return connection;
    }

    /// For a person.
    String name() {
        return folder.resolve(NAME) + ENDING;
    }

    @Override
    public void close() {
        try (Connection last = connection;
                Statement statement = last.createStatement()) {
            statement.execute(temporary ? "SHUTDOWN IMMEDIATELY" : "SHUTDOWN COMPACT");
        } catch (SQLException e) {
            LOG.error("The clients' storage could not be closed cleanly.", e);
        }
        if (temporary) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("The clients' temporary storage in {} could not be deleted.", folder, e);
        }
    }

    private static LocalFile open(Path folder, boolean temporary) {
        if (folder.toString().contains(";")) {
            throw new StorageException(
                    "The path `" + folder + "` of the clients' storage must not contain `;`.",
                    new IllegalArgumentException());
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:async:" + folder.resolve(NAME) + (temporary ? FLEETING : DURABLE) + OPTIONS);
        source.setUser("parallax");
        source.setPassword("");
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return new LocalFile(folder, temporary, connection);
        } catch (SQLException e) {
            List<Integer> inUse = List.of(ErrorCode.DATABASE_ALREADY_OPEN_1);
            String why = inUse.contains(e.getErrorCode()) ? ": another playground uses it." : ".";
            throw new StorageException("The clients' storage in `" + folder + "` cannot be opened" + why, e);
        }
    }
}
