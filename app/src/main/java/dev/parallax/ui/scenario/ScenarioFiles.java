package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.WholeFile;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.file.ScenarioError;
import dev.parallax.scenario.file.ScenarioException;
import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.file.ScenarioText;
import dev.parallax.scenario.file.ScenarioWriter;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.World;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Opens and saves scenario files in the background. What is wrong with one shows as a strip with its
/// line and column. FX thread only.
public final class ScenarioFiles {
    private final FileDialogs dialogs;
    private final StripStack strips;
    private final Background background;
    private final Theatre theatre;

    public ScenarioFiles(FileDialogs dialogs, StripStack strips, Background background, Theatre theatre) {
        this.dialogs = dialogs;
        this.strips = strips;
        this.background = background;
        this.theatre = theatre;
    }

    /// Lets the person choose a file, and plays it.
    public void open() {
        dialogs.open().ifPresent(file -> background.run(() -> read(file)));
    }

    /// Lets the person choose where what was done in `world` since it began goes; says so if that cannot be saved.
    public void save(World world) {
        Recorder recorder = world.recorder().orElse(null);
        if (recorder == null) {
            strips.show(Notice.info(text("scenario.not.recorded")));
        } else if (recorder.isFull()) {
            strips.show(Notice.info(text("scenario.full", Scenario.STEPS_LIMIT)));
        } else if (recorder.size() == 0) {
            strips.show(Notice.info(text("scenario.nothing")));
        } else {
            Scenario done = recorder.scenario(text("scenario.recorded.name"), text("scenario.recorded.teaches"));
            String yaml = ScenarioWriter.write(done);
            dialogs.save("recorded.yaml").ifPresent(file -> background.run(() -> write(file, yaml)));
        }
    }

    private void read(Path file) {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        try {
            Scenario scenario = ScenarioReader.read(name, ScenarioText.read(file));
            background.mailbox().post(() -> theatre.play(scenario));
        } catch (ScenarioException e) {
            tell(Kind.DENIED, sentence(name, e.errors()));
        } catch (CharacterCodingException e) {
            tell(Kind.DENIED, text("scenario.not.text", name));
        } catch (IOException e) {
            tell(Kind.DENIED, text("scenario.unreadable", name));
        }
    }

    private void write(Path file, String text) {
        try {
            WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            tell(Kind.DONE, text("scenario.saved", file.toString()));
        } catch (IOException e) {
            tell(Kind.DENIED, text("scenario.unwritable", file.toString()));
        }
    }

    private static String sentence(String name, List<ScenarioError> errors) {
        String first = errors.getFirst().format(name);
        return errors.size() == 1 ? first : text("scenario.errors", first, errors.size() - 1);
    }

    private void tell(Kind kind, String sentence) {
        background.mailbox().post(() -> strips.show(new Notice(kind, sentence, List.of())));
    }
}
