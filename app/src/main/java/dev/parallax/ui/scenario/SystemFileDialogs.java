package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The system's own dialogs. FX thread only.
public final class SystemFileDialogs implements FileDialogs {
    private final Supplier<@Nullable Window> owner;

    public SystemFileDialogs(Supplier<@Nullable Window> owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> open() {
        return open(scenarios());
    }

    @Override
    public Optional<Path> save(String name) {
        return save(scenarios(), name);
    }

    @Override
    public Optional<Path> open(FileKind kind) {
        return path(chooser(kind).showOpenDialog(owner.get()));
    }

    @Override
    public Optional<Path> save(FileKind kind, String name) {
        FileChooser chooser = chooser(kind);
        chooser.setInitialFileName(name);
        return path(chooser.showSaveDialog(owner.get()));
    }

    private static FileKind scenarios() {
        return new FileKind(text("scenario.files"), List.of("*.yaml", "*.yml"));
    }

    private static FileChooser chooser(FileKind kind) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(kind.title());
        chooser.getExtensionFilters().add(new ExtensionFilter(kind.title(), kind.patterns()));
        return chooser;
    }

    private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
