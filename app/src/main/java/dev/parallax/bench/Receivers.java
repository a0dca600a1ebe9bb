package dev.parallax.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// Many WebSocket connections that count the text messages they receive and look no further. One thread reads
/// them all, so that the receiving side costs as little as it can and the same for every server that is
/// measured. Thread-safe.
final class Receivers implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int OPCODE_TEXT = 1;
    private static final String HANDSHAKE_END = "\r\n\r\n";

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Thread reader;
    private volatile boolean closed;

    private Receivers(Selector selector) {
        this.selector = selector;
        this.reader = Thread.ofPlatform().name("bench-receivers").daemon().unstarted(this::read);
    }

    /// Opens `targets`, one connection each, and starts to count.
    ///
    /// @throws IOException if a server refuses a connection or its upgrade
    static Receivers connect(List<URI> targets) throws IOException {
        Receivers receivers = new Receivers(Selector.open());
        try {
            for (URI target : targets) {
                receivers.open(target);
            }
        } catch (IOException e) {
            receivers.close();
            throw e;
        }
        receivers.reader.start();
        return receivers;
    }

    /// Text messages received so far, on all connections.
    long messages() {
        return messages.sum();
    }

    /// Payload bytes of those messages.
    long bytes() {
        return bytes.sum();
    }

    /// Waits until `count` messages have come in all.
    void await(long count, long secondsMax) throws TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        synchronized (messages) {
            while (messages() < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new TimeoutException(
                            "only " + messages() + " of " + count + " messages came within " + secondsMax + " seconds");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(messages, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new TimeoutException("interrupted");
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        for (SocketChannel channel : channels) {
            closeQuietly(channel);
        }
        closeQuietly(selector);
    }

    private void open(URI target) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        channels.add(channel);
        String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + target.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: cGFyYWxsYXgtYmVuY2gxMg==" + HANDSHAKE_END;
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        Frames frames = new Frames();
        ByteBuffer rest = readHandshake(channel);
        frames.accept(rest);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, frames);
    }

    /// Reads the answer to the upgrade and returns what came behind it.
    private static ByteBuffer readHandshake(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        while (true) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the server closed the connection in its handshake");
            }
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf(HANDSHAKE_END);
            if (end >= 0) {
                if (!text.startsWith("HTTP/1.1 101")) {
                    throw new IOException("the server refused the upgrade: "
                            + text.lines().findFirst().orElse(""));
                }
                return buffer.flip().position(end + HANDSHAKE_END.length());
            }
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (!closed) {
                selector.select(key -> drain(key, buffer));
                synchronized (messages) {
                    messages.notifyAll();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                throw new IllegalStateException("a receiver failed", e);
            }
        }
    }

    private void drain(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                key.cancel();
                return;
            }
            ((Frames) key.attachment()).accept(buffer.flip());
        } catch (IOException e) {
            key.cancel();
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closing is all that is left to do with it.
        }
    }

    /// Splits one connection's bytes into frames. Servers do not mask. Source: RFC 6455, section 5.2. Confined
    /// to the reader.
    private final class Frames {
        private final byte[] header = new byte[10];
        private int headerLength;
        private long payloadLeft;

        void accept(ByteBuffer input) {
            while (input.hasRemaining()) {
                if (payloadLeft > 0) {
                    int step = (int) Math.min(payloadLeft, input.remaining());
                    input.position(input.position() + step);
                    payloadLeft -= step;
                } else {
                    header[headerLength++] = input.get();
                    startPayload();
                }
            }
        }

        private void startPayload() {
            if (headerLength < 2) {
                return;
            }
            int shortLength = header[1] & 0x7f;
            int extra = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
            if (headerLength < 2 + extra) {
                return;
            }
            long length = shortLength;
            if (extra > 0) {
                length = 0;
                for (int index = 2; index < 2 + extra; index++) {
                    length = length << 8 | (header[index] & 0xff);
                }
            }
            headerLength = 0;
            payloadLeft = length;
            if ((header[0] & 0x0f) == OPCODE_TEXT) {
                messages.increment();
                bytes.add(length);
            }
        }
    }
}
