package dev.parallax.server.http;

import dev.parallax.server.front.ConnectionInfo;
import dev.parallax.server.front.LiveConnection;
import dev.parallax.server.front.StreamRun;
import dev.parallax.server.front.StreamRun.Wish;
import java.io.IOException;

/// Runs one stream on the virtual thread of its request, to which it is confined but for what [LiveConnection]
/// promises.
final class StreamConnection implements LiveConnection {
    private final StreamRun stream;
    private final StreamOutput output;
    private final Bell bell;

    /// @param bell of this thread, which the stream was given
    StreamConnection(StreamRun stream, StreamOutput output, Bell bell) {
        this.stream = stream;
        this.output = output;
        this.bell = bell;
    }

    /// Runs until the stream is over.
    ///
    /// @throws IOException if the client is gone
    void run() throws IOException {
        try {
            follow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.flush();
    }

    private void follow() throws IOException, InterruptedException {
        while (true) {
            switch (stream.next(System.nanoTime())) {
                case Wish.Write write -> {
                    output.write(write.text());
                    if (write.isWhole()) {
                        output.flush();
                    }
                }
                case Wish.Wait wait -> {
                    output.flush();
                    bell.await(wait.untilNanos());
                }
                case Wish.End ignored -> {
                    return;
                }
            }
        }
    }

    @Override
    public ConnectionInfo info() {
        return stream.info();
    }

    @Override
    public Standing standing() {
        return stream.standing();
    }

    @Override
    public long acknowledged() {
        return 0;
    }

    @Override
    public long silentNanos() {
        return output.silentNanos();
    }

    @Override
    public void ping() {
        // Nothing comes from the client on such a stream; its heartbeat shows whether it still takes anything.
    }

    @Override
    public void finish() {
        stream.stop();
    }

    @Override
    public void cut() {
        output.cut();
    }

    @Override
    public void release() {
        stream.release();
    }
}
