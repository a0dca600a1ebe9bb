package dev.parallax.ui.preferences;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Preferences in one JSON file of strings. It is read once at the start and written after each change by the
/// executor handed in; a file that cannot be read or written costs the memory, never the run. One that makes no sense
/// is
/// kept beside its place.
public final class FilePreferences implements Preferences {
    /// Far more than there is to remember.
    private static final long BYTES_LIMIT = 1 << 20;

    private static final int KEPT_LIMIT = 20;
    private static final Logger LOG = LoggerFactory.getLogger(FilePreferences.class);

    private final Path file;
    private final Executor writer;
    private final Map<String, String> values = new TreeMap<>();
    private String problem = "";
    private boolean forgetting;

    private FilePreferences(Path file, Executor writer) {
        this.file = file;
        this.writer = writer;
    }

    /// @param writer runs the writes, one after the other
    public static FilePreferences open(Path file, Executor writer) {
        FilePreferences preferences = new FilePreferences(file, writer);
        preferences.read();
        return preferences;
    }

    /// Where the user's system keeps such files: `XDG_CONFIG_HOME` or `~/.config` on Linux, Application Support on
    /// macOS, `APPDATA` on Windows.
    ///
    /// @param environment of the process
    public static Path usualPlace(String osName, Path home, Map<String, String> environment) {
        Path folder;
        if (osName.startsWith("Windows")) {
            folder = folder(environment, "APPDATA", home.resolve("AppData/Roaming"));
        } else if (osName.startsWith("Mac")) {
            folder = home.resolve("Library/Application Support");
        } else {
            folder = folder(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        }
        return folder.resolve("parallax").resolve("preferences.json");
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, String value) {
        if (!forgetting && !value.equals(values.put(key, value))) {
            write();
        }
    }

    @Override
    public void clear() {
        values.clear();
        write();
    }

    @Override
    public void forget() {
        clear();
        forgetting = true;
    }

    @Override
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            if (Files.size(file) > BYTES_LIMIT) {
                throw new InvalidJsonException("it is larger than " + (BYTES_LIMIT >> 10) + " KiB");
            }
            ObjectNode stored = Json.parseObject(Files.readAllBytes(file));
            stored.properties().forEach(entry -> {
                if (entry.getValue().isString()) {
                    values.put(entry.getKey(), entry.getValue().stringValue());
                }
            });
        } catch (IOException | InvalidJsonException e) {
            LOG.info("The preferences could not be read, so the defaults are used: {}", e.getMessage());
            values.clear();
            problem = text("preferences.broken", file.getFileName(), String.valueOf(e.getMessage()), keepAside());
        }
    }

    /// @return the name under which the file is kept
    private String keepAside() {
        try {
            for (int number = 1; number <= KEPT_LIMIT; number++) {
                String name = file.getFileName() + ".broken" + (number == 1 ? "" : "." + number);
                Path aside = file.resolveSibling(name);
                if (!Files.exists(aside)) {
                    Files.move(file, aside);
                    return name;
                }
            }
        } catch (IOException e) {
            LOG.info("The preferences could not be kept aside: {}", e.getMessage());
        }
        // What cannot be kept is not written over either.
        forgetting = true;
        return String.valueOf(file.getFileName());
    }

    private void write() {
        String text = Json.text(Json.MAPPER.valueToTree(values));
        writer.execute(() -> {
            try {
                Files.createDirectories(file.getParent());
                Path fresh = file.resolveSibling(file.getFileName() + ".new");
                Files.writeString(fresh, text);
                replace(fresh);
            } catch (IOException e) {
                LOG.info("The preferences could not be saved: {}", e.getMessage());
            }
        });
    }

    /// A half-written file must never take the place of a whole one.
    private void replace(Path fresh) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? otherwise : Path.of(value);
    }
}
