package dev.parallax.network;

import dev.parallax.client.Effect;
import dev.parallax.client.Event;
import dev.parallax.client.Framing;
import dev.parallax.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One streamed answer of one client. Thread-safe.
///
/// More bytes are asked for only when every message of the last ones was handled, so a client that falls behind holds
/// one buffer of the network's, and the server's bounded queue for it takes the rest.
final class StreamLine implements Flow.Subscriber<List<ByteBuffer>> {
    /// The largest refusal that is read.
    private static final long REFUSAL_BYTES_LIMIT = 1 << 20;

    private final long stream;
    private final String channel;
    private final String body;
    private final HttpRequest request;
    private final ClientRuntime runtime;
    private final WireTap tap;
    private final FrameParser parser;
    // Confined to the subscription: its calls come one after the other.
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);

    private Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<HttpResponse<String>> sent;
    private int unhandled;
    private boolean closed;
    /// Whether its end was told.
    private boolean over;

    StreamLine(Effect.OpenStream effect, NetworkConfig config, ClientRuntime runtime, WireTap tap) {
        boolean posts = effect.body() != null;
        this.stream = effect.stream();
        this.body = effect.body() == null ? "" : Json.text(effect.body());
        this.channel =
                (effect.framing() == Framing.SSE ? "SSE " : "NDJSON ") + (posts ? "POST " : "GET ") + effect.path();
        this.runtime = runtime;
        this.tap = tap;
        this.parser = FrameParser.of(effect.framing());
        // No timeout: it would end the stream itself on some JDKs. The client watches the time.
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(config.server() + effect.path()))
                .header("Accept", effect.framing().contentType())
                .header("Authorization", "Bearer " + effect.sessionId());
        if (posts) {
            builder.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        this.request = builder.build();
    }

    /// @param opened to be called once, when the server has answered or never will
    void open(HttpClient http, Runnable opened) {
        AtomicBoolean first = new AtomicBoolean(true);
        Runnable once = () -> {
            if (first.getAndSet(false)) {
                opened.run();
            }
        };
        CompletableFuture<HttpResponse<String>> response = send(http, once);
        if (response == null) {
            once.run();
            return;
        }
        response.whenComplete((answer, failure) -> {
            once.run();
            if (failure != null) {
                failed(0, Exchange.phrase(failure));
            } else if (answer.statusCode() != 200) {
                tap.received(channel + " " + answer.statusCode(), answer.body());
                failed(answer.statusCode(), answer.body());
            }
        });
    }

    /// One message was handled.
    void handled() {
        boolean all;
        synchronized (this) {
            unhandled--;
            all = unhandled == 0;
        }
        if (all) {
            askForMore();
        }
    }

    /// Nothing more is reported after this.
    synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
        if (sent != null) {
            sent.cancel(true);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        synchronized (this) {
            if (closed) {
                to.cancel();
                return;
            }
            subscription = to;
        }
        runtime.arrive(new Event.StreamOpened(stream), 0);
        to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        List<Event> events = new ArrayList<>();
        try {
            for (ByteBuffer buffer : buffers) {
                parser.feed(decode(buffer), sink(events));
            }
        } catch (CharacterCodingException e) {
            failed(0, "the server sent text that is not UTF-8");
            return;
        } catch (BrokenStreamException e) {
            failed(0, e.getMessage() == null ? "the stream broke" : e.getMessage());
            return;
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            unhandled = events.size();
        }
        if (events.isEmpty()) {
            askForMore();
        }
        events.forEach(this::arrive);
    }

    @Override
    public void onError(Throwable failure) {
        failed(0, Exchange.phrase(failure));
    }

    @Override
    public void onComplete() {
        if (ends()) {
            runtime.arrive(new Event.StreamEnded(stream), 0);
        }
    }

    private void arrive(Event event) {
        int bytes =
                event instanceof Event.StreamMessage message ? message.data().length() : 0;
        if (runtime.arrive(event, bytes)) {
            handled();
        }
    }

    private @Nullable CompletableFuture<HttpResponse<String>> send(HttpClient http, Runnable opened) {
        synchronized (this) {
            if (closed) {
                return null;
            }
        }
        tap.sent(channel, body);
        CompletableFuture<HttpResponse<String>> response;
        try {
            response = http.sendAsync(request, head -> {
                opened.run();
                return receiver(head.statusCode());
            });
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        synchronized (this) {
            sent = response;
            if (closed) {
                response.cancel(true);
            }
        }
        return response;
    }

    private BodySubscriber<String> receiver(int status) {
        return status == 200
                ? BodySubscribers.fromSubscriber(this, over -> "")
                : BodySubscribers.limiting(BodySubscribers.ofString(StandardCharsets.UTF_8), REFUSAL_BYTES_LIMIT);
    }

    private void askForMore() {
        Flow.Subscription from;
        synchronized (this) {
            from = closed ? null : subscription;
        }
        if (from != null) {
            from.request(1);
        }
    }

    /// The characters that are whole by now; the bytes of one that is not wait for the next call.
    private CharBuffer decode(ByteBuffer bytes) throws CharacterCodingException {
        ByteBuffer input = bytes;
        if (undecoded.hasRemaining()) {
            input = ByteBuffer.allocate(undecoded.remaining() + bytes.remaining())
                    .put(undecoded)
                    .put(bytes)
                    .flip();
        }
        CharBuffer text = CharBuffer.allocate(input.remaining());
        var result = decoder.decode(input, text, false);
        if (result.isError()) {
            result.throwException();
        }
        undecoded = ByteBuffer.allocate(input.remaining()).put(input).flip();
        return text.flip();
    }

    private FrameSink sink(List<Event> events) {
        return new FrameSink() {
            @Override
            public void message(String name, String data) {
                tap.received(name.isEmpty() ? channel : channel + " " + name, data);
                events.add(new Event.StreamMessage(stream, name, data));
            }

            @Override
            public void comment() {
                events.add(new Event.StreamHeard(stream));
            }
        };
    }

    private void failed(int status, String reason) {
        if (ends()) {
            runtime.arrive(new Event.StreamFailed(stream, status, reason), 0);
        }
    }

    /// Whether this is the end that is told: the first, unless the stream was closed.
    private synchronized boolean ends() {
        boolean first = !closed && !over;
        over = true;
        return first;
    }
}
