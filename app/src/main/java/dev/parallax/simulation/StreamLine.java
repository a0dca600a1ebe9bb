package dev.parallax.simulation;

import dev.parallax.client.Event;
import dev.parallax.client.Framing;
import dev.parallax.network.FrameParser;
import dev.parallax.network.FrameSink;
import dev.parallax.server.front.WholeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A stream between the server and a client, over a [Wire] that may cut a text anywhere. Confined to its simulation.
final class StreamLine implements ClientLine, ToClient {
    /// One in so many texts arrives in two pieces.
    private static final int PIECES_EACH = 6;

    private final long number;
    private final SimulatedServer server;
    private final RandomGenerator random;
    private final Wire.Lane there;
    private final Wire.Lane back;
    private final Consumer<String> told;
    private final Receiver receiver;
    private final FrameParser parser;
    private Runnable hangUp = () -> {};
    private boolean isOver;

    StreamLine(
            long number,
            Framing framing,
            Wire wire,
            RandomGenerator random,
            SimulatedServer server,
            Consumer<String> told,
            Receiver receiver) {
        this.number = number;
        this.server = server;
        this.random = random;
        this.there = wire.lane();
        this.back = wire.lane();
        this.told = told;
        this.receiver = receiver;
        this.parser = FrameParser.of(framing);
    }

    void open(WholeRequest request) {
        there.send(() -> {
            if (!isOver) {
                hangUp = server.stream(request, this);
            }
        });
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        isOver = true;
        there.send(() -> hangUp.run());
    }

    @Override
    public void breakNow(String reason) {
        if (!isOver) {
            close();
            receiver.arrived(this, new Event.StreamFailed(number, 0, reason), "");
        }
    }

    @Override
    public void opened() {
        arrive(new Event.StreamOpened(number), false);
    }

    @Override
    public void refused(int status, String body) {
        told.accept(body);
        arrive(new Event.StreamFailed(number, status, body), true);
    }

    @Override
    public void text(String text, Runnable arrived) {
        told.accept(text);
        int cut = text.length() > 1 && random.nextInt(PIECES_EACH) == 0 ? 1 + random.nextInt(text.length() - 1) : 0;
        if (cut > 0) {
            back.send(() -> take(text.substring(0, cut)));
        }
        back.send(() -> {
            take(text.substring(cut));
            arrived.run();
        });
    }

    private void take(String piece) {
        if (isOver) {
            return;
        }
        List<Event> events = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        parser.feed(piece, new FrameSink() {
            @Override
            public void message(String name, String data) {
                events.add(new Event.StreamMessage(number, name, data));
                texts.add(name + " " + data);
            }

            @Override
            public void comment() {
                events.add(new Event.StreamHeard(number));
                texts.add("");
            }
        });
        // A message may lead the client to close the stream: what else came is then late, and must do no harm.
        for (int index = 0; index < events.size(); index++) {
            receiver.arrived(this, events.get(index), texts.get(index));
        }
    }

    @Override
    public void closed(int code, String reason) {
        arrive(new Event.StreamEnded(number), true);
    }

    @Override
    public void broke() {
        arrive(new Event.StreamFailed(number, 0, "the connection broke"), true);
    }

    private void arrive(Event event, boolean isLast) {
        back.send(() -> {
            if (!isOver) {
                isOver = isLast;
                receiver.arrived(this, event, "");
            }
        });
    }
}
