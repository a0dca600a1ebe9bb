package dev.parallax.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// The way out of a stream over plain HTTP. Writing waits for a client that does not take what it is sent, and that
/// is the back-pressure: one thread writes, in small pieces; others may look how long it has waited, and cut.
///
/// Jetty's own idle limit is off meanwhile: it would end quiet streams, and could not tell them from blocked ones.
final class StreamOutput implements AutoCloseable {
    private final EndPoint endPoint;
    private final long idleMillisBefore;
    private final Writer writer;
    private volatile long waitingSince;
    private volatile boolean isWaiting;

    StreamOutput(HttpServletRequest request, HttpServletResponse response) throws IOException {
        endPoint = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        idleMillisBefore = endPoint.getIdleTimeout();
        endPoint.setIdleTimeout(0);
        writer = new OutputStreamWriter(new Watched(response.getOutputStream()), StandardCharsets.UTF_8);
    }

    void write(String text) throws IOException {
        writer.write(text);
    }

    void flush() throws IOException {
        writer.flush();
    }

    /// Nanoseconds for which the client has taken nothing of what it is being sent; 0 while nothing is.
    long silentNanos() {
        return isWaiting ? System.nanoTime() - waitingSince : 0;
    }

    /// Ends the connection under whoever writes.
    void cut() {
        endPoint.close();
    }

    /// Leaves the connection as it was, for the next request on it.
    @Override
    public void close() {
        endPoint.setIdleTimeout(idleMillisBefore);
    }

    /// Notes while a piece is on its way.
    private final class Watched extends OutputStream {
        private final OutputStream out;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begin();
            try {
                out.write(bytes, offset, length);
            } finally {
                isWaiting = false;
            }
        }

        @Override
        public void flush() throws IOException {
            begin();
            try {
                out.flush();
            } finally {
                isWaiting = false;
            }
        }

        private void begin() {
            waitingSince = System.nanoTime();
            isWaiting = true;
        }
    }
}
