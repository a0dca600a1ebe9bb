package dev.parallax.scenario.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text of a scenario file, of which no more is read than one may hold. Stateless.
public final class ScenarioText {
    private static final int BYTES_PER_CHARACTER_MAX = 4;

    private ScenarioText() {}

    /// A file that is too large gives its beginning, which [ScenarioReader] refuses for its length.
    ///
    /// @throws CharacterCodingException if it is not UTF-8
    public static String read(Path file) throws IOException {
        int most = BYTES_PER_CHARACTER_MAX * (YamlReader.CHARACTERS_LIMIT + 1);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most);
        }
        if (bytes.length == most) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
