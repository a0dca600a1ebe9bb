package dev.parallax.ui.export;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.BundleWriter;
import dev.parallax.bundle.FormatException;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.SavedFile;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.FileKind;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.OpenedFile;
import dev.parallax.ui.world.World;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;

/// Saves whole worlds, and opens worlds and recordings: from the menu, or when they are dropped on the window. FX
/// thread
/// only; files are read and worlds started in the background.
public final class WorldFiles {
    private final World world;
    private final FileDialogs dialogs;
    private final StripStack strips;
    private final Jobs jobs;
    private final Theatre theatre;

    public WorldFiles(World world, FileDialogs dialogs, StripStack strips, Jobs jobs, Theatre theatre) {
        this.world = world;
        this.dialogs = dialogs;
        this.strips = strips;
        this.jobs = jobs;
        this.theatre = theatre;
    }

    public void bind(Actions actions) {
        actions.on(Action.SAVE_WORLD, this::save);
        actions.on(Action.OPEN_FILE, this::choose);
    }

    /// Opens what is dropped on `place`.
    public void acceptDrops(Node place) {
        place.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        place.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            if (event.getDragboard().hasFiles()) {
                event.setDropCompleted(dropped(event.getDragboard().getFiles()));
                event.consume();
            }
        });
    }

    /// @return false if there is nothing to open among them
    private boolean dropped(List<File> files) {
        if (files.size() != 1) {
            strips.show(Notice.info(text("files.one")));
            return false;
        }
        open(files.getFirst().toPath());
        return true;
    }

    private void save() {
        List<String> pinned = world.watch().pins().stream()
                .map(pin -> pin.expectation().text())
                .toList();
        dialogs.save(new FileKind(text("files.world.kind"), List.of("*.parallax")), "world.parallax")
                .ifPresent(file -> jobs.save(
                        text("files.world.saved"),
                        file,
                        (out, job) -> BundleWriter.write(world.pack(pinned, job), out, job)));
    }

    private void choose() {
        dialogs.open(new FileKind(text("files.open.kind"), List.of("*.parallax", "*.jsonl")))
                .ifPresent(this::open);
    }

    /// Opens a world or a recording in place of what is shown.
    public void open(Path file) {
        jobs.open(
                text("files.opening", Jobs.name(file)),
                file,
                job -> switch (SavedFile.read(file, job)) {
                    case SavedFile.OfWorld(WorldBundle bundle) -> new Found(started(file, bundle), null);
                    case SavedFile.OfRecording(Recorded recorded) ->
                        recorded.broken() == null
                                ? new Found(OpenedFile.recording(Jobs.name(file), recorded), null)
                                : new Found(null, recorded);
                },
                found -> {
                    if (found.world() != null) {
                        theatre.visit(found.world());
                    } else if (found.damaged() != null) {
                        offer(file, found.damaged());
                    }
                });
    }

    /// A world that was started, or a recording that is damaged.
    private record Found(
            @Nullable LiveWorld world, @Nullable Recorded damaged) {}

    private static LiveWorld started(Path file, WorldBundle bundle) throws FormatException {
        return OpenedFile.world(Jobs.name(file), bundle);
    }

    /// What stands before the damage can be looked at.
    private void offer(Path file, Recorded damaged) {
        FormatException broken = damaged.broken();
        String sentence = broken == null ? "" : String.valueOf(broken.getMessage());
        int whole = damaged.states().size();
        List<Offer> offers = whole == 0
                ? List.of()
                : List.of(new Offer(
                        text("files.open.part", whole),
                        () -> jobs.open(
                                text("files.opening", Jobs.name(file)),
                                file,
                                job -> OpenedFile.recording(Jobs.name(file), damaged.whole()),
                                theatre::visit)));
        strips.show(new Notice(offers.isEmpty() ? Kind.DENIED : Kind.QUESTION, sentence, offers));
    }
}
