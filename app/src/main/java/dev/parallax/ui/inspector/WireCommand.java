package dev.parallax.ui.inspector;

import dev.parallax.client.Framing;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireMessage.Direction;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What to type in a POSIX shell to do as a client did: curl for requests and streams, websocat for a WebSocket.
/// Immutable.
///
/// The session's secret is written as `$SESSION`, wherever it occurs, unless it is asked for.
final class WireCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@,-]*");
    private static final String VARIABLE = "\"$SESSION\"";

    private final URI server;
    private final String secret;
    private final boolean hidesSecret;

    /// @param secret of the session that asks; never empty
    WireCommand(URI server, String secret, boolean hidesSecret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("nobody asks without a session");
        }
        this.server = server;
        this.secret = secret;
        this.hidesSecret = hidesSecret;
    }

    /// The request that a message is, or that it answers; empty if that is no longer known.
    ///
    /// @param wire the newest messages of the same client, oldest first
    static Optional<WireMessage> request(WireMessage message, List<WireMessage> wire) {
        if (message.direction() == Direction.SENT || isSocket(message)) {
            return Optional.of(message);
        }
        int place = wire.indexOf(message);
        return wire.subList(0, Math.max(0, place)).reversed().stream()
                .filter(earlier -> earlier.direction() == Direction.SENT && !isSocket(earlier))
                .filter(earlier -> message.channel().startsWith(earlier.channel() + " ")
                        || message.channel().equals(earlier.channel()))
                .findFirst();
    }

    /// @param request what [#request] found
    String of(WireMessage request) {
        return isSocket(request) ? websocat(request) : curl(request);
    }

    private static boolean isSocket(WireMessage message) {
        return message.channel().equals("WS");
    }

    /// Says what the client said, or listens if it is what the client heard.
    private String websocat(WireMessage message) {
        String scheme = "https".equals(server.getScheme()) ? "wss" : "ws";
        String address = quoted(scheme + "://" + server.getRawAuthority() + "/sync?sessionId=" + secret);
        return message.direction() == Direction.SENT
                ? "printf '%s\\n' " + quoted(message.text()) + " | websocat -n " + address
                : "websocat " + address;
    }

    /// `-N`: answers may be streams, which show as they come.
    private String curl(WireMessage request) {
        String channel = request.channel();
        String accepted = channel.startsWith("SSE ")
                ? Framing.SSE.contentType()
                : channel.startsWith("NDJSON ") ? Framing.LINES.contentType() : "";
        String[] words = channel.substring(accepted.isEmpty() ? 0 : channel.indexOf(' ') + 1)
                .split(" ", 2);
        StringBuilder command = new StringBuilder("curl -sSN");
        if (!words[0].equals("GET")) {
            command.append(" -X ").append(quoted(words[0]));
        }
        command.append(' ').append(quoted(server + (words.length > 1 ? words[1] : "/")));
        header(command, "Authorization: Bearer " + secret);
        if (!accepted.isEmpty()) {
            header(command, "Accept: " + accepted);
        }
        if (!request.text().isEmpty()) {
            header(command, "Content-Type: application/json");
            command.append(" \\\n  --data-raw ").append(quoted(request.text()));
        }
        return command.toString();
    }

    private void header(StringBuilder command, String header) {
        command.append(" \\\n  -H ").append(quoted(header));
    }

    /// One word of the shell, whatever is in it.
    private String quoted(String text) {
        if (!hidesSecret) {
            return word(text);
        }
        // A limit of -1 keeps what is empty at the end.
        return Arrays.stream(text.split(Pattern.quote(secret), -1))
                .map(WireCommand::word)
                .collect(Collectors.joining(VARIABLE));
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
