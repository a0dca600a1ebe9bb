package dev.parallax.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.ClientStorage;
import dev.parallax.client.Kept;
import dev.parallax.client.LocalStorage;
import dev.parallax.client.MemoryStorage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.client.PendingWrite.State;
import dev.parallax.client.StorageChange;
import dev.parallax.client.WriteKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStorageTest {
    private static final RowShape SHAPE =
            new RowShape("Post", List.of("id", "title", "score", "open", "note", "updatedAt"), "id");

    enum Kind {
        MEMORY,
        TEMPORARY,
        KEPT
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasSaved(Kind kind) {
        try (LocalStorage storage = open(kind)) {
            ClientStorage device = storage.open("device");
            PendingWrite create = write(1, WriteKind.CREATE, -1, State.QUEUED, null);
            PendingWrite conflict =
                    write(2, WriteKind.UPDATE, 7, State.CONFLICT, new Conflict(row(7, "theirs", 90), "It changed."));
            save(
                    device,
                    new StorageChange.PutOverlay(create),
                    new StorageChange.PutOverlay(conflict),
                    new StorageChange.PutRealId(-3, 12),
                    new StorageChange.PutRows(List.of(row(7, "seven", 40), row(2, "two", 30))),
                    new StorageChange.PutValue("timestamp.Post", "40"));
            Kept kept = storage.open("device").load();
            assertThat(kept.outbox().writes()).containsExactly(create, conflict);
            assertThat(kept.outbox().realIds()).containsExactly(Map.entry(-3L, 12L));
            assertThat(kept.outbox().lastTemporaryId()).isEqualTo(-3);
            assertThat(kept.rows()).containsOnly(Map.entry("Post", List.of(row(2, "two", 30), row(7, "seven", 40))));
            assertThat(kept.values()).containsOnly(Map.entry("timestamp.Post", "40"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOverlayKeepsItsPlaceUntilItIsDropped(Kind kind) {
        try (LocalStorage storage = open(kind)) {
            ClientStorage device = storage.open("device");
            List<PendingWrite> writes = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                writes.add(write(number, WriteKind.UPDATE, -1, State.QUEUED, null));
                save(device, new StorageChange.PutOverlay(writes.getLast()));
            }
            PendingWrite moved = withId(writes.get(1), 50);
            save(
                    device,
                    new StorageChange.DropOverlay(writes.getFirst().requestId()),
                    new StorageChange.PutOverlay(moved));
            assertThat(device.load().outbox().writes()).containsExactly(moved, writes.get(2));
            save(device, new StorageChange.ClearOverlays());
            assertThat(device.load().outbox().writes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAndValuesGoAsTheyCame(Kind kind) {
        try (LocalStorage storage = open(kind)) {
            ClientStorage device = storage.open("device");
            save(
                    device,
                    new StorageChange.PutRows(List.of(row(1, "a", 1), row(2, "b", 2), row(3, "c", 3))),
                    new StorageChange.PutValue("cursor", "3"));
            save(
                    device,
                    new StorageChange.DropRows("Post", List.of(2L, 9L)),
                    new StorageChange.PutRows(List.of(row(1, "newer", 4))),
                    new StorageChange.DropValue("cursor"));
            assertThat(device.load().rows().get("Post")).containsExactly(row(1, "newer", 4), row(3, "c", 3));
            assertThat(device.load().values()).isEmpty();
            save(device, new StorageChange.ClearRows("Post"));
            assertThat(device.load().rows()).isEmpty();
            save(device, new StorageChange.PutRows(List.of(row(1, "a", 1))), new StorageChange.ClearAllRows());
            assertThat(device.load().rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void devicesKnowNothingOfEachOther(Kind kind) {
        try (LocalStorage storage = open(kind)) {
            ClientStorage one = storage.open("one");
            ClientStorage other = storage.open("other");
            save(one, new StorageChange.PutValue("name", "one"), new StorageChange.PutRows(List.of(row(1, "a", 1))));
            save(other, new StorageChange.ClearAllRows(), new StorageChange.PutValue("name", "other"));
            assertThat(one.load().values()).containsOnly(Map.entry("name", "one"));
            assertThat(one.load().rows()).isNotEmpty();
            assertThat(one.load().deviceId()).isNotEqualTo(other.load().deviceId());
            assertThat(storage.open("one").load().deviceId())
                    .isEqualTo(one.load().deviceId());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHadTheDeviceOpenBeforeCanSaveNothingMore(Kind kind) {
        try (LocalStorage storage = open(kind)) {
            ClientStorage before = storage.open("device");
            save(before, new StorageChange.PutValue("name", "before"));
            ClientStorage now = storage.open("device");
            assertThat(outcome(before, new StorageChange.PutValue("name", "late")))
                    .isEqualTo(ClientStorage.OPENED_AGAIN);
            assertThat(now.load().values()).containsOnly(Map.entry("name", "before"));
        }
    }

    @Test
    void whatIsKeptIsThereWhenTheDatabaseIsOpenedAgain() {
        UUID id;
        try (LocalStorage storage = open(Kind.KEPT)) {
            ClientStorage device = storage.open("device");
            save(device, new StorageChange.PutOverlay(write(1, WriteKind.DELETE, 3, State.QUEUED, null)));
            id = device.load().deviceId();
        }
        try (LocalStorage storage = open(Kind.KEPT)) {
            ClientStorage device = storage.open("device");
            PendingWrite later = write(2, WriteKind.UPDATE, 3, State.QUEUED, null);
            save(device, new StorageChange.PutOverlay(later));
            assertThat(device.load().deviceId()).isEqualTo(id);
            assertThat(device.load().outbox().writes())
                    .containsExactly(write(1, WriteKind.DELETE, 3, State.QUEUED, null), later);
        }
    }

    @Test
    void aSaveThatCannotBeDoneFailsAloneAndLeavesNothingBehind() {
        try (LocalStorage storage = open(Kind.TEMPORARY)) {
            ClientStorage device = storage.open("device");
            Row unfit = row(1, "no text", 1).with(Map.of("note", new StringBuilder("no value of any column")));
            List<CompletableFuture<String>> outcomes = new ArrayList<>();
            outcomes.add(ask(device, new StorageChange.PutValue("first", "1")));
            outcomes.add(
                    ask(device, new StorageChange.PutValue("second", "2"), new StorageChange.PutRows(List.of(unfit))));
            outcomes.add(ask(device, new StorageChange.PutValue("third", "3")));
            assertThat(outcomes.stream().map(CompletableFuture::join))
                    .containsExactly("saved", "its storage could not be written", "saved");
            assertThat(device.load().values()).containsOnlyKeys("first", "third");
        }
    }

    @Test
    void manyDevicesAtOnceEachFindTheirOwnSavesInOrder() throws InterruptedException {
        try (LocalStorage storage = open(Kind.TEMPORARY)) {
            List<Thread> clients = new ArrayList<>();
            List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
            for (int number = 0; number < 20; number++) {
                int seed = number;
                clients.add(Thread.ofVirtual()
                        .uncaughtExceptionHandler((thread, e) -> wrong.add(e))
                        .start(() -> {
                            Random random = new Random(seed);
                            Map<String, String> expected = new HashMap<>();
                            ClientStorage device = storage.open("device " + seed);
                            for (int step = 0; step < 50; step++) {
                                String name = "value " + random.nextInt(5);
                                expected.put(name, "" + step);
                                ask(device, new StorageChange.PutValue(name, "" + step));
                                if (random.nextInt(10) == 0) {
                                    device = storage.open("device " + seed);
                                    assertThat(device.load().values()).isEqualTo(expected);
                                }
                            }
                            assertThat(device.load().values()).isEqualTo(expected);
                        }));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(wrong).isEmpty();
        }
    }

    private LocalStorage open(Kind kind) {
        return switch (kind) {
            case MEMORY -> new MemoryStorage(UUID::randomUUID);
            case TEMPORARY -> LocalDatabase.temporary(UUID::randomUUID);
            case KEPT -> LocalDatabase.keptIn(folder.resolve("data"), UUID::randomUUID);
        };
    }

    private static void save(ClientStorage device, StorageChange... changes) {
        assertThat(outcome(device, changes)).isEqualTo("saved");
    }

    private static String outcome(ClientStorage device, StorageChange... changes) {
        return ask(device, changes).join();
    }

    private static CompletableFuture<String> ask(ClientStorage device, StorageChange... changes) {
        CompletableFuture<String> ended = new CompletableFuture<>();
        device.save(List.of(changes), new ClientStorage.SaveOutcome() {
            @Override
            public void saved() {
                ended.complete("saved");
            }

            @Override
            public void failed(String reason) {
                ended.complete(reason);
            }
        });
        return ended;
    }

    private static PendingWrite write(int number, WriteKind kind, long id, State state, @Nullable Conflict conflict) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("title", "Title \"" + number + "\"");
        fields.put("score", 2.0);
        fields.put("note", null);
        return new PendingWrite(
                new UUID(1, number), new UUID(2, number), kind, "Post", id, fields, 33, state, 0, 0, conflict);
    }

    private static PendingWrite withId(PendingWrite write, long id) {
        return new PendingWrite(
                write.requestId(),
                write.changeId(),
                write.kind(),
                write.record(),
                id,
                write.fields(),
                write.baseVersion(),
                write.state(),
                0,
                0,
                write.conflict());
    }

    private static Row row(long id, String title, long version) {
        List<@Nullable Object> values = new ArrayList<>(List.of(id, title, 1.5, true));
        values.add(null);
        values.add(version);
        return new Row(SHAPE, values);
    }
}
