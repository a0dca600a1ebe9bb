package dev.parallax.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.ClientStorage;
import dev.parallax.client.Event;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.StorageChange;
import dev.parallax.client.WriteKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that keeps edits and is killed: whatever it was told is kept must be there afterwards.
class KilledStorageTest {
    private static final int KILLS = 4;
    private static final int DEVICES = 5;

    @TempDir
    private Path folder;

    @Test
    void whatWasSaidToBeKeptIsThereAfterAKillOfTheProcess() throws IOException, InterruptedException {
        Random random = new Random(8);
        List<UUID> promised = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            KilledStorageTest.class.getName(),
                            folder.toString(),
                            Integer.toString(kill)))
                    .redirectError(folder.resolve("errors.txt").toFile())
                    .start();
            int enough = 100 + random.nextInt(400);
            try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = told.readLine(); line != null; line = told.readLine()) {
                    promised.add(UUID.fromString(line));
                    if (--enough == 0) {
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            process.waitFor();
            assertThat(enough).isNotPositive();
            assertThat(kept()).containsAll(promised);
        }
    }

    private List<UUID> kept() {
        List<UUID> kept = new ArrayList<>();
        try (LocalDatabase database = LocalDatabase.keptIn(folder, UUID::randomUUID)) {
            for (int device = 0; device < DEVICES; device++) {
                database.open("device " + device).load().outbox().writes().stream()
                        .map(PendingWrite::requestId)
                        .forEach(kept::add);
            }
        }
        return kept;
    }

    /// Keeps edits as fast as it can, and says which are kept, until it is killed.
    ///
    /// @param arguments the folder, and a number that no earlier process had
    public static void main(String[] arguments) {
        LocalDatabase database = LocalDatabase.keptIn(Path.of(arguments[0]), UUID::randomUUID);
        List<ClientStorage> devices = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            devices.add(database.open("device " + device));
        }
        for (long number = 0; ; number++) {
            UUID requestId = new UUID(Long.parseLong(arguments[1]), number);
            PendingWrite write = write(requestId);
            devices.get((int) (number % DEVICES))
                    .save(List.of(new StorageChange.PutOverlay(write)), new ClientStorage.SaveOutcome() {
                        @Override
                        public void saved() {
                            System.out.println(requestId);
                        }

                        @Override
                        public void failed(String reason) {
                            throw new IllegalStateException(reason);
                        }
                    });
            if (number % 20 == 0) {
                devices.getFirst().load();
            }
        }
    }

    private static PendingWrite write(UUID requestId) {
        Event.Write made = new Event.Write(requestId, WriteKind.UPDATE, "Post", 1, Map.of("title", "kept"));
        return new PendingWrite(
                requestId,
                requestId,
                made.kind(),
                made.record(),
                made.id(),
                made.fields(),
                0,
                PendingWrite.State.QUEUED,
                0,
                0,
                null);
    }
}
