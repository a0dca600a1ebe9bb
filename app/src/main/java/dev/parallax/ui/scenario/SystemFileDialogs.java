package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import java.io.File;
import java.nio.file.Path;
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
        return path(chooser().showOpenDialog(owner.get()));
    }

    @Override
    public Optional<Path> save(String name) {
        FileChooser chooser = chooser();
        chooser.setInitialFileName(name);
        return path(chooser.showSaveDialog(owner.get()));
    }

    private static FileChooser chooser() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text("scenario.files"));
        chooser.getExtensionFilters().add(new ExtensionFilter(text("scenario.files"), "*.yaml", "*.yml"));
        return chooser;
    }

    private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
