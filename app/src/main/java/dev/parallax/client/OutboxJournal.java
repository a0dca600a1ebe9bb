package dev.parallax.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Keeps an outbox in the device's storage: an overlay is there from when the edit is made until the server has
/// answered it, and is sent only once it is there. Confined to its client.
///
/// After a save that failed, storage and outbox differ in ways that are not worth tracking: the next change
/// writes all of the outbox anew.
final class OutboxJournal {
    private final EffectList effects;
    private final Supplier<OutboxState> state;
    private final Map<UUID, Long> unsaved = new HashMap<>();
    private final Set<Long> saves = new HashSet<>();
    private boolean behind;

    OutboxJournal(EffectList effects, Supplier<OutboxState> state) {
        this.effects = effects;
        this.state = state;
    }

    /// Whether the edit would survive the client.
    boolean isDurable(UUID requestId) {
        return !unsaved.containsKey(requestId);
    }

    /// An edit, or a decision about one, that must not be sent before it is kept: else the client might die and
    /// send it again as another.
    void toBeSent(PendingWrite write) {
        unsaved.put(write.requestId(), keep(new StorageChange.PutOverlay(write)));
    }

    void changed(PendingWrite write) {
        keep(new StorageChange.PutOverlay(write));
    }

    void answered(UUID requestId) {
        keep(new StorageChange.DropOverlay(requestId));
    }

    void gotRealId(long temporaryId, long realId) {
        keep(new StorageChange.PutRealId(temporaryId, realId));
    }

    void forgotRealId(long temporaryId) {
        keep(new StorageChange.DropRealId(temporaryId));
    }

    void saved(long save) {
        if (saves.remove(save)) {
            unsaved.values().removeIf(number -> number == save);
        }
    }

    /// @return the edits that are not kept
    Set<UUID> failed(long save) {
        Set<UUID> lost = new HashSet<>();
        if (saves.remove(save)) {
            behind = true;
            unsaved.forEach((requestId, number) -> {
                if (number == save) {
                    lost.add(requestId);
                }
            });
            unsaved.keySet().removeAll(lost);
        }
        return lost;
    }

    private long keep(StorageChange change) {
        if (behind) {
            behind = false;
            effects.keep(new StorageChange.ClearOverlays());
            OutboxState all = state.get();
            all.realIds().forEach((temporary, real) -> effects.keep(new StorageChange.PutRealId(temporary, real)));
            all.writes().stream()
                    .filter(write -> write.state() != PendingWrite.State.CONFIRMED)
                    .forEach(write -> effects.keep(new StorageChange.PutOverlay(write)));
        }
        long save = effects.keep(change);
        saves.add(save);
        return save;
    }
}
