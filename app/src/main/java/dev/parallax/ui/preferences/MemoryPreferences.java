package dev.parallax.ui.preferences;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Preferences that last as long as this object.
public final class MemoryPreferences implements Preferences {
    private final Map<String, String> values = new HashMap<>();
    private boolean forgetting;

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, String value) {
        if (!forgetting) {
            values.put(key, value);
        }
    }

    @Override
    public void clear() {
        values.clear();
    }

    @Override
    public void forget() {
        clear();
        forgetting = true;
    }
}
