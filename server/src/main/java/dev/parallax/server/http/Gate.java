package dev.parallax.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides by `Host` and `Origin` who may call at all: it keeps web pages of strangers, and names that were
/// re-bound to this machine, away from a server that trusts its users. Immutable.
///
/// - `Host` must be the bound address or a loopback name, with the port. A server that is bound to every address takes
///   any numeric address, since only names can be re-bound.
/// - `Origin`, where one is sent, must be the server's own or an allowed one.
final class Gate {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "[::]");
    private static final int HTTP_PORT = 80;

    private final Set<String> hosts;
    private final boolean numericHosts;
    private final int port;
    private final Set<String> allowedOrigins;

    /// @param boundHost the address that the server listens on
    /// @param port the port that it listens on
    Gate(String boundHost, int port, List<String> allowedOrigins) {
        String bound = bracketed(boundHost.toLowerCase(Locale.ROOT));
        this.hosts = new TreeSet<>(LOOPBACK);
        this.hosts.add(bound);
        this.numericHosts = EVERY_ADDRESS.contains(bound);
        this.port = port;
        this.allowedOrigins = new TreeSet<>();
        allowedOrigins.forEach(origin -> this.allowedOrigins.add(normalized(origin)));
    }

    /// @param host the header as it came, or null
    boolean allowsHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        boolean hasPort = colon > lower.lastIndexOf(']');
        String name = hasPort ? lower.substring(0, colon) : lower;
        String givenPort = hasPort ? lower.substring(colon + 1) : String.valueOf(HTTP_PORT);
        return givenPort.equals(String.valueOf(port)) && (hosts.contains(name) || (numericHosts && isNumeric(name)));
    }

    /// @param origin the header as it came, or null
    /// @param host a host that is allowed
    boolean allowsOrigin(@Nullable String origin, String host) {
        return origin == null || isOwn(origin, host) || isForeignButAllowed(origin);
    }

    /// Whether a browser needs to be told that this origin may read the answers.
    boolean isForeignButAllowed(String origin) {
        return allowedOrigins.contains(normalized(origin));
    }

    private boolean isOwn(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://")
                && (lower.equals("http://" + host.toLowerCase(Locale.ROOT)) || allowsHost(authority(lower)));
    }

    private static @Nullable String authority(String origin) {
        try {
            URI uri = new URI(origin);
            boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return bare ? uri.getRawAuthority() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String normalized(String origin) {
        String lower = origin.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isNumeric(String name) {
        return name.matches("\\[[0-9a-f:.]+]") || name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
