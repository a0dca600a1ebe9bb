package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/// Devices that keep everything in memory: it outlives a client, not the process. Thread-safe.
public final class MemoryStorage implements LocalStorage {
    private final Supplier<UUID> ids;
    private final Map<String, Device> devices = new HashMap<>();

    /// @param ids gives each new device its id
    public MemoryStorage(Supplier<UUID> ids) {
        this.ids = ids;
    }

    @Override
    public synchronized ClientStorage open(String device) {
        return new Handle(devices.computeIfAbsent(device, name -> new Device(ids.get())));
    }

    @Override
    public synchronized Kept look(String device) {
        Device looked = devices.computeIfAbsent(device, name -> new Device(ids.get()));
        synchronized (looked) {
            return looked.kept();
        }
    }

    @Override
    public void close() {}

    /// What one device keeps. Guarded by itself.
    private static final class Device {
        private final UUID deviceId;
        private final Map<UUID, PendingWrite> overlays = new LinkedHashMap<>();
        private final Map<Long, Long> realIds = new LinkedHashMap<>();
        private final Map<String, TreeMap<Long, Row>> rows = new HashMap<>();
        private final Map<String, String> values = new HashMap<>();
        private int opened;

        private Device(UUID deviceId) {
            this.deviceId = deviceId;
        }

        private Kept kept() {
            Map<String, List<Row>> lists = new HashMap<>();
            rows.forEach((record, byId) -> lists.put(record, List.copyOf(byId.values())));
            return new Kept(deviceId, OutboxState.of(List.copyOf(overlays.values()), realIds), lists, values);
        }

        private void apply(StorageChange change) {
            switch (change) {
                case StorageChange.PutOverlay put -> overlays.put(put.write().requestId(), put.write());
                case StorageChange.DropOverlay drop -> overlays.remove(drop.requestId());
                case StorageChange.ClearOverlays ignored -> overlays.clear();
                case StorageChange.PutRealId put -> realIds.put(put.temporaryId(), put.realId());
                case StorageChange.DropRealId drop -> realIds.remove(drop.temporaryId());
                case StorageChange.PutRows put ->
                    put.rows()
                            .forEach(row -> rows.computeIfAbsent(row.record(), record -> new TreeMap<>())
                                    .put(row.id(), row));
                case StorageChange.DropRows drop -> {
                    TreeMap<Long, Row> held = rows.get(drop.record());
                    if (held != null) {
                        drop.ids().forEach(held::remove);
                    }
                }
                case StorageChange.ClearRows clear -> rows.remove(clear.record());
                case StorageChange.ClearAllRows ignored -> rows.clear();
                case StorageChange.PutValue put -> values.put(put.name(), put.value());
                case StorageChange.DropValue drop -> values.remove(drop.name());
            }
        }
    }

    private static final class Handle implements ClientStorage {
        private final Device device;
        private final int turn;

        private Handle(Device device) {
            this.device = device;
            synchronized (device) {
                this.turn = ++device.opened;
            }
        }

        @Override
        public Kept load() {
            synchronized (device) {
                return device.kept();
            }
        }

        @Override
        public void save(List<StorageChange> changes, SaveOutcome outcome) {
            boolean mine;
            synchronized (device) {
                mine = turn == device.opened;
                if (mine) {
                    changes.forEach(device::apply);
                }
            }
            if (mine) {
                outcome.saved();
            } else {
                outcome.failed(ClientStorage.OPENED_AGAIN);
            }
        }
    }
}
