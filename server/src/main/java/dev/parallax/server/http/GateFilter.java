package dev.parallax.server.http;

import dev.parallax.server.front.AdminSecret;
import dev.parallax.server.front.Answer;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stands before everything, WebSocket upgrades too: asks the [Gate], answers browsers' preflights for allowed
/// origins, and sets the headers that every answer has. Thread-safe.
final class GateFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String PREFLIGHT_SECONDS = "600";

    private final transient Supplier<Gate> gate;
    private final transient Metrics metrics;

    /// @param gate known once the port is
    GateFilter(Supplier<Gate> gate, Metrics metrics) {
        this.gate = gate;
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String host = request.getHeader("Host");
        String origin = request.getHeader("Origin");
        Gate open = gate.get();
        if (host == null || !open.allowsHost(host)) {
            refuse(response, "the `Host` is not an address of this server");
        } else if (!open.allowsOrigin(origin, host)) {
            refuse(response, "the `Origin` is not allowed");
        } else if (!allowBrowser(open, origin, request, response)) {
            chain.doFilter(request, response);
        }
    }

    /// @return whether the request was a preflight and is answered
    private static boolean allowBrowser(
            Gate gate, @Nullable String origin, HttpServletRequest request, HttpServletResponse response) {
        if (origin == null || !gate.isForeignButAllowed(origin)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Vary", "Origin");
        boolean preflight =
                request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
        if (preflight) {
            response.setHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
            response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, " + AdminSecret.HEADER);
            response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        return preflight;
    }

    private void refuse(HttpServletResponse response, String detail) throws IOException {
        metrics.refused();
        Answers.write(response, Answer.problem(Problem.of(Code.FORBIDDEN, detail)));
    }
}
