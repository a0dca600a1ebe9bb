package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.bundle.WholeFile;
import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaError;
import dev.parallax.language.SchemaLanguage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes policies as files. Blocks; never on the FX thread. Stateless.
final class PolicyFile {
    private PolicyFile() {}

    /// What a file holds.
    sealed interface Content {
        /// A schema.
        record Good(String source) implements Content {}

        /// A text with errors.
        ///
        /// @param sentence names the file, line and column of the first, and how many there are
        record WithErrors(String source, String sentence) implements Content {}

        /// Nothing that can be read.
        record Unreadable(String sentence) implements Content {}
    }

    static Content read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > SchemaLanguage.SOURCE_BYTES_LIMIT) {
                return new Content.Unreadable(
                        text("policy.file.large", name, SchemaLanguage.SOURCE_BYTES_LIMIT / 1024));
            }
            String source = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return switch (SchemaLanguage.parse(name, source)) {
                case ParseResult.Parsed ignored -> new Content.Good(source);
                case ParseResult.Rejected rejected -> {
                    SchemaError first = rejected.errors().getFirst();
                    yield new Content.WithErrors(
                            source,
                            text(
                                    "policy.file.errors",
                                    name,
                                    rejected.errors().size(),
                                    first.range().line(),
                                    first.range().column(),
                                    first.sentence()));
                }
            };
        } catch (CharacterCodingException e) {
            return new Content.Unreadable(text("policy.file.encoding", name));
        } catch (IOException e) {
            return new Content.Unreadable(text("policy.file.unreadable", name));
        }
    }

    /// @return what was done or could not be done, in a sentence
    static String write(Path file, String source) {
        String name = String.valueOf(file.getFileName());
        try {
            WholeFile.write(file, out -> out.write(source.getBytes(StandardCharsets.UTF_8)));
            return text("policy.file.saved", name);
        } catch (IOException e) {
            return text("policy.file.unwritable", name);
        }
    }
}
