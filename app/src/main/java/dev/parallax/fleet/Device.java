package dev.parallax.fleet;

import dev.parallax.client.ClientConfig;
import dev.parallax.client.ClientMachines;
import dev.parallax.client.ClientStorage;
import dev.parallax.client.ClientStorage.SaveOutcome;
import dev.parallax.client.Dialect;
import dev.parallax.client.Kept;
import dev.parallax.client.KeptSession;
import dev.parallax.client.LocalStorage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Shared;
import dev.parallax.client.StorageChange;
import dev.parallax.network.ClientRuntime;
import dev.parallax.network.Network;
import dev.parallax.network.WireTap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a client runs on: it can be started again and again, each time from what the one before it kept. Used by
/// one caller at a time.
final class Device {
    private final String name;
    private final ClientConfig config;
    private final LocalStorage storage;
    private final Shared shared;
    private final Network network;
    private final WireTap tap;
    private final SplittableRandom random;

    /// A client that runs.
    ///
    /// @param session what it was signed in as when it last ran
    record Started(ClientRuntime runtime, Optional<KeptSession> session) {}

    /// @param name the same each time
    /// @param seed decides the jitter of its retries
    Device(
            String name,
            ClientConfig config,
            LocalStorage storage,
            Shared shared,
            Network network,
            WireTap tap,
            long seed) {
        this.name = name;
        this.config = config;
        this.storage = storage;
        this.shared = shared;
        this.network = network;
        this.tap = tap;
        this.random = new SplittableRandom(seed);
    }

    /// What it keeps, while its client goes on. Waits for the storage.
    ///
    /// @throws dev.parallax.client.StorageException with a sentence
    Kept kept() {
        return storage.look(name);
    }

    /// Keeps what another run's device kept; before the first start. Waits for the storage.
    ///
    /// @throws dev.parallax.client.StorageException with a sentence
    void keep(List<StorageChange> changes) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        storage.open(name).save(changes, new SaveOutcome() {
            @Override
            public void saved() {
                done.complete(null);
            }

            @Override
            public void failed(String reason) {
                done.completeExceptionally(new IllegalStateException(reason));
            }
        });
        done.join();
    }

    Dialect dialect() {
        return config.dialect();
    }

    /// Starts the client; it is not signed in yet. Waits for the storage.
    ///
    /// @param firstGeneration of its snapshots
    /// @param onPublished see [Network#run]
    /// @throws dev.parallax.client.StorageException with a sentence
    Started start(long firstGeneration, Consumer<ReplicaSnapshot> onPublished) {
        ClientStorage opened = storage.open(name);
        Kept kept = opened.load();
        var machine = ClientMachines.create(config, random.split(), shared, kept);
        return new Started(network.run(machine, opened, firstGeneration, tap, onPublished), KeptSession.in(kept));
    }
}
