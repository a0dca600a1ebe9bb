package dev.parallax.server.http;

import dev.parallax.server.http.Outsider.SignedIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A stream over plain HTTP as an outsider reads it: server-sent events by the HTML standard, or lines of JSON.
/// Thread-safe.
final class EventStream implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final StringBuffer everything = new StringBuffer();
    private final boolean isLines;
    private boolean isReading;

    /// @param name empty for a plain message; the line's `type` where the stream has lines
    /// @param id what `Last-Event-ID` would be; empty if there was none yet
    record Event(String name, String id, ObjectNode data) {
        long timestamp() {
            return data.get("timestamp").longValue();
        }

        String text(String field) {
            return data.get(field).stringValue();
        }
    }

    private static final Event END = new Event("end of stream", "", Outsider.MAPPER.createObjectNode());

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.isLines = contentType().startsWith("application/x-ndjson");
    }

    /// Begins to read, if it does not read yet.
    EventStream resume() {
        if (!isReading) {
            isReading = true;
            Thread.ofVirtual().start(this::read);
        }
        return this;
    }

    static EventStream get(Outsider outsider, SignedIn who, String path, String... headers) {
        return open(outsider, who, "GET", path, null, headers).resume();
    }

    static EventStream post(Outsider outsider, SignedIn who, String path, String body, String... headers) {
        return open(outsider, who, "POST", path, body, headers).resume();
    }

    /// A stream that reads nothing before [#resume()].
    static EventStream openPaused(Outsider outsider, SignedIn who, String method, String path, @Nullable String body) {
        return open(outsider, who, method, path, body);
    }

    private static EventStream open(
            Outsider outsider, SignedIn who, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(outsider.uri(path))
                .header("Authorization", "Bearer " + who.id())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> response = outsider.http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                try (InputStream in = response.body()) {
                    throw new AssertionError(
                            response.statusCode() + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return new EventStream(response);
        } catch (IOException e) {
            throw new AssertionError("no stream at " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String contentType() {
        return header("Content-Type");
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                everything.append(line).append('\n');
                if (isLines) {
                    ObjectNode node = Outsider.object(line);
                    events.add(new Event(node.get("type").stringValue(), "", node));
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(name, id, Outsider.object(data.toString())));
                    }
                    name = "";
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                } else if (!line.startsWith(":")) {
                    throw new AssertionError("no line of an event stream: " + line);
                }
            }
        } catch (IOException e) {
            // The stream broke, or the test closed it: an end as well.
        } finally {
            events.add(END);
        }
    }

    /// The next event, of whatever name.
    Event next() {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event came after:\n" + everything);
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The next event that has come already, if there is one.
    Optional<Event> poll() {
        return Optional.ofNullable(events.poll());
    }

    /// The next event of this name; others are passed over.
    Event next(String name) {
        while (true) {
            Event event = next();
            if (event.name().equals(name)) {
                return event;
            }
            if (event == END) {
                throw new AssertionError("the stream ended before `" + name + "`:\n" + everything);
            }
        }
    }

    /// Every event up to and with the next of this name.
    List<Event> until(String name) {
        List<Event> passed = new ArrayList<>();
        do {
            passed.add(next());
            if (passed.getLast() == END) {
                throw new AssertionError("the stream ended before `" + name + "`:\n" + everything);
            }
        } while (!passed.getLast().name().equals(name));
        return passed;
    }

    /// Every event but heartbeats up to the heartbeat that says all up to `version` has been told.
    List<Event> untilBeat(long version) {
        List<Event> passed = new ArrayList<>();
        while (true) {
            Event event = next();
            if (event == END) {
                throw new AssertionError("the stream ended:\n" + everything);
            } else if (!event.name().equals("heartbeat")) {
                passed.add(event);
            } else if (event.data()
                            .path("timestamp")
                            .asLong(event.data().path("version").asLong())
                    >= version) {
                return passed;
            }
        }
    }

    /// Everything that comes before the end.
    List<Event> untilEnd() {
        List<Event> passed = new ArrayList<>();
        while (true) {
            Event event = next();
            if (event == END) {
                return passed;
            }
            passed.add(event);
        }
    }

    /// Every line that ever came.
    String everything() {
        return everything.toString();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
