package dev.parallax.client;

import java.util.random.RandomGenerator;

/// Makes the client that a configuration asks for. Thread-safe.
public final class ClientMachines {
    private ClientMachines() {}

    /// @param random for the jitter of retries
    /// @param shared with the other clients of the process
    /// @param kept by the device, or [Kept#NOTHING]
    /// @throws IllegalArgumentException if the dialect is not spoken, or lacks what it needs
    public static SyncClient create(ClientConfig config, RandomGenerator random, Shared shared, Kept kept) {
        return switch (config.dialect()) {
            case CURSOR -> new CursorMachine(config, random, shared, kept);
            case HEARTBEAT -> new HeartbeatMachine(config, random, shared, kept);
            case SPACE -> {
                Topic topic = config.topic();
                if (topic == null) {
                    throw new IllegalArgumentException("a space client needs a record with a topic");
                }
                yield new SpaceMachine(config, topic, random, shared, kept);
            }
            case COLLECTION -> new CollectionMachine(config, random, shared, kept);
            case CHANGELOG -> new ChangelogMachine(config, random, shared, kept);
        };
    }
}
