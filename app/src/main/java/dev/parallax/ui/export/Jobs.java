package dev.parallax.ui.export;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.FormatException;
import dev.parallax.bundle.Job;
import dev.parallax.bundle.WholeFile;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what takes a while with files, one thing at a time, in the background; what comes of it shows as a strip. FX
/// thread only.
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final StripStack strips;
    private final Background background;
    private final JobBar bar;

    public Jobs(StripStack strips, Background background, JobBar bar) {
        this.strips = strips;
        this.background = background;
        this.bar = bar;
    }

    /// What is done in the background.
    @FunctionalInterface
    interface Work<T> {
        T run(Job job) throws IOException;
    }

    /// Writes a file whole or not at all, and says so.
    ///
    /// @param what a phrase for the person
    void save(String what, Path file, Writing writing) {
        run(
                what,
                file,
                job -> {
                    WholeFile.write(file, out -> writing.write(out, job));
                    return file;
                },
                done -> strips.show(new Notice(Kind.DONE, text("files.saved", what, done.toString()), List.of())),
                text("files.unwritable", name(file)));
    }

    /// Writes the content of a file.
    @FunctionalInterface
    interface Writing {
        void write(OutputStream out, Job job) throws IOException;
    }

    /// Reads a file; what is wrong with it shows as a strip.
    ///
    /// @param done called on the FX thread
    <T> void open(String what, Path file, Work<T> work, Consumer<T> done) {
        run(what, file, work, done, text("files.unreadable", name(file)));
    }

    /// What the FX thread makes of it, between two frames. Blocks, so only for what runs in the background.
    <T> T onWindow(Supplier<T> work) {
        CompletableFuture<T> made = new CompletableFuture<>();
        background.mailbox().post(() -> {
            try {
                made.complete(work.get());
            } catch (RuntimeException | Error e) {
                made.completeExceptionally(e);
            }
        });
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    static String name(Path file) {
        return file.getFileName() == null ? file.toString() : file.getFileName().toString();
    }

    private <T> void run(String what, Path file, Work<T> work, Consumer<T> done, String otherwise) {
        if (bar.isBusy()) {
            strips.show(Notice.info(text("job.busy")));
            return;
        }
        Job job = new Job(what);
        bar.begin(job);
        background.run(() -> {
            Runnable end;
            try {
                T result = work.run(job);
                end = () -> done.accept(result);
            } catch (CancellationException e) {
                end = () -> strips.show(Notice.info(text("job.cancelled", what)));
            } catch (FormatException e) {
                end = denied(String.valueOf(e.getMessage()));
            } catch (NoSuchFileException e) {
                end = denied(text("files.nofolder", name(file)));
            } catch (AccessDeniedException e) {
                end = denied(text("files.forbidden", name(file)));
            } catch (IOException e) {
                LOG.debug("A file could not be read or written", e);
                end = denied(otherwise);
            } catch (OutOfMemoryError e) {
                LOG.warn("A file was too large", e);
                end = denied(text("files.toolarge", name(file)));
            } catch (RuntimeException | Error e) {
                // Whatever it is: the bar ends, else every later job would wait for this one.
                LOG.warn("A file could not be read or written", e);
                end = denied(otherwise);
            }
            Runnable last = end;
            background.mailbox().post(() -> {
                bar.end();
                last.run();
            });
        });
    }

    private Runnable denied(String sentence) {
        return () -> strips.show(new Notice(Kind.DENIED, sentence, List.of()));
    }
}
