package dev.parallax.ui.scenario;

import java.nio.file.Path;
import java.util.Optional;

/// Asks a person for a file. FX thread only; returns when the person has chosen.
public interface FileDialogs {
    /// A file to open; empty if the person thought better of it.
    default Optional<Path> open(FileKind kind) {
        return open();
    }

    /// Where to save a file.
    ///
    /// @param name that is offered
    default Optional<Path> save(FileKind kind, String name) {
        return save(name);
    }

    /// A scenario to open; empty if the person thought better of it.
    Optional<Path> open();

    /// Where to save a scenario.
    ///
    /// @param name that is offered
    Optional<Path> save(String name);
}
