package dev.parallax.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketError;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketOpen;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// The baseline: a Jetty WebSocket server that does nothing but send given texts to everyone connected.
/// Thread-safe.
final class BareBroadcast implements AutoCloseable {
    /// As many sends as the sync server allows a connection to have under way.
    private static final int IN_FLIGHT_LIMIT = 4;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    private BareBroadcast() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/broadcast", (request, response, callback) -> new Peer())));
    }

    static BareBroadcast start() throws Exception {
        BareBroadcast broadcast = new BareBroadcast();
        broadcast.server.start();
        return broadcast;
    }

    URI uri() {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", connector.getLocalPort());
        return URI.create("ws://127.0.0.1:" + address.getPort() + "/broadcast");
    }

    /// Sends each text to every connection, in order, from as many threads as there are processors: the
    /// baseline shall not lose for want of one.
    void send(List<String> texts) throws InterruptedException {
        int shares = Runtime.getRuntime().availableProcessors();
        List<Thread> senders = new ArrayList<>();
        for (int share = 0; share < shares; share++) {
            int offset = share;
            senders.add(Thread.ofPlatform().name("bench-sender-" + share).start(() -> send(texts, offset, shares)));
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private void send(List<String> texts, int offset, int step) {
        for (String text : texts) {
            for (int index = offset; index < peers.size(); index += step) {
                peers.get(index).send(text);
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /// One connection.
    @WebSocket
    public final class Peer {
        private final Semaphore slots = new Semaphore(IN_FLIGHT_LIMIT);
        private volatile @org.jspecify.annotations.Nullable Session session;

        @OnWebSocketOpen
        public void onOpen(Session opened) {
            session = opened;
            peers.add(this);
        }

        /// The receivers hang up when they have counted enough.
        @OnWebSocketError
        public void onError(Throwable failure) {
            session = null;
        }

        void send(String text) {
            Session target = session;
            if (target != null) {
                slots.acquireUninterruptibly();
                target.sendText(text, Callback.from(slots::release, failure -> slots.release()));
            }
        }
    }
}
