package dev.parallax.ui.export;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.ChangeLogFile;
import dev.parallax.bundle.Job;
import dev.parallax.bundle.MetricsCsv;
import dev.parallax.bundle.RecordingFile;
import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.recording.MetricSample;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.paint.PngFile;
import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.FileKind;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.TableauPicture;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes parts of what the window shows out into files. FX thread only; files are written in the background.
public final class Exports {
    private static final double LARGE = 2;

    private final World world;
    private final TableauView tableau;
    private final FileDialogs dialogs;
    private final StripStack strips;
    private final Jobs jobs;

    public Exports(World world, TableauView tableau, FileDialogs dialogs, StripStack strips, Jobs jobs) {
        this.world = world;
        this.tableau = tableau;
        this.dialogs = dialogs;
        this.strips = strips;
        this.jobs = jobs;
    }

    /// Says what the actions of the files menu do.
    public void bind(Actions actions) {
        actions.on(Action.EXPORT_PICTURE, () -> picture(1));
        actions.on(Action.EXPORT_PICTURE_LARGE, () -> picture(LARGE));
        actions.on(Action.EXPORT_RECORDING, this::recording);
        actions.on(Action.EXPORT_METRICS, this::metrics);
        actions.on(Action.EXPORT_LOG, this::log);
    }

    /// All cards, as they are when the file is chosen.
    private void picture(double scale) {
        dialogs.save(new FileKind(text("files.picture"), List.of("*.png")), "tableau.png")
                .ifPresent(file -> {
                    TableauPicture picture = tableau.picture(scale);
                    jobs.save(
                            text("files.picture.size", picture.width(), picture.height()),
                            file,
                            (out, job) -> write(picture, out, job));
                });
    }

    /// Only the painting of a band is for the FX thread, so that the window goes on between two of them.
    private void write(TableauPicture picture, OutputStream out, Job job) throws IOException {
        job.expect(picture.bands());
        picture.prepare();
        AtomicInteger next = new AtomicInteger();
        PngFile.write(
                picture.width(),
                picture.height(),
                () -> {
                    Surface band = jobs.onWindow(() -> picture.band(next.getAndIncrement()));
                    job.step();
                    return band;
                },
                out);
    }

    private void recording() {
        dialogs.save(new FileKind(text("files.recording"), List.of("*.jsonl")), "recording.jsonl")
                .ifPresent(file -> jobs.save(
                        text("files.recording"),
                        file,
                        (out, job) -> RecordingFile.write(world.recording(), policies(world), out, job)));
    }

    private void metrics() {
        List<MetricSample> samples = world.metrics();
        if (samples.isEmpty()) {
            strips.show(Notice.info(text("files.metrics.none")));
            return;
        }
        dialogs.save(new FileKind(text("files.metrics"), List.of("*.csv")), "metrics.csv")
                .ifPresent(file -> jobs.save(
                        text("files.metrics"), file, (out, job) -> MetricsCsv.write(world.metrics(), out, job)));
    }

    private void log() {
        dialogs.save(new FileKind(text("files.log"), List.of("*.json")), "changes.json")
                .ifPresent(file -> jobs.save(
                        text("files.log"), file, (out, job) -> ChangeLogFile.write(world.archive()::log, out, job)));
    }

    static List<Policy> policies(World world) {
        return world.schemas().entries().stream()
                .map(entry -> new Policy(entry.version(), entry.schema().source()))
                .toList();
    }
}
