package dev.parallax.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ManualSocket socket = new ManualSocket();
    private final Outbound outbound =
            new Outbound(new OutboundQueue(2_000_000, Long.MAX_VALUE, () -> "resync"), socket, tasks::add);

    @Test
    void handsOverAtMostFourFramesUntilOneIsSent() {
        put(6);
        runTasks();
        assertThat(socket.frames).containsExactly("first", "0", "1", "2");

        socket.completeOldest();

        assertThat(socket.frames).containsExactly("first", "0", "1", "2", "3");
        assertThat(outbound.standing().depth()).isEqualTo(2);
        assertThat(outbound.standing().sent()).isEqualTo(1);
    }

    @Test
    void neverSendsOnTheThreadThatPutsIn() {
        put(1);

        assertThat(socket.frames).isEmpty();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void drainsAMillionFramesThatFinishInsideTheirOwnCallWithoutRecursion() {
        socket.completesAtOnce = true;
        put(1_000_000);

        runTasks();

        assertThat(outbound.standing().sent()).isEqualTo(1_000_001);
    }

    @Test
    void closesOnceTheLastFrameIsSent() {
        put(0);
        runTasks();
        socket.completeOldest();

        outbound.finish("bye", 4401, "ended");
        runTasks();
        assertThat(socket.closed).isEmpty();
        socket.completeOldest();

        assertThat(socket.frames).containsExactly("first", "bye");
        assertThat(socket.closed).containsExactly("4401 ended");
    }

    @Test
    void waitsForFramesUnderWayBeforeItCloses() {
        put(5);
        runTasks();

        outbound.finish(null, 1001, "going away");
        runTasks();
        assertThat(socket.closed).isEmpty();
        socket.completeAll();

        assertThat(socket.frames).containsExactly("first", "0", "1", "2");
        assertThat(socket.closed).containsExactly("1001 going away");
    }

    @Test
    void sendsNothingAfterTheSocketFailed() {
        put(10);
        runTasks();

        socket.failOldest();
        socket.completeAll();
        outbound.put(queue -> queue.offer("late"));
        runTasks();

        assertThat(socket.frames).hasSize(4);
    }

    @Test
    void keepsTheOrderWhenManyThreadsReportAndOnePutsIn() throws InterruptedException {
        int count = 50_000;
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
            CountDownLatch all = new CountDownLatch(count + 1);
            Outbound.Socket concurrent = new Outbound.Socket() {
                @Override
                public void send(String frame, Runnable done, Runnable failed) {
                    sent.add(frame);
                    all.countDown();
                    senders.execute(done);
                }

                @Override
                public void finishing() {}

                @Override
                public void close(int code, String reason) {}
            };
            Outbound busy =
                    new Outbound(new OutboundQueue(count + 1, Long.MAX_VALUE, () -> "resync"), concurrent, senders);
            busy.put(queue -> queue.open("first"));
            List<String> expected = new ArrayList<>(List.of("first"));
            for (int index = 0; index < count; index++) {
                String frame = "f" + index;
                expected.add(frame);
                busy.put(queue -> queue.offer(frame));
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new ArrayList<>(sent)).isEqualTo(expected);
        }
    }

    private void put(int count) {
        outbound.put(queue -> queue.open("first"));
        for (int index = 0; index < count; index++) {
            String frame = String.valueOf(index);
            outbound.put(queue -> queue.offer(frame));
        }
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
        }
    }

    /// A socket whose sends finish when the test says so.
    private static final class ManualSocket implements Outbound.Socket {
        private record Pending(Runnable done, Runnable failed) {}

        private final List<String> frames = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();
        private final Deque<Pending> pending = new ArrayDeque<>();
        private boolean completesAtOnce;

        @Override
        public void send(String frame, Runnable done, Runnable failed) {
            if (completesAtOnce) {
                done.run();
            } else {
                frames.add(frame);
                pending.add(new Pending(done, failed));
            }
        }

        @Override
        public void finishing() {}

        @Override
        public void close(int code, String reason) {
            closed.add(code + " " + reason);
        }

        private void completeOldest() {
            pending.removeFirst().done().run();
        }

        private void failOldest() {
            pending.removeFirst().failed().run();
        }

        private void completeAll() {
            while (!pending.isEmpty()) {
                completeOldest();
            }
        }
    }
}
