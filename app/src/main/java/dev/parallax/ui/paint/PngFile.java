package dev.parallax.ui.paint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes a [Surface] as a PNG file of 8-bit RGB, row filter "Up". Source: ISO/IEC 15948 (the PNG specification).
public final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int FILTER_UP = 2;

    private PngFile() {}

    /// Writes the picture, replacing a file that is there; missing folders are made.
    public static void write(Surface picture, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            write(picture, out);
        }
    }

    /// A picture in bands from the top, of which only one is in memory.
    @FunctionalInterface
    public interface Bands {
        /// The next one, as wide as the picture.
        Surface next() throws IOException;
    }

    /// Writes the picture; `out` stays open.
    public static void write(Surface picture, OutputStream out) throws IOException {
        write(picture.width(), picture.height(), () -> picture, out);
    }

    /// Writes a picture of this size; `out` stays open.
    public static void write(int width, int height, Bands bands, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.write(SIGNATURE);
        chunk(data, "IHDR", header(width, height));
        chunk(data, "IDAT", pixels(width, height, bands));
        chunk(data, "IEND", new byte[0]);
        data.flush();
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(width);
        data.writeInt(height);
        // Eight bits, RGB, deflate, adaptive filters, not interlaced.
        data.write(new byte[] {8, 2, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] pixels(int width, int height, Bands bands) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            byte[] above = new byte[width * 3];
            byte[] row = new byte[width * 3];
            byte[] filtered = new byte[width * 3 + 1];
            filtered[0] = FILTER_UP;
            Surface band = bands.next();
            int top = 0;
            for (int y = 0; y < height; y++) {
                if (y == top + band.height()) {
                    top = y;
                    band = bands.next();
                }
                for (int x = 0; x < width; x++) {
                    int argb = band.pixel(x, y - top);
                    row[3 * x] = (byte) (argb >> 16);
                    row[3 * x + 1] = (byte) (argb >> 8);
                    row[3 * x + 2] = (byte) argb;
                }
                for (int index = 0; index < row.length; index++) {
                    filtered[index + 1] = (byte) (row[index] - above[index]);
                }
                out.write(filtered);
                byte[] reused = above;
                above = row;
                row = reused;
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }
}
