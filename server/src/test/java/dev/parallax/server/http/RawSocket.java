package dev.parallax.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Bytes over TCP, for what no decent HTTP client would send. Confined to its test.
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final URI base;

    RawSocket(URI base) {
        this.base = base;
        try {
            this.socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // The server may have closed already: that is an answer too.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Everything until the server closes.
    String readToEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // A reset after the answer is an end as well.
        } catch (IOException e) {
            throw new AssertionError("the server did not close the connection", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Asks for an upgrade and reads the head of the answer.
    String upgrade(String path, String... headers) {
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        send(request.append("\r\n").toString());
        return readHead();
    }

    private String readHead() {
        StringBuilder head = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return head.toString();
                }
                head.append((char) next);
            }
        } catch (IOException e) {
            throw new AssertionError("no head came", e);
        }
        return head.toString();
    }

    /// A masked frame as clients send it.
    static byte[] frame(int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        byte[] masked = Arrays.copyOf(payload, payload.length);
        for (int index = 0; index < masked.length; index++) {
            masked[index] ^= MASK[index % MASK.length];
        }
        frame.writeBytes(masked);
        return frame.toByteArray();
    }

    static byte[] text(String text) {
        return frame(1, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The close code in what a server sent, or -1: its close frame stands last.
    int readCloseCode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // A reset after the frame is an end as well.
        } catch (IOException e) {
            throw new AssertionError("the server did not close the connection", e);
        }
        byte[] all = bytes.toByteArray();
        int position = 0;
        while (position + 4 <= all.length) {
            int opcode = all[position] & 0x0f;
            int length = all[position + 1] & 0x7f;
            int header = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (length == 126) {
                length = (all[position + 2] & 0xff) << 8 | (all[position + 3] & 0xff);
            }
            if (opcode == 8) {
                return (all[position + header] & 0xff) << 8 | (all[position + header + 1] & 0xff);
            }
            position += header + length;
        }
        return -1;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
