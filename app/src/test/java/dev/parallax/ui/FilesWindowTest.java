package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.bundle.Job;
import dev.parallax.bundle.RecordingReader;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.client.Dialect;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.recording.Participant;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.ZoomLevel;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.wire.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What can be taken out of the window as files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesWindowTest {
    private static final int CLIENTS = 8;

    private final ChosenFile chosen = new ChosenFile();
    private OpenPlayground opened;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        MemoryPreferences preferences = new MemoryPreferences();
        preferences.put("view", "matrix");
        opened = new OpenPlayground(preferences, Arrays.asList(Dialect.values()), CLIENTS, chosen);
        opened.resize(ThemeChoice.DARK, 1280, 800);
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    @Test
    void thePictureShowsAllCardsInTheCurrentThemeAtOnceAndTwiceTheSize() throws IOException {
        assertThat(picture(Action.EXPORT_PICTURE, "unseen.png").getWidth())
                .as("the cards had no place yet")
                .isGreaterThan(400);
        FxThread.run(() -> opened.window.actions().perform(Action.VIEW_CARDS));
        eventually(() -> FxThread.call(() -> opened.window.tableau().getWidth()) > 0);
        FxThread.run(() -> opened.window.tableau().zoomProperty().set(ZoomLevel.LARGE));
        double width = FxThread.call(() -> opened.window.tableau().getWidth());

        BufferedImage once = picture(Action.EXPORT_PICTURE, "once.png");
        BufferedImage twice = picture(Action.EXPORT_PICTURE_LARGE, "twice.png");
        FxThread.run(() -> opened.window.tableau().zoomToFit());

        assertThat(once.getWidth()).isEqualTo((int) Math.round(width));
        assertThat(twice.getWidth()).isEqualTo((int) Math.round(2 * width));
        assertThat(once.getHeight()).as("more than fits into the window").isGreaterThan(800);
        assertThat(twice.getHeight() - 2.0 * once.getHeight()).isBetween(-40.0, 40.0);
        assertThat(once.getRGB(once.getWidth() - 2, 2) & 0xFF)
                .as("dark background")
                .isLessThan(0x40);
        assertThat(colours(once)).isGreaterThan(20);
    }

    @Test
    void theRecordingHoldsWhatEveryClientHolds() throws IOException {
        perform(Action.EXPORT_RECORDING, "recording.jsonl");

        Recorded read;
        try (InputStream in = Files.newInputStream(chosen.file)) {
            read = RecordingReader.read("recording.jsonl", in, new Job("x"));
        }
        assertThat(read.broken()).isNull();
        assertThat(read.policies())
                .hasSize(1)
                .first()
                .satisfies(policy -> assertThat(policy.source())
                        .isEqualTo(opened.world.schema().source()));
        assertThat(read.participants()).extracting(Participant::dialect).contains("cursor", "changelog");
        Map<Integer, ReplicaSnapshot> last = read.recording().at(Long.MAX_VALUE - 1);
        opened.world
                .clients()
                .forEach(client -> assertThat(Objects.requireNonNull(last.get(client.number()))
                                .tables())
                        .containsOnlyKeys(client.snapshot().tables().keySet()));
        assertThat(Objects.requireNonNull(last.get(1)).table("Post").shown())
                .isEqualTo(opened.world
                        .clients()
                        .getFirst()
                        .snapshot()
                        .table("Post")
                        .shown());
    }

    @Test
    void theChangeLogIsOneJsonDocument() throws IOException {
        perform(Action.EXPORT_LOG, "changes.json");

        var document = Json.parseObject(Files.readAllBytes(chosen.file));
        assertThat(document.path("type").stringValue()).isEqualTo("parallax-log");
        assertThat(document.path("entries"))
                .hasSize(opened.world.archive().changes(0, 10_000).size());
        assertThat(document.path("entries").get(0).path("op").stringValue()).isEqualTo("insert");
    }

    @Test
    void figuresAreALineASecond() throws IOException {
        eventually(() -> opened.world.metrics().size() >= 2);

        perform(Action.EXPORT_METRICS, "metrics.csv");

        List<String> lines = Files.readAllLines(chosen.file);
        assertThat(lines.getFirst()).startsWith("time (UTC),interval (s)");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        FxThread.run(() -> opened.window.strips().dismiss());
        chosen.file = folder.resolve("no such folder/changes.json");

        FxThread.run(() -> opened.window.actions().perform(Action.EXPORT_LOG));

        eventually(() -> notice().contains("there is no such file or folder"));
    }

    private BufferedImage picture(Action action, String name) throws IOException {
        perform(action, name);
        return ImageIO.read(chosen.file.toFile());
    }

    private void perform(Action action, String name) {
        FxThread.run(() -> opened.window.strips().dismiss());
        chosen.file = folder.resolve(name);
        FxThread.run(() -> opened.window.actions().perform(action));
        eventually(() -> notice().contains(name));
        assertThat(notice()).contains("saved as");
    }

    private String notice() {
        Node strip = FxThread.call(() -> opened.stage.getScene().lookup("#notice"));
        return strip == null || strip.getAccessibleText() == null ? "" : strip.getAccessibleText();
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
