package dev.parallax.storage;

import dev.parallax.client.ClientStorage;
import dev.parallax.client.Kept;
import dev.parallax.client.LocalStorage;
import dev.parallax.client.StorageChange;
import dev.parallax.client.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One H2 database that serves the devices of many clients. Thread-safe.
///
/// **Model.** One thread owns the database. Saves wait in a queue; the thread takes what has gathered, writes it in
/// one transaction, and tells the outcomes once that is committed: so devices that save at the same time share
/// the cost of reaching the disk. If such a transaction fails, each of its saves is tried alone, and only what
/// is at fault fails.
///
/// **Order.** Opening and loading go through the same queue: a device that is opened again finds every save of its
/// former owner that was asked for before, and none after.
///
/// **Bounds.** Clients send nothing that is not saved, and a catch-up asks on when its page is: a few saves a
/// client wait at most.
public final class LocalDatabase implements LocalStorage {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDatabase.class);
    /// Saves in one transaction: enough to share its cost, few enough to answer soon.
    private static final int GROUP_LIMIT = 256;

    private static final String CLOSED = "its storage is closed";
    private static final String BROKEN = "its storage could not be written";

    /// What the thread is asked to do.
    private sealed interface Task {
        record Save(Handle by, List<StorageChange> changes, ClientStorage.SaveOutcome outcome) implements Task {
            private void end(String reason) {
                if (reason.isEmpty()) {
                    outcome.saved();
                } else {
                    outcome.failed(reason);
                }
            }
        }

        record Call(Runnable work) implements Task {}

        record Close() implements Task {}
    }

    private final LocalFile file;
    private final DeviceTables tables;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    /// Guarded by `tasks`: nothing follows a [Task.Close].
    private boolean closed;

    // Confined to the thread.
    private final Map<Integer, Handle> owners = new HashMap<>();

    private LocalDatabase(LocalFile file, Supplier<UUID> ids) {
        this.file = file;
        try {
            this.tables = new DeviceTables(file.connection(), ids);
        } catch (SQLException e) {
            file.close();
            throw new StorageException("The clients' storage `" + file.name() + "` cannot be read.", e);
        }
        this.thread = Thread.ofPlatform().name("parallax-storage").daemon().start(this::run);
    }

    /// Opens the database in a folder, made if it is not there: what is saved survives a kill of the process.
    ///
    /// @param ids gives each new device its id
    /// @throws StorageException with a sentence
    public static LocalDatabase keptIn(Path folder, Supplier<UUID> ids) {
        return new LocalDatabase(LocalFile.keptIn(folder), ids);
    }

    /// Opens a database in a new folder that goes when it is closed: what is saved survives a client, not the
    /// process.
    ///
    /// @param ids gives each new device its id
    /// @throws StorageException with a sentence
    public static LocalDatabase temporary(Supplier<UUID> ids) {
        return new LocalDatabase(LocalFile.temporary(), ids);
    }

    @Override
    public ClientStorage open(String device) {
        return call("open", () -> {
            Handle handle = new Handle(tables.device(device));
            owners.put(handle.device, handle);
            return handle;
        });
    }

    @Override
    public Kept look(String device) {
        return call("load", () -> tables.load(tables.device(device)));
    }

    @Override
    public void close() {
        synchronized (tasks) {
            if (!closed) {
                closed = true;
                tasks.add(new Task.Close());
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // What was asked for is saved first: that takes moments.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work<T> {
        T done() throws SQLException;
    }

    private <T> T call(String verb, Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Task task = new Task.Call(() -> {
            try {
                result.complete(work.done());
            } catch (SQLException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        if (!ask(task)) {
            throw new StorageException(
                    "The clients' storage cannot " + verb + " anything: it is closed.", new IllegalStateException());
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new StorageException("The clients' storage `" + file.name() + "` cannot be read.", e);
        }
    }

    private boolean ask(Task task) {
        synchronized (tasks) {
            return !closed && tasks.add(task);
        }
    }

    private void run() {
        List<Task.Save> group = new ArrayList<>();
        while (true) {
            Task task = next(group);
            switch (task) {
                case null -> write(group);
                case Task.Save save -> {
                    group.add(save);
                    if (group.size() >= GROUP_LIMIT) {
                        write(group);
                    }
                }
                case Task.Call call -> {
                    write(group);
                    call.work().run();
                }
                case Task.Close ignored -> {
                    write(group);
                    tables.close();
                    file.close();
                    return;
                }
            }
        }
    }

    /// The next task; null if none waits while some are gathered.
    private Task next(List<Task.Save> gathered) {
        try {
            return gathered.isEmpty() ? tasks.take() : tasks.poll();
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; whoever does wants it to end.
            return new Task.Close();
        }
    }

    private void write(List<Task.Save> group) {
        List<Task.Save> mine = new ArrayList<>(group.size());
        List<String> reasons = new ArrayList<>(group.size());
        for (Task.Save save : group) {
            boolean owner = owners.get(save.by().device) == save.by();
            reasons.add(owner ? "" : ClientStorage.OPENED_AGAIN);
            if (owner) {
                mine.add(save);
            }
        }
        if (!mine.isEmpty() && !commit(mine)) {
            for (int index = 0; index < group.size(); index++) {
                if (reasons.get(index).isEmpty() && !commit(List.of(group.get(index)))) {
                    reasons.set(index, BROKEN);
                }
            }
        }
        for (int index = 0; index < group.size(); index++) {
            group.get(index).end(reasons.get(index));
        }
        group.clear();
    }

    private boolean commit(List<Task.Save> saves) {
        try {
            for (Task.Save save : saves) {
                tables.apply(save.by().device, save.changes());
            }
            tables.commit();
            return true;
        } catch (SQLException | RuntimeException e) {
            if (saves.size() == 1) {
                LOG.error("A client's device could not keep something.", e);
            }
            tables.rollback();
            return false;
        }
    }

    /// One opening of one device.
    private final class Handle implements ClientStorage {
        private final int device;

        private Handle(int device) {
            this.device = device;
        }

        @Override
        public Kept load() {
            return call("load", () -> tables.load(device));
        }

        @Override
        public void save(List<StorageChange> changes, SaveOutcome outcome) {
            if (!ask(new Task.Save(this, List.copyOf(changes), outcome))) {
                outcome.failed(CLOSED);
            }
        }
    }
}
