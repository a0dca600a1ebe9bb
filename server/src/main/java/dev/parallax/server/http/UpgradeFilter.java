package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import dev.parallax.server.front.AdminSecret;
import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Front;
import dev.parallax.server.front.Handshake;
import dev.parallax.server.front.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;

/// Takes WebSocket upgrades: signs them in, and gives each a [CursorSocket]. It stands before the framework,
/// whose own sockets have no word for pongs and start an HTTP session with a cookie. Thread-safe.
final class UpgradeFilter extends HttpFilter {
    static final String PATH = "/sync";

    /// PROTOCOL's limit of a message from a client.
    static final int MESSAGE_BYTES_LIMIT = 64 * 1024;

    private static final String VERSION = "13";
    private static final long serialVersionUID = 1;

    private final transient Front front;
    private final transient Engine engine;

    UpgradeFilter(Front front, Engine engine) {
        this.front = front;
        this.engine = engine;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Sec-WebSocket-Key") == null) {
            chain.doFilter(request, response);
        } else if (!request.getRequestURI().equals(PATH)) {
            Answers.write(response, Answer.problem(Problems.ofStatus(404)));
        } else if (!isUpgrade(request)) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", VERSION);
            Answers.write(response, Answer.problem(Problems.ofStatus(426)));
        } else {
            try {
                upgrade(request, response, handshake(request));
            } catch (RuntimeException e) {
                Answers.write(response, Answer.problem(front.problem(e)));
            }
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
    }

    private Handshake handshake(HttpServletRequest request) {
        return front.handshake(
                request.getHeader("Authorization"),
                request.getParameter("sessionId"),
                request.getHeader(AdminSecret.HEADER),
                request.getHeader("User-Agent"));
    }

    /// Without extensions: compression would cost memory for each connection and mix secrets with others' text.
    private void upgrade(HttpServletRequest request, HttpServletResponse response, Handshake handshake)
            throws IOException {
        JettyWebSocketServerContainer container =
                JettyWebSocketServerContainer.getContainer(request.getServletContext());
        boolean upgraded = container.upgrade(
                (upgrade, answer) -> {
                    answer.setExtensions(List.of());
                    return new CursorSocket(handshake, front, engine);
                },
                request,
                response);
        if (!upgraded && !response.isCommitted()) {
            Answers.write(response, Answer.problem(Problems.ofStatus(400)));
        }
    }

    /// Silence is judged by pings, so the container's own idle limit, which counts what is written too, is off.
    static void configure(JettyWebSocketServerContainer container) {
        container.setIdleTimeout(Duration.ZERO);
        container.setMaxTextMessageSize(MESSAGE_BYTES_LIMIT);
        container.setMaxBinaryMessageSize(MESSAGE_BYTES_LIMIT);
        container.setMaxFrameSize(MESSAGE_BYTES_LIMIT);
    }
}
