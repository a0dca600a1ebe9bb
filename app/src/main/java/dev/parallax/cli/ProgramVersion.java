package dev.parallax.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The program's version, as the build wrote it down.
final class ProgramVersion implements IVersionProvider {
    private static final String RESOURCE = "/dev/parallax/cli/version.properties";

    /// Such as `0.1.0`.
    static String text() {
        Properties properties = new Properties();
        try (InputStream bytes = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
            if (bytes != null) {
                properties.load(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program's version cannot be read", e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Parallax " + text(), "Java " + Runtime.version()};
    }
}
