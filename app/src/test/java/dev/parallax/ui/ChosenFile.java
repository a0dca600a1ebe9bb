package dev.parallax.ui;

import dev.parallax.ui.scenario.FileDialogs;
import java.nio.file.Path;
import java.util.Optional;

/// What a person would choose in the system's dialog.
final class ChosenFile implements FileDialogs {
    volatile Path file = Path.of("none");

    @Override
    public Optional<Path> open() {
        return Optional.of(file);
    }

    @Override
    public Optional<Path> save(String name) {
        return Optional.of(file);
    }
}
