package dev.parallax.scenario;

import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.plan.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The scenarios that come along, in the order in which they are best read. Stateless and thread-safe.
public final class Gallery {
    private static final List<String> NAMES = List.of(
            "publishing-a-draft",
            "role-change",
            "workspace-membership",
            "handing-over",
            "offline-edit",
            "rejected-merge",
            "flaky-network",
            "thundering-herd",
            "expired-session",
            "corrupted-cache",
            "batches-and-deltas",
            "five-dialects");

    private Gallery() {}

    /// By which [#source] and [#scenario] find them.
    public static List<String> names() {
        return NAMES;
    }

    /// The file's text.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public static String source(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no scenario `" + name + "` in the gallery");
        }
        String file = "gallery/" + name + ".yaml";
        try (InputStream stream = Objects.requireNonNull(Gallery.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// See [#source].
    public static Scenario scenario(String name) {
        return ScenarioReader.read(name + ".yaml", source(name));
    }
}
