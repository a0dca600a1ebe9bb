package dev.parallax.ui.connect;

import dev.parallax.client.Dialect;
import dev.parallax.ui.connect.Snippet.Tool;
import dev.parallax.ui.world.Guest;
import java.net.URI;
import java.util.List;

/// Program texts that connect to a server as a guest, by dialect. Immutable. They follow PROTOCOL, dialects 1 to 5.
///
/// Nothing in them needs quoting: a session's secret is hexadecimal, and names of records are words.
final class Snippets {
    private final String http;
    private final String socket;
    private final String secret;
    private final String record;
    private final long spaceId;

    /// @param record whose rows the dialects show that stream one record
    Snippets(URI address, Guest guest, String record) {
        this.http = address.toString();
        this.socket = "ws://" + address.getRawAuthority();
        this.secret = guest.sessionId();
        this.record = record;
        this.spaceId = guest.spaceId();
    }

    /// Empty if the session may not use the dialect at all, as the space dialect without a space.
    List<Snippet> of(Dialect dialect) {
        return switch (dialect) {
            case CURSOR -> cursor();
            case HEARTBEAT -> events("/heartbeatSync?", true);
            case SPACE ->
                spaceId == 0 ? List.of() : events("/api/stream?record=" + record + "&spaceId=" + spaceId + "&", false);
            case COLLECTION -> collection();
            case CHANGELOG -> changelog();
        };
    }

    private List<Snippet> cursor() {
        String catchUp = "{\"syncCursor\":{\"tables\":{}}}";
        return List.of(
                new Snippet(Tool.CURL, curl("/sync", catchUp)),
                new Snippet(Tool.WEBSOCAT, "websocat '" + socket + "/sync?sessionId=" + secret + "'"),
                new Snippet(Tool.JAVASCRIPT, """
                        const live = new WebSocket('%s/sync?sessionId=%s');
                        live.onmessage = event => console.log('live', JSON.parse(event.data));
                        live.onopen = async () => {
                          const answer = %s;
                          console.log('caught up', await answer.json());
                        };""".formatted(
                        socket, secret, fetch("/sync", catchUp).indent(2).strip())));
    }

    /// Server-sent events; `named` says whether they are of several kinds.
    private List<Snippet> events(String path, boolean named) {
        String url = http + path + "sessionId=" + secret;
        String listen = named ? """
                const kinds = ['delta', 'delta-complete', 'upsert', 'delete', 'heartbeat', 'resync'];
                for (const kind of kinds) {
                  events.addEventListener(kind, event => console.log(kind, JSON.parse(event.data)));
                }""" : "events.onmessage = event => console.log(JSON.parse(event.data));";
        return List.of(
                new Snippet(Tool.CURL, "curl -sSN '" + url + "'"),
                new Snippet(Tool.JAVASCRIPT, "const events = new EventSource('" + url + "');\n" + listen));
    }

    private List<Snippet> collection() {
        String path = "/rpc/" + record + "Sync";
        String body = "{\"snapshot\":true}";
        return List.of(new Snippet(Tool.CURL, curl(path, body)), new Snippet(Tool.JAVASCRIPT, """
                        const answer = %s;
                        for await (const lines of answer.body.pipeThrough(new TextDecoderStream())) {
                          console.log(lines);
                        }""".formatted(
                        fetch(path, body))));
    }

    private List<Snippet> changelog() {
        String first = "{\"clientId\":\"my-client\",\"cursor\":null,\"stateHash\":null,\"wait\":20000,\"changes\":[]}";
        return List.of(new Snippet(Tool.CURL, curl("/changes", first)), new Snippet(Tool.JAVASCRIPT, """
                        let request = %s;
                        for (;;) {
                          const answer = %s;
                          if (!answer.ok) {
                            throw new Error(await answer.text());
                          }
                          const { changes, reset, cursor, stateHash } = await answer.json();
                          console.log({ reset, changes });
                          request = { ...request, cursor, stateHash };
                        }""".formatted(
                first, fetchOf("/changes", "JSON.stringify(request)").indent(2).strip())));
    }

    private String curl(String path, String body) {
        return """
                curl -sSN '%s%s' \\
                  -H 'Authorization: Bearer %s' \\
                  -H 'Content-Type: application/json' \\
                  -d '%s'""".formatted(http, path, secret, body);
    }

    private String fetch(String path, String body) {
        return fetchOf(path, "'" + body + "'");
    }

    private String fetchOf(String path, String body) {
        return """
                await fetch('%s%s', {
                  method: 'POST',
                  headers: { Authorization: 'Bearer %s', 'Content-Type': 'application/json' },
                  body: %s,
                })""".formatted(http, path, secret, body);
    }
}
